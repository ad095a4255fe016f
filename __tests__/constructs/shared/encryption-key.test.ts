import { EncryptionKey } from "../../../src/constructs/shared/encryption-key";
import { counts, jsonOf, ref, resource } from "../../support/synthesized";

const json = jsonOf(
  (stack) =>
    new EncryptionKey(stack, "encryption_key", {
      alias: "alias/Shop",
      account: "123456789012",
      region: "ap-northeast-1",
    }),
);
const key = resource(json, "aws_kms_key.encryption_key");
const { Statement: statements } = JSON.parse(String(key["policy"])) as {
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
};

describe("EncryptionKey", () => {
  it("makes one key that rotates and that a mistake does not take away at once, with one alias", () => {
    expect(counts(json)).toEqual({ aws_kms_key: 1, aws_kms_alias: 1 });
    expect(key).toEqual({
      description: "Encrypts what belongs to alias/Shop",
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      policy: expect.any(String) as unknown,
    });
    expect(resource(json, "aws_kms_alias.encryption_key_alias")).toEqual({
      name: "alias/Shop",
      target_key_id: ref("aws_kms_key.encryption_key", "key_id"),
    });
  });

  it("leaves its administration to the account, as KMS's own default does", () => {
    expect(statements[0]).toEqual({
      Sid: "AccountDecidesByIam",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::123456789012:root" },
      Action: "kms:*",
      Resource: "*",
    });
  });

  it("lets CloudWatch Logs use it for log groups of this account and region only", () => {
    expect(statements[1]).toEqual({
      Sid: "LogGroups",
      Effect: "Allow",
      Principal: { Service: "logs.ap-northeast-1.amazonaws.com" },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: "*",
      Condition: {
        ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:ap-northeast-1:123456789012:log-group:*" },
      },
    });
  });

  it("lets alarms of this account and region, and nothing else of CloudWatch, publish to encrypted topics", () => {
    expect(statements[2]).toEqual({
      Sid: "AlarmsToEncryptedTopics",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:*" },
      },
    });
  });

  it("lets the role that makes it in a pipeline change this policy, which KMS demands, and do nothing else", () => {
    const makerArn = "arn:aws:iam::123456789012:role/production-github-apply";
    const made = jsonOf(
      (stack) =>
        new EncryptionKey(stack, "encryption_key", {
          alias: "alias/Shop",
          account: "123456789012",
          region: "ap-northeast-1",
          makerArn,
        }),
    );
    const policy = JSON.parse(String(resource(made, "aws_kms_key.encryption_key")["policy"])) as {
      readonly Statement: readonly object[];
    };
    expect(policy.Statement).toHaveLength(4);
    expect(policy.Statement[1]).toEqual({
      Sid: "MakerMayChangeThisPolicy",
      Effect: "Allow",
      Principal: { AWS: makerArn },
      Action: "kms:PutKeyPolicy",
      Resource: "*",
    });
  });

  it("is open to nobody else", () => {
    expect(statements).toHaveLength(3);
    expect(statements.map(({ Principal }) => JSON.stringify(Principal)).filter((one) => one.includes("*"))).toEqual([]);
  });
});
