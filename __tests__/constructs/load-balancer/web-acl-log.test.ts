import { WebAclLog, type WebAclLogProps } from "../../../src/constructs/load-balancer/web-acl-log";
import { counts, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

function log(props: Partial<WebAclLogProps> = {}): TerraformJson {
  return jsonOf(
    (stack) =>
      new WebAclLog(stack, "log", {
        name: "aws-waf-logs-Shop",
        webAclArn: "arn:acl",
        account: "123456789012",
        region: "ap-northeast-1",
        retentionDays: 365,
        ...props,
      }),
  );
}

const groupArn = ref("aws_cloudwatch_log_group.log_group", "arn");

describe("WebAclLog", () => {
  it("keeps what was blocked, without credentials, once the log may be written", () => {
    const json = log();
    expect(counts(json)).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_cloudwatch_log_resource_policy: 1,
      aws_wafv2_web_acl_logging_configuration: 1,
    });
    expect(resource(json, "aws_wafv2_web_acl_logging_configuration.log")).toEqual({
      resource_arn: "arn:acl",
      log_destination_configs: [groupArn],
      redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
      logging_filter: {
        default_behavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: [{ action_condition: { action: "BLOCK" } }, { action_condition: { action: "COUNT" } }],
          },
        ],
      },
      depends_on: ["aws_cloudwatch_log_resource_policy.log_delivery"],
    });
  });

  it("lets the log service of this account and region write into this group alone", () => {
    const policy = resource(log(), "aws_cloudwatch_log_resource_policy.log_delivery");
    expect(policy["policy_name"]).toBe("aws-waf-logs-Shop");
    expect(JSON.parse(String(policy["policy_document"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WafWritesLogs",
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `${groupArn}:*`,
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:logs:ap-northeast-1:123456789012:*" },
          },
        },
      ],
    });
  });

  it("is kept as long as asked for, and encrypted with the key asked for", () => {
    const group = (json: TerraformJson) => resource(json, "aws_cloudwatch_log_group.log_group");
    expect(group(log())).toEqual({ name: "aws-waf-logs-Shop", retention_in_days: 365 });
    expect(group(log({ retentionDays: 30, kmsKeyArn: "arn:key" }))).toEqual({
      name: "aws-waf-logs-Shop",
      retention_in_days: 30,
      kms_key_id: "arn:key",
    });
  });
});
