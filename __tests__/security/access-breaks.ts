import type { Draft } from "./draft";

/** What breaks each rule of rights, keys, logs, buckets and deployments, by the rule's words, and nothing else. */
export const accessBreaks: Readonly<Record<string, (draft: Draft) => void>> = {
  // IAM, KMS, logs, alarms
  "no role may do everything, nor everything in a service": (draft) => {
    draft.allow("aws_iam_role_policy", { Action: "s3:*", Resource: "arn:aws:s3:::shop/*" });
  },
  "rights are limited to resources": (draft) => {
    draft.allow("aws_iam_role_policy", { Action: ["s3:GetObject"], Resource: ["*"] });
  },
  "a role is taken by whom it is for, on this account's behalf": (draft) => {
    draft.trust("codedeploy.amazonaws.com", (statement) => {
      delete statement["Condition"];
    });
  },
  "no role can give itself more, or take another": (draft) => {
    draft.allow("aws_iam_role_policy", {
      Action: "iam:PutRolePolicy",
      Resource: "arn:aws:iam::123456789012:role/shop",
    });
  },
  "no role is an administrator": (draft) => {
    draft.set("aws_iam_role", { managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"] });
  },
  "workflows on GitHub take a role from one repository, and one branch, environment or pull requests": (draft) => {
    draft.trust("sts:AssumeRoleWithWebIdentity", (statement) => {
      statement["Condition"] = {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:example/*" },
      };
    });
  },
  "keys rotate": (draft) => {
    draft.set("aws_kms_key", { enable_key_rotation: false });
  },
  "keys have a policy that names who may use them": (draft) => {
    draft.allow("aws_kms_key", { Principal: { AWS: "*" }, Action: "kms:Decrypt", Resource: "*" });
  },
  "logs are kept for a year at least, and not for ever": (draft) => {
    draft.set("aws_cloudwatch_log_group", { retention_in_days: 180 });
  },
  "logs are encrypted with a customer key": (draft) => {
    draft.set("aws_cloudwatch_log_group", { kms_key_id: undefined });
  },
  "an alarm reaches someone": (draft) => {
    draft.set("aws_cloudwatch_metric_alarm", { alarm_actions: [] });
  },
  "topics are encrypted": (draft) => {
    draft.set("aws_sns_topic", { kms_master_key_id: undefined });
  },
  // Buckets
  "public access is blocked": (draft) => {
    draft.set("aws_s3_bucket_public_access_block", { restrict_public_buckets: false });
  },
  "old versions are kept": (draft) => {
    draft.set("aws_s3_bucket_versioning", { versioning_configuration: { status: "Suspended" } });
  },
  "content is encrypted with KMS": (draft) => {
    const kms = (block: Record<string, unknown>) => JSON.stringify(block).includes("aws:kms");
    draft.first("aws_s3_bucket_server_side_encryption_configuration", kms)["rule"] = [
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ];
  },
  "requests without TLS are denied": (draft) => {
    draft.edit("aws_s3_bucket_policy", "policy", (policy: { Statement: Record<string, unknown>[] }) => {
      for (const statement of policy.Statement) delete statement["Condition"];
    });
  },
  "access is logged": (draft) => {
    draft.set("aws_s3_bucket_logging", { bucket: "another" });
  },
  "what is old expires, unfinished uploads too": (draft) => {
    const rules = draft.first("aws_s3_bucket_lifecycle_configuration")["rule"] as Record<string, unknown>[];
    for (const rule of rules) delete rule["abort_incomplete_multipart_upload"];
  },
  "there are no access control lists": (draft) => {
    draft.set("aws_s3_bucket_ownership_controls", { rule: { object_ownership: "ObjectWriter" } });
  },
  "nothing is allowed to anyone": (draft) => {
    draft.allow("aws_s3_bucket_policy", { Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::logs/*" });
  },
  // CodeDeploy
  "a deployment that fails is rolled back": (draft) => {
    draft.set("aws_codedeploy_deployment_group", {
      auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_STOP_ON_ALARM"] },
    });
  },
  "deployments watch alarms, and are rolled back by one": (draft) => {
    draft.set("aws_codedeploy_deployment_group", { alarm_configuration: { enabled: false, alarms: ["errors"] } });
  },
  "old tasks end": (draft) => {
    draft.set("aws_codedeploy_deployment_group", {
      blue_green_deployment_config: { terminate_blue_instances_on_deployment_success: { action: "KEEP_ALIVE" } },
    });
  },
  "it can pass tasks their two roles, and no other": (draft) => {
    const statement = {
      Action: "iam:PassRole",
      Resource: "arn:aws:iam::123456789012:role/*",
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    };
    draft.allow("aws_iam_role_policy", statement, "iam:PassRole");
  },
};
