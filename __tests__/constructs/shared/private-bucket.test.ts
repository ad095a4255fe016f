import { PrivateBucket, type PrivateBucketProps } from "../../../src/constructs/shared/private-bucket";
import { addresses, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

const id = ref("aws_s3_bucket.logs_bucket", "id");
const arn = ref("aws_s3_bucket.logs_bucket", "arn");

function bucket(props: Partial<PrivateBucketProps> = {}): TerraformJson {
  return jsonOf(
    (stack) =>
      new PrivateBucket(stack, "logs", { name: "shop-logs", encryption: { by: "s3" }, oldVersionDays: 7, ...props }),
  );
}

function rules(json: TerraformJson): unknown {
  return resource(json, "aws_s3_bucket_lifecycle_configuration.logs_lifecycle")["rule"];
}

describe("PrivateBucket", () => {
  it("is a bucket and its six settings", () => {
    expect(addresses(bucket())).toEqual([
      "aws_s3_bucket.logs_bucket",
      "aws_s3_bucket_lifecycle_configuration.logs_lifecycle",
      "aws_s3_bucket_ownership_controls.logs_ownership",
      "aws_s3_bucket_policy.logs_policy",
      "aws_s3_bucket_public_access_block.logs_public_access",
      "aws_s3_bucket_server_side_encryption_configuration.logs_encryption",
      "aws_s3_bucket_versioning.logs_versioning",
    ]);
  });

  it.each<[what: string, destroy: PrivateBucketProps["destroy"], settings: object]>([
    ["leaves it to S3 to refuse while something is in it", undefined, {}],
    ["the same when told so", "if-empty", {}],
    ["makes the plan fail", "never", { lifecycle: { prevent_destroy: true } }],
    ["deletes the content first", "with-content", { force_destroy: true }],
  ])("at a destroy %s", (_, destroy, settings) => {
    const json = bucket(destroy && { destroy });
    expect(resource(json, "aws_s3_bucket.logs_bucket")).toEqual({ bucket: "shop-logs", ...settings });
  });

  it.each<[what: string, encryption: PrivateBucketProps["encryption"], rule: object]>([
    ["S3's own keys", { by: "s3" }, { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    [
      "the account's key for S3",
      { by: "kms" },
      { apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" }, bucket_key_enabled: true },
    ],
    [
      "a key of its own",
      { by: "kms", keyArn: "arn:key" },
      {
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: "arn:key" },
        bucket_key_enabled: true,
      },
    ],
  ])("encrypts with %s", (_, encryption, rule) => {
    const address = "aws_s3_bucket_server_side_encryption_configuration.logs_encryption";
    expect(resource(bucket({ encryption }), address)).toEqual({ bucket: id, rule: [rule] });
  });

  it("keeps its objects for ever, or as long as it is told", () => {
    const abort = {
      id: "abort-unfinished-uploads",
      status: "Enabled",
      filter: [{}],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    };
    const oldVersions = {
      id: "expire-old-versions",
      status: "Enabled",
      filter: [{}],
      noncurrent_version_expiration: [{ noncurrent_days: 7 }],
    };
    expect(rules(bucket())).toEqual([{ ...oldVersions, expiration: [{ expired_object_delete_marker: true }] }, abort]);
    expect(rules(bucket({ expireAfterDays: 90 }))).toEqual([{ ...oldVersions, expiration: [{ days: 90 }] }, abort]);
  });

  it("takes statements that let others in, beside the one that demands TLS of everyone", () => {
    const json = bucket({
      statements: (bucketArn) => [
        { principals: { services: ["logs.example.com"] }, actions: ["s3:PutObject"], resources: [`${bucketArn}/a/*`] },
      ],
    });
    const policy = resource(json, "aws_s3_bucket_policy.logs_policy");
    expect(policy).toMatchObject({ bucket: id, depends_on: ["aws_s3_bucket_public_access_block.logs_public_access"] });
    expect(JSON.parse(String(policy["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Effect: "Allow",
          Principal: { Service: "logs.example.com" },
          Action: "s3:PutObject",
          Resource: `${arn}/a/*`,
        },
      ],
    });
  });
});
