import { type Block, block, blocks, containers, referring } from "../../lib/terraform/stack-json";
import { each, type Judge, type SecurityRule, unless } from "../rule";

const group = "ECS, ECR";

const telltaleName =
  /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$|PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|API_?KEY|PRIVATE_?KEY/i;

/** An AWS access key, a private key, a URL with a password in it. */
const telltaleValue = /\bA(KIA|SIA)[0-9A-Z]{16}\b|-----BEGIN|:\/\/[^/:@\s]+:[^/@\s]+@/;

export const containerRules: readonly SecurityRule[] = [
  {
    ids: ["CKV_AWS_65", "ECS.12"],
    group,
    rule: "Container Insights are on",
    check: "each cluster's setting `containerInsights` is enabled or enhanced",
    examine: each(["aws_ecs_cluster"], ({ setting }) =>
      unless(
        blocks(setting).some(
          ({ name, value }) => name === "containerInsights" && (value === "enabled" || value === "enhanced"),
        ),
        "no Container Insights",
      ),
    ),
  },
  {
    ids: ["CKV_AWS_223", "CKV_AWS_224"],
    group,
    rule: "ECS Exec is logged, and encrypted with a customer key",
    check: "each cluster's `execute_command_configuration` has a key and an encrypted log of its own",
    examine: each(["aws_ecs_cluster"], ({ configuration }) => {
      const exec = block(block(configuration)["execute_command_configuration"]);
      const log = block(exec["log_configuration"]);
      const encrypted =
        log["cloud_watch_encryption_enabled"] === true && log["cloud_watch_log_group_name"] !== undefined;
      return [
        ...unless(exec["kms_key_id"] !== undefined, "ECS Exec has no customer key"),
        ...unless(exec["logging"] === "OVERRIDE" && encrypted, "ECS Exec has no encrypted log"),
      ];
    }),
  },
  {
    ids: ["CKV_AWS_333", "ECS.2", "ECS.16"],
    group,
    rule: "tasks have no public IP address",
    check: "`assign_public_ip` is false",
    examine: each(["aws_ecs_service"], ({ network_configuration: network }) =>
      unless(block(network)["assign_public_ip"] === false, "gives its tasks public IP addresses"),
    ),
  },
  {
    ids: ["CKV_AWS_334", "ECS.4", "CKV_AWS_335", "ECS.3", "ECS.17"],
    group,
    rule: "no container is privileged, none shares processes or network with its host",
    check: "`privileged` and `pid_mode` are not set, `network_mode` is awsvpc",
    examine: each(["aws_ecs_task_definition"], (task, json, declared) => [
      ...unless(task["pid_mode"] !== "host", "shares the host's processes"),
      ...unless(task["network_mode"] === "awsvpc", "shares the host's network"),
      ...eachContainer(({ privileged }) => unless(privileged !== true, "is privileged"))(task, json, declared),
    ]),
  },
  {
    ids: ["CKV_AWS_336", "ECS.5"],
    group,
    rule: "root file systems are read-only",
    check: "`readonlyRootFilesystem` of each container",
    examine: each(
      ["aws_ecs_task_definition"],
      eachContainer(({ readonlyRootFilesystem: readOnly }) =>
        unless(readOnly === true, "can write to its root file system"),
      ),
    ),
  },
  {
    ids: ["ECS.20"],
    group,
    rule: "containers do not run as root",
    check: "`user` of each container is given, and neither root nor 0",
    examine: each(
      ["aws_ecs_task_definition"],
      eachContainer(({ user }) => unless(typeof user === "string" && !/^(root|0+)?(:|$)/.test(user), "runs as root")),
    ),
  },
  {
    ids: ["CKV_AWS_249"],
    group,
    rule: "the execution role is not the task role",
    check: "`execution_role_arn` and `task_role_arn` differ",
    examine: each(["aws_ecs_task_definition"], ({ execution_role_arn: execution, task_role_arn: own }) =>
      unless(execution !== own, "its program has the rights of its start"),
    ),
  },
  {
    ids: ["ECS.8"],
    group,
    rule: "no AWS keys and nothing that looks like a secret stands in plain environment variables",
    check: "names and values in each container's `environment`",
    examine: each(
      ["aws_ecs_task_definition"],
      eachContainer(({ environment }) =>
        blocks(environment)
          .filter(({ name, value }) => telltaleName.test(String(name)) || telltaleValue.test(String(value)))
          .map(({ name }) => `shows ${String(name)} to everyone who may read the task definition`),
      ),
    ),
  },
  {
    ids: ["ECS.9"],
    group,
    rule: "every container has a log",
    check: "`logConfiguration` of each container has a driver",
    examine: each(
      ["aws_ecs_task_definition"],
      eachContainer(({ logConfiguration: log }) => unless(typeof block(log)["logDriver"] === "string", "has no log")),
    ),
  },
  {
    ids: ["CKV_AWS_51", "ECR.2"],
    group,
    rule: "a tag stays what it is",
    check: "`image_tag_mutability` is IMMUTABLE",
    examine: each(["aws_ecr_repository"], ({ image_tag_mutability: mutability }) =>
      unless(mutability === "IMMUTABLE", "its tags can be moved"),
    ),
  },
  {
    ids: ["CKV_AWS_163", "ECR.1"],
    group,
    rule: "images are scanned when they are pushed",
    check: "`scan_on_push`",
    examine: each(["aws_ecr_repository"], ({ image_scanning_configuration: scanning }) =>
      unless(block(scanning)["scan_on_push"] === true, "images are not scanned"),
    ),
  },
  {
    ids: ["CKV_AWS_136", "ECR.5"],
    group,
    rule: "images are encrypted with KMS",
    check: "`encryption_type` is KMS",
    examine: each(["aws_ecr_repository"], ({ encryption_configuration: encryption }) =>
      unless(block(encryption)["encryption_type"] === "KMS", "not encrypted with KMS"),
    ),
  },
  {
    ids: ["ECR.3"],
    group,
    rule: "old images expire",
    check: "each repository has a lifecycle policy",
    examine: each(["aws_ecr_repository"], (_, json, { address }) =>
      unless(referring(json, "aws_ecr_lifecycle_policy", "repository", address).length > 0, "keeps images for ever"),
    ),
  },
];

/** A judge of task definitions by one of their containers. */
function eachContainer(judge: (container: Block) => readonly string[]): Judge {
  return (task) =>
    containers(task).flatMap((container) => judge(container).map((what) => `${String(container["name"])} ${what}`));
}
