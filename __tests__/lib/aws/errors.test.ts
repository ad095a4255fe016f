import { explain, failureOf, isTransient, rememberOperation } from "../../../src/lib/aws/errors";

function awsError(name: string, message = "Something.", fields: object = {}): Error {
  return Object.assign(new Error(message), { name }, fields);
}

function from(operation: string, error: Error): Error {
  rememberOperation(error, operation);
  return error;
}

describe("an error of AWS reads", () => {
  it.each([
    [
      "without credentials",
      awsError("CredentialsProviderError", "Could not load credentials from any providers"),
      "No AWS credentials were found. Log in (for example: aws sso login), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    ],
    [
      "with expired ones",
      awsError("ExpiredTokenException"),
      "The AWS credentials have expired. Log in again (for example: aws sso login), then repeat the command.",
    ],
    [
      "with an expired login",
      awsError("CredentialsProviderError", "The SSO session associated with this profile has expired."),
      "The AWS credentials have expired. Log in again (for example: aws sso login), then repeat the command.",
    ],
    [
      "with wrong ones",
      awsError("UnrecognizedClientException"),
      "AWS does not accept the credentials (UnrecognizedClientException). Check AWS_PROFILE, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    ],
    [
      "without the right to do it, naming the action AWS names",
      from(
        "ECS DescribeServices",
        awsError("AccessDeniedException", "User: a is not authorized to perform: ecs:DescribeServices on resource: b"),
      ),
      "AWS denies ecs:DescribeServices: User: a is not authorized to perform: ecs:DescribeServices on resource: b. Ask for this permission, or use another role.",
    ],
    [
      "without the right to do it, naming the call where AWS names nothing",
      from("ECS DescribeServices", awsError("AccessDenied", "No")),
      "AWS denies ECS DescribeServices: No. Ask for this permission, or use another role.",
    ],
    [
      "called too often",
      from("ECS DescribeServices", awsError("ThrottlingException")),
      "AWS throttles ECS DescribeServices (ThrottlingException). Wait a minute, then repeat the command.",
    ],
    [
      "without a network",
      from("SSM GetParameter", awsError("Error", "getaddrinfo ENOTFOUND ssm", { code: "ENOTFOUND" })),
      "AWS cannot be reached for SSM GetParameter (ENOTFOUND: getaddrinfo ENOTFOUND ssm). Check the network and AWS_ENDPOINT_URL.",
    ],
    [
      "with a network that swallows everything",
      from("SSM GetParameter", awsError("TimeoutError", "")),
      "AWS cannot be reached for SSM GetParameter (TimeoutError: no answer). Check the network and AWS_ENDPOINT_URL.",
    ],
    [
      "that nobody foresaw",
      from("CodeDeploy CreateDeployment", awsError("InvalidRoleException", "The role is no good.")),
      "CodeDeploy CreateDeployment failed: InvalidRoleException: The role is no good.",
    ],
    [
      "without a code or a message, as answers to HEAD are: with call and status",
      from("S3 HeadObject", awsError("UnknownError", "UnknownError", { $metadata: { httpStatusCode: 400 } })),
      "S3 HeadObject failed: HTTP status 400, without an error code",
    ],
    [
      "without a code, where access is denied",
      from("S3 HeadBucket", awsError("403", "UnknownError", { $metadata: { httpStatusCode: 403 } })),
      "AWS denies S3 HeadBucket: HTTP status 403, without an error code. Ask for this permission, or use another role.",
    ],
    [
      "without a code, where the service fails",
      from("S3 HeadBucket", awsError("503", "UnknownError", { $metadata: { httpStatusCode: 503 } })),
      "AWS cannot be reached for S3 HeadBucket (HTTP status 503, without an error code). Check the network and AWS_ENDPOINT_URL.",
    ],
    [
      "without a code, of a call that nobody noted: with the service",
      awsError("UnknownError", "UnknownError", { $service: "IAM", $metadata: { httpStatusCode: 404 } }),
      "IAM failed: HTTP status 404, without an error code",
    ],
    [
      "with a code alone",
      from("SSM GetParameter", awsError("ParameterNotFound", "UnknownError", { $metadata: { httpStatusCode: 400 } })),
      "SSM GetParameter failed: ParameterNotFound",
    ],
    ["of our own as it is", new Error("The release contract is damaged."), "The release contract is damaged."],
    ["that is no error at all", "boom", "boom"],
  ])("%s", (_case, error, sentence) => {
    expect(explain(error)).toBe(sentence);
  });
});

describe("what may succeed a little later", () => {
  it.each([
    [awsError("ThrottlingException"), true],
    [awsError("RequestLimitExceeded"), true],
    [awsError("TooManyRequestsException"), true],
    [awsError("Error", "", { code: "ECONNREFUSED" }), true],
    [awsError("Error", "", { code: "EAI_AGAIN" }), true],
    [awsError("TimeoutError"), true],
    [awsError("Whatever", "", { $metadata: { httpStatusCode: 500 } }), true],
    [awsError("NotImplementedError", "", { $metadata: { httpStatusCode: 501 } }), false],
    [awsError("ExpiredTokenException"), false],
    [awsError("AccessDeniedException"), false],
    [awsError("DeploymentLimitExceededException"), false],
    [undefined, false],
  ])("%s: %s", (error, transient) => {
    expect(isTransient(error)).toBe(transient);
  });

  it("takes an expired login for expired, not for missing", () => {
    expect(failureOf(awsError("CredentialsProviderError", "Token is expired"))).toBe("expired-credentials");
  });
});
