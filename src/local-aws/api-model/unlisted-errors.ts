/**
 * Errors that every operation of a service may answer although its model does not list them.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html, and the page of the same name of every service.
 */
const COMMON = ["InternalFailure", "ThrottlingException", "ValidationError"];

/** A body that cannot be read. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization */
const OF_JSON = ["SerializationException"];

/** By service: those whose models list no errors, or not all. */
const BY_SERVICE: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
  ec2: [
    "DependencyViolation",
    "InvalidNetworkAclID.NotFound",
    "InvalidNetworkInterfaceID.NotFound",
    "InvalidParameterValue",
  ],
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  s3: ["MalformedPolicy"],
};

export function unlistedErrors(service: string): readonly string[] {
  return [...COMMON, ...OF_JSON, ...(BY_SERVICE[service] ?? [])];
}
