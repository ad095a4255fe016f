import { Testing } from "cdktf";
import type { Environment } from "../../src/environments/schema";
import { type S3Environment, keepsStateInS3, StateStack } from "../../src/stacks/state-stack";
import { github } from "../support/github";
import { addresses, type Block, elsewhere, handsOn, ref, resource, synthesize } from "../support/synthesized";

const bucket = "team-terraform-state";
const bucketId = ref("aws_s3_bucket.bucket", "id");

function stateStack(
  backend: Partial<S3Environment["backend"]> = {},
  account?: string,
  more: Partial<Environment> = {},
) {
  const environment: S3Environment = {
    ...handsOn,
    ...more,
    ...(account !== undefined && { account }),
    backend: { type: "s3", bucket, key: "hands-on/terraform.tfstate", region: "ap-northeast-1", ...backend },
  };
  return synthesize(new StateStack(Testing.app(), "hands-on-state", environment));
}

test("only an environment with an S3 backend has a state bucket", () => {
  expect(keepsStateInS3(handsOn)).toBe(true);
  expect(keepsStateInS3({ ...elsewhere, backend: { type: "local", path: "terraform.tfstate" } })).toBe(false);
  expect(
    keepsStateInS3({ ...elsewhere, backend: { type: "cloud", hostname: "h", organization: "o", workspace: "w" } }),
  ).toBe(false);
});

test("holds one bucket and its six settings, at steady addresses", () => {
  expect(addresses(stateStack())).toEqual([
    "aws_s3_bucket.bucket",
    "aws_s3_bucket_lifecycle_configuration.lifecycle",
    "aws_s3_bucket_ownership_controls.ownership",
    "aws_s3_bucket_policy.policy",
    "aws_s3_bucket_public_access_block.public_access",
    "aws_s3_bucket_server_side_encryption_configuration.encryption",
    "aws_s3_bucket_versioning.versioning",
  ]);
});

test("keeps its own state in the bucket, beside and never over the environment's", () => {
  expect(stateStack().terraform["backend"]).toEqual({
    s3: {
      bucket,
      key: "hands-on-state/terraform.tfstate",
      region: "ap-northeast-1",
      use_lockfile: true,
    },
  });
});

test("adopts the bucket that bootstrap made, and refuses to destroy it", () => {
  const json = stateStack();
  expect((json as unknown as { import: unknown }).import).toEqual([{ id: bucket, to: "aws_s3_bucket.bucket" }]);
  expect(resource(json, "aws_s3_bucket.bucket")).toEqual({ bucket, lifecycle: { prevent_destroy: true } });
});

test("encrypts with the AWS-managed key of S3, or with the environment's own", () => {
  const address = "aws_s3_bucket_server_side_encryption_configuration.encryption";
  const rule = (settings: object) => [{ apply_server_side_encryption_by_default: settings, bucket_key_enabled: true }];
  expect(resource(stateStack(), address)).toEqual({ bucket: bucketId, rule: rule({ sse_algorithm: "aws:kms" }) });
  const kmsKeyArn = "arn:aws:kms:ap-northeast-1:123456789012:key/1";
  expect(resource(stateStack({ kmsKeyArn }), address)).toEqual({
    bucket: bucketId,
    rule: rule({ sse_algorithm: "aws:kms", kms_master_key_id: kmsKeyArn }),
  });
});

test("keeps old states for ninety days and unfinished uploads for a week", () => {
  const json = stateStack();
  expect(resource(json, "aws_s3_bucket_versioning.versioning")).toEqual({
    bucket: bucketId,
    versioning_configuration: { status: "Enabled" },
  });
  expect(resource(json, "aws_s3_bucket_lifecycle_configuration.lifecycle")).toEqual({
    bucket: bucketId,
    rule: [
      {
        id: "expire-old-versions",
        status: "Enabled",
        filter: [{}],
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
        expiration: [{ expired_object_delete_marker: true }],
      },
      {
        id: "abort-unfinished-uploads",
        status: "Enabled",
        filter: [{}],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ],
    depends_on: ["aws_s3_bucket_versioning.versioning"],
  });
});

test("is closed to the public, one setting after the other", () => {
  const json = stateStack();
  expect(resource(json, "aws_s3_bucket_ownership_controls.ownership")).toEqual({
    bucket: bucketId,
    rule: { object_ownership: "BucketOwnerEnforced" },
  });
  expect(resource(json, "aws_s3_bucket_public_access_block.public_access")).toEqual({
    bucket: bucketId,
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
    depends_on: ["aws_s3_bucket_ownership_controls.ownership"],
  });
});

test("refuses everything that does not come over TLS", () => {
  const policy = resource(stateStack(), "aws_s3_bucket_policy.policy");
  expect(policy).toMatchObject({ bucket: bucketId, depends_on: ["aws_s3_bucket_public_access_block.public_access"] });
  const arn = ref("aws_s3_bucket.bucket", "arn");
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
    ],
  });
});

test("works in the bucket's region, and in the environment's account only", () => {
  const json = stateStack({ region: "us-east-1" }, "210987654321");
  expect(json.provider["aws"]).toEqual([{ region: "us-east-1", allowed_account_ids: ["210987654321"] }]);
  expect(json.terraform["backend"]).toMatchObject({
    s3: { region: "us-east-1", allowed_account_ids: ["210987654321"] },
  });
});

describe("with access logs", () => {
  const json = stateStack({ accessLogs: { bucket: "team-logs", retentionDays: 30 } });

  test("has a second bucket with the same settings, which it adopts too", () => {
    expect(addresses(json).filter((address) => address.includes("access_logs_"))).toEqual([
      "aws_s3_bucket.access_logs_bucket",
      "aws_s3_bucket_lifecycle_configuration.access_logs_lifecycle",
      "aws_s3_bucket_logging.access_logs_logging",
      "aws_s3_bucket_ownership_controls.access_logs_ownership",
      "aws_s3_bucket_policy.access_logs_policy",
      "aws_s3_bucket_public_access_block.access_logs_public_access",
      "aws_s3_bucket_server_side_encryption_configuration.access_logs_encryption",
      "aws_s3_bucket_versioning.access_logs_versioning",
    ]);
    expect((json as unknown as { import: unknown }).import).toEqual([
      { id: bucket, to: "aws_s3_bucket.bucket" },
      { id: "team-logs", to: "aws_s3_bucket.access_logs_bucket" },
    ]);
  });

  test("logs the state bucket there, once S3 may write", () => {
    expect(resource(json, "aws_s3_bucket_logging.access_logs_logging")).toEqual({
      bucket: bucketId,
      target_bucket: ref("aws_s3_bucket.access_logs_bucket", "id"),
      target_prefix: `${bucket}/`,
      depends_on: ["aws_s3_bucket_policy.access_logs_policy"],
    });
    const policy = resource(json, "aws_s3_bucket_policy.access_logs_policy")["policy"];
    expect((JSON.parse(String(policy)) as { Statement: unknown[] }).Statement[1]).toEqual({
      Sid: "S3WritesAccessLogs",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${ref("aws_s3_bucket.access_logs_bucket", "arn")}/${bucket}/*`,
      Condition: {
        ArnLike: { "aws:SourceArn": ref("aws_s3_bucket.bucket", "arn") },
        StringEquals: { "aws:SourceAccount": ref("data.aws_caller_identity.current", "account_id") },
      },
    });
  });

  test("keeps the logs as long as it is told, encrypted by S3's own keys, the only ones S3 delivers to", () => {
    const lifecycle = resource(json, "aws_s3_bucket_lifecycle_configuration.access_logs_lifecycle");
    expect((lifecycle["rule"] as readonly Block[])[0]?.["expiration"]).toEqual([{ days: 30 }]);
    const encryption = resource(json, "aws_s3_bucket_server_side_encryption_configuration.access_logs_encryption");
    expect(encryption["rule"]).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }]);
  });
});

describe("with roles for GitHub", () => {
  const json = stateStack({}, undefined, { github });

  test("has three roles, the policies of which only they and the boundary need, and an identity provider", () => {
    expect(addresses(json, "aws_iam_role")).toEqual([
      "aws_iam_role.github_apply",
      "aws_iam_role.github_plan",
      "aws_iam_role.github_release",
    ]);
    expect(addresses(json, "aws_iam_policy")).toHaveLength(7);
    expect(addresses(json, "aws_iam_openid_connect_provider")).toHaveLength(1);
    expect(json.output).toEqual({
      GitHubApplyRoleArn: { value: ref("aws_iam_role.github_apply", "arn") },
      GitHubPlanRoleArn: { value: ref("aws_iam_role.github_plan", "arn") },
      GitHubReleaseRoleArn: { value: ref("aws_iam_role.github_release", "arn") },
    });
  });

  test("asks for the account once, whoever needs it", () => {
    const both = stateStack({ accessLogs: { bucket: "team-logs", retentionDays: 30 } }, undefined, { github });
    expect(both.data).toEqual({ aws_caller_identity: { current: {} } });
    expect(stateStack().data).toBeUndefined();
  });
});
