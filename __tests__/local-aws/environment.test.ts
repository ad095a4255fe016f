import { localAwsEnvironment } from "../../src/local-aws/environment";

const url = "http://127.0.0.1:4000";

describe("the environment of a child of the local AWS", () => {
  test("leads to the local AWS with credentials that open nothing else", () => {
    expect(localAwsEnvironment(url, "/checkout/.local", {})).toEqual({
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_REGION: "ap-northeast-1",
      AWS_DEFAULT_REGION: "ap-northeast-1",
      AWS_CONFIG_FILE: "/checkout/.local/no-aws-config",
      AWS_SHARED_CREDENTIALS_FILE: "/checkout/.local/no-aws-credentials",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_PAGER: "",
      CHECKPOINT_DISABLE: "1",
      NO_PROXY: "127.0.0.1",
      no_proxy: "127.0.0.1",
    });
  });

  test.each([
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ENDPOINT_URL_S3",
    "AWS_ENDPOINT_URL_CODEDEPLOY",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_USE_FIPS_ENDPOINT",
  ])("has no %s of the user", (name) => {
    expect(localAwsEnvironment(url, "/checkout/.local", { [name]: "theirs" })).not.toHaveProperty(name);
  });

  test.each(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"])(
    "has another %s than the user's",
    (name) => {
      const environment = localAwsEnvironment(url, "/checkout/.local", { [name]: "theirs" });
      expect(environment[name]).toBeDefined();
      expect(environment[name]).not.toBe("theirs");
    },
  );

  test("keeps what is not about an account: PATH, certificates, the region, proxies", () => {
    const mine = { PATH: "/bin", AWS_CA_BUNDLE: "/ca.pem", AWS_REGION: "eu-west-1", NO_PROXY: "intranet" };
    expect(localAwsEnvironment(url, "/checkout/.local", mine)).toMatchObject({
      PATH: "/bin",
      AWS_CA_BUNDLE: "/ca.pem",
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      NO_PROXY: "intranet,127.0.0.1",
    });
  });
});
