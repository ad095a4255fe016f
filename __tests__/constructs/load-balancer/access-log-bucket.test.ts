import { TerraformOutput } from "cdktf";
import { AccessLogBucket, type AccessLogBucketProps } from "../../../src/constructs/load-balancer/access-log-bucket";
import { waiversOf } from "../../../src/lib/terraform/waiver";
import { counts, emptyStack, ref, resource, type TerraformJson } from "../../support/synthesized";

/** With its comments, which CDKTF's own helper for tests takes away. */
function logs(props: Partial<AccessLogBucketProps> = {}): TerraformJson {
  const stack = emptyStack();
  const { name } = new AccessLogBucket(stack, "access_logs", {
    name: "shop-access-logs",
    account: "123456789012",
    region: "ap-northeast-1",
    loadBalancerName: "Shop",
    retentionDays: 90,
    destroyWithLogs: false,
    ...props,
  });
  new TerraformOutput(stack, "name", { value: name, staticId: true });
  return stack.toTerraform() as TerraformJson;
}

describe("AccessLogBucket", () => {
  it("is one bucket with its six settings, encrypted as a load balancer demands it", () => {
    const json = logs();
    expect(counts(json)).toEqual({
      aws_s3_bucket: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
      aws_s3_bucket_versioning: 1,
    });
    expect(json.output?.["name"]).toEqual({ value: ref("aws_s3_bucket.access_logs_bucket", "bucket") });
    expect(resource(json, "aws_s3_bucket.access_logs_bucket")).toMatchObject({ bucket: "shop-access-logs" });
    expect(resource(json, "aws_s3_bucket_server_side_encryption_configuration.access_logs_encryption")["rule"]).toEqual(
      [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    );
  });

  it("lets the one load balancer write below the account's own prefix, and nobody else", () => {
    const arn = ref("aws_s3_bucket.access_logs_bucket", "arn");
    const { policy } = resource(logs(), "aws_s3_bucket_policy.access_logs_policy");
    const { Statement } = JSON.parse(String(policy)) as { Statement: readonly { Effect: string }[] };
    expect(Statement).toHaveLength(2);
    expect(Statement.filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "LoadBalancerWritesLogs",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${arn}/AWSLogs/123456789012/*`,
        Condition: {
          ArnLike: {
            "aws:SourceArn": "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/app/Shop/*",
          },
        },
      },
    ]);
  });

  it("deletes logs after the days asked for, and takes a week to forget one that was deleted by hand", () => {
    const json = logs({ retentionDays: 30 });
    const { rule } = resource(json, "aws_s3_bucket_lifecycle_configuration.access_logs_lifecycle");
    expect(rule).toHaveLength(2);
    expect(rule).toContainEqual(
      expect.objectContaining({
        expiration: [{ days: 30 }],
        noncurrent_version_expiration: [{ noncurrent_days: 7 }],
      }),
    );
  });

  it("goes at a destroy with its logs only where that is asked for", () => {
    const address = "aws_s3_bucket.access_logs_bucket";
    expect(resource(logs(), address)).not.toHaveProperty("force_destroy");
    expect(resource(logs({ destroyWithLogs: true }), address)).toHaveProperty("force_destroy", true);
  });

  it("says why it is encrypted, logged and copied as little as it is", () => {
    const waivers = waiversOf(resource(logs(), "aws_s3_bucket.access_logs_bucket"));
    expect(waivers.map(({ check }) => check).sort()).toEqual([
      "CKV2_AWS_62",
      "CKV_AWS_144",
      "CKV_AWS_145",
      "CKV_AWS_18",
    ]);
  });
});
