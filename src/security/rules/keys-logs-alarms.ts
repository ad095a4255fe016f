import { strings } from "../../lib/terraform/stack-json";
import { isForAnyone, statements } from "../policy-statements";
import { each, type SecurityRule, unless } from "../rule";

const group = "IAM, KMS, logs, alarms";
const yearInDays = 365;

export const keyLogAlarmRules: readonly SecurityRule[] = [
  {
    ids: ["CKV_AWS_7"],
    group,
    rule: "keys rotate",
    check: "`enable_key_rotation`",
    examine: each(["aws_kms_key"], (key) => unless(key["enable_key_rotation"] === true, "does not rotate")),
  },
  {
    ids: ["CKV_AWS_33", "CKV2_AWS_64"],
    group,
    rule: "keys have a policy that names who may use them",
    check: "each key has a policy, and no statement of it is for anyone",
    examine: each(["aws_kms_key"], ({ policy }) => [
      ...unless(statements(policy).length > 0, "no policy of its own"),
      ...unless(!statements(policy).some(isForAnyone), "its policy is for anyone"),
    ]),
  },
  {
    ids: ["CKV_AWS_66", "CKV_AWS_338"],
    group,
    rule: "logs are kept for a year at least, and not for ever",
    check: `\`retention_in_days\` is given, ${yearInDays} or more`,
    examine: each(["aws_cloudwatch_log_group"], ({ retention_in_days: days }) =>
      unless(typeof days === "number" && days >= yearInDays, "not kept for a year, or for ever"),
    ),
  },
  {
    ids: ["CKV_AWS_158"],
    group,
    rule: "logs are encrypted with a customer key",
    check: "`kms_key_id` is given",
    examine: each(["aws_cloudwatch_log_group"], ({ kms_key_id: key }) =>
      unless(strings(key).length > 0, "no customer key"),
    ),
  },
  {
    ids: ["CKV_AWS_319"],
    group,
    rule: "an alarm reaches someone",
    check: "`alarm_actions` are given and enabled",
    examine: each(["aws_cloudwatch_metric_alarm"], ({ alarm_actions: actions, actions_enabled: enabled }) =>
      unless(strings(actions).length > 0 && enabled !== false, "tells nobody"),
    ),
  },
  {
    ids: ["CKV_AWS_26"],
    group,
    rule: "topics are encrypted",
    check: "`kms_master_key_id` is given",
    examine: each(["aws_sns_topic"], ({ kms_master_key_id: key }) => unless(strings(key).length > 0, "not encrypted")),
  },
];
