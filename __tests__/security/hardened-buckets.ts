import { document } from "./hardened-policies";

const shared = { bucket: "${aws_s3_bucket.logs.id}" };
const own = { bucket: "${aws_s3_bucket.state.id}" };
const closed = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const versioned = { versioning_configuration: { status: "Enabled" } };
const expiring = { rule: [{ status: "Enabled", abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] }] };
const withoutAcls = { rule: { object_ownership: "BucketOwnerEnforced" } };

function encrypted(sse_algorithm: string) {
  return { rule: [{ apply_server_side_encryption_by_default: { sse_algorithm } }] };
}

function tlsOnly(bucket: string) {
  return {
    policy: document({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [`\${aws_s3_bucket.${bucket}.arn}`, `\${aws_s3_bucket.${bucket}.arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
  };
}

/** A bucket for the state and one for logs, with what keeps them private. */
export const buckets = {
  aws_s3_bucket: { state: { bucket: "state" }, logs: { bucket: "logs" } },
  aws_s3_bucket_public_access_block: { state: { ...own, ...closed }, logs: { ...shared, ...closed } },
  aws_s3_bucket_versioning: { state: { ...own, ...versioned }, logs: { ...shared, ...versioned } },
  aws_s3_bucket_server_side_encryption_configuration: {
    state: { ...own, ...encrypted("aws:kms") },
    logs: { ...shared, ...encrypted("AES256") },
  },
  aws_s3_bucket_policy: { state: { ...own, ...tlsOnly("state") }, logs: { ...shared, ...tlsOnly("logs") } },
  aws_s3_bucket_logging: { state: { ...own, target_bucket: "${aws_s3_bucket.logs.id}" } },
  aws_s3_bucket_lifecycle_configuration: { state: { ...own, ...expiring }, logs: { ...shared, ...expiring } },
  aws_s3_bucket_ownership_controls: { state: { ...own, ...withoutAcls }, logs: { ...shared, ...withoutAcls } },
};
