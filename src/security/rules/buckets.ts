import {
  type Block,
  block,
  blocks,
  referring,
  refersTo,
  resources,
  type StackJson,
} from "../../lib/terraform/stack-json";
import { allowStatements, isForAnyone, type Statement, statements } from "../policy-statements";
import { each, eachOf, type SecurityRule, unless } from "../rule";

const group = "Buckets";

export const bucketRules: readonly SecurityRule[] = [
  {
    ids: ["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV2_AWS_6"],
    group,
    rule: "public access is blocked",
    check: "each bucket has a public access block with all four switches on",
    examine: eachBucket("aws_s3_bucket_public_access_block", "is open to the public", (found) =>
      ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].every(
        (one) => found[one] === true,
      ),
    ),
  },
  {
    ids: ["CKV_AWS_21"],
    group,
    rule: "old versions are kept",
    check: "each bucket's versioning is Enabled",
    examine: eachBucket(
      "aws_s3_bucket_versioning",
      "keeps no versions",
      ({ versioning_configuration: versioning }) => block(versioning)["status"] === "Enabled",
    ),
  },
  {
    ids: ["CKV_AWS_145"],
    group,
    rule: "content is encrypted with KMS",
    check: "each bucket's encryption is aws:kms, but for those that are logged to",
    examine: eachOf(
      (json) => resources(json, "aws_s3_bucket").filter(({ address }) => !takesLogs(json, address)),
      (_, json, { address }) =>
        unless(
          referring(json, "aws_s3_bucket_server_side_encryption_configuration", "bucket", address).some(
            ({ block: found }) => blocks(found["rule"]).every(isByKms),
          ),
          "not encrypted with KMS",
        ),
    ),
  },
  {
    ids: ["CKV_AWS_379", "S3.5"],
    group,
    rule: "requests without TLS are denied",
    check: "each bucket's policy denies everything where `aws:SecureTransport` is false",
    examine: eachBucket("aws_s3_bucket_policy", "answers without TLS", ({ policy }) =>
      statements(policy).some(deniesPlain),
    ),
  },
  {
    ids: ["CKV_AWS_18"],
    group,
    rule: "access is logged",
    check: "each bucket has a logging configuration, but for those that are logged to",
    examine: eachOf(
      (json) => resources(json, "aws_s3_bucket").filter(({ address }) => !takesLogs(json, address)),
      (_, json, { address }) =>
        unless(referring(json, "aws_s3_bucket_logging", "bucket", address).length > 0, "its access is not logged"),
    ),
  },
  {
    ids: ["CKV2_AWS_61", "CKV_AWS_300"],
    group,
    rule: "what is old expires, unfinished uploads too",
    check: "each bucket has a lifecycle with an enabled rule that aborts uploads",
    examine: eachBucket("aws_s3_bucket_lifecycle_configuration", "keeps unfinished uploads", ({ rule }) =>
      blocks(rule).some(
        (one) => one["status"] === "Enabled" && blocks(one["abort_incomplete_multipart_upload"]).length > 0,
      ),
    ),
  },
  {
    ids: ["CKV2_AWS_65"],
    group,
    rule: "there are no access control lists",
    check: "each bucket's ownership is BucketOwnerEnforced",
    examine: eachBucket("aws_s3_bucket_ownership_controls", "may have access control lists", ({ rule }) =>
      blocks(rule).some((one) => one["object_ownership"] === "BucketOwnerEnforced"),
    ),
  },
  {
    ids: ["CKV_AWS_70"],
    group,
    rule: "nothing is allowed to anyone",
    check: "no bucket policy allows the principal `*`",
    examine: each(["aws_s3_bucket_policy"], ({ policy }) =>
      unless(!allowStatements(policy).some(isForAnyone), "allows anyone something"),
    ),
  },
];

/** Looks at every bucket for a setting, which is a resource of its own. */
function eachBucket(type: string, what: string, holds: (setting: Block) => boolean): SecurityRule["examine"] {
  return each(["aws_s3_bucket"], (_, json, { address }) =>
    unless(
      referring(json, type, "bucket", address).some(({ block: setting }) => holds(setting)),
      what,
    ),
  );
}

function isByKms({ apply_server_side_encryption_by_default: encryption }: Block): boolean {
  return block(encryption)["sse_algorithm"] === "aws:kms";
}

function deniesPlain(statement: Statement): boolean {
  const secure = block(statement.conditions["Bool"])["aws:SecureTransport"];
  const all = statement.actions.includes("s3:*") && statement.resources.length === 2;
  return statement.effect === "Deny" && isForAnyone(statement) && all && String(secure) === "false";
}

/** Load balancers and S3 write their logs with no other keys than S3's own, and a log of the log would never end. */
function takesLogs(json: StackJson, bucket: string): boolean {
  const byBalancer = resources(json, "aws_lb").some(({ block: { access_logs: logs } }) => refersTo(logs, bucket));
  return byBalancer || referring(json, "aws_s3_bucket_logging", "target_bucket", bucket).length > 0;
}
