import fc from "fast-check";
import { redactOutput } from "../../../src/operations/pipeline/redact-output";

describe("a masked text", () => {
  it.each([
    ["a secret by its name", "password=hunter2, user=me", "password=(sensitive), user=me"],
    [
      "a secret after something else with a value",
      "creating thing: password=hunter2",
      "creating thing: password=(sensitive)",
    ],
    ["a secret in JSON", '{"db_password": "a b\\"c", "port": 1}', '{"db_password": (sensitive), "port": 1}'],
    ["a secret that was cut", 'api_key: "half of', "api_key: (sensitive)"],
    ["an access key", "as AKIAIOSFODNN7EXAMPLE now", "as (sensitive) now"],
    ["an address with a password", "at postgres://me:pass@host/db now", "at (sensitive) now"],
    [
      "a private key",
      "is -----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- here",
      "is (sensitive) here",
    ],
    ["a private key that was cut", "is -----BEGIN PRIVATE KEY-----\nabc", "is (sensitive)"],
    ["a secret key", "with wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY in it", "with (sensitive) in it"],
    [
      "a token of HCP Terraform",
      "a1b2c3d4e5f6g7.atlasv1.".concat("aB3".repeat(22)),
      "a1b2c3d4e5f6g7.atlasv1.(sensitive)",
    ],
  ])("lacks %s", (_, text, shown) => {
    expect(redactOutput(text, {})).toBe(shown);
  });

  it.each([
    "creating ELBv2 Load Balancer (ContainerHandsOn): InvalidSubnet: subnet-0123456789abcdef0 (10.0.0.0/24)",
    "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/shop/73e2d6bc24d8a067 not found",
    'Plan 1a603e86e344191aad3fc84be8cf29fa2c27aae06535fb6c68a785d0c30ee60e, "The state is locked"',
    "validating provider credentials: retrieving caller identity from STS: operation error STS",
    "aws_iam_role_policy_attachment.service_web_task_execution_role, PASSWORD_MIN_LENGTH=8",
  ])("keeps what helps: %s", (text) => {
    expect(redactOutput(text, {})).toBe(text);
  });

  it("lacks what this process keeps in variables of secrets, but keeps words that are one by chance", () => {
    const variables = {
      TF_TOKEN_app_terraform_io: "abcdefgh",
      GITHUB_TOKEN: "abcdefgh-and-more",
      AWS_ACCESS_KEY_ID: "local",
    };
    expect(redactOutput("abcdefgh-and-more, abcdefgh, local", variables)).toBe("(sensitive), (sensitive), local");
  });

  it("stays as it is when it is masked again", () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom("password=", 'token: "', "secret: ", "AKIAIOSFODNN7EXAMPLE", " "),
    );
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join("")),
        (text) => {
          const once = redactOutput(text, {});
          expect(redactOutput(once, {})).toBe(once);
        },
      ),
    );
  });

  it("never holds the value of such a variable, wherever it stood", () => {
    const secret = fc.stringMatching(/^[!-~]{8,40}$/).filter((text) => !"(sensitive)".includes(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        expect(redactOutput(before + value + after, { GITHUB_TOKEN: value })).not.toContain(value);
      }),
    );
  });
});
