import { FlowLogs, type FlowLogsProps } from "../../../src/constructs/network/flow-logs";
import { counts, jsonOf, ref, resource } from "../../support/synthesized";

const props: FlowLogsProps = {
  vpcId: "vpc-1",
  account: "123456789012",
  region: "eu-central-1",
  names: { project: "Shop", flowLogs: { logGroup: "/vpc/Shop/flow-logs", role: "Shop-flow-logs" } },
  settings: { retentionDays: 365, trafficType: "REJECT" },
};
const json = jsonOf((stack) => new FlowLogs(stack, "flow_logs", props));

describe("FlowLogs", () => {
  it("makes a log group, a role with rights and the flow log, and nothing else", () => {
    expect(counts(json)).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_flow_log: 1,
    });
  });

  it("records the flows that were asked for in its log group, once it may", () => {
    expect(resource(json, "aws_flow_log.flow_logs")).toEqual({
      vpc_id: "vpc-1",
      traffic_type: "REJECT",
      log_destination_type: "cloud-watch-logs",
      log_destination: ref("aws_cloudwatch_log_group.flow_logs_log_group", "arn"),
      iam_role_arn: ref("aws_iam_role.flow_logs_role", "arn"),
      max_aggregation_interval: 600,
      tags: { Name: "Shop" },
      depends_on: ["aws_iam_role_policy.flow_logs_role_rights"],
    });
  });

  it("keeps records for as long as was asked for, encrypted by CloudWatch's own key", () => {
    expect(resource(json, "aws_cloudwatch_log_group.flow_logs_log_group")).toEqual({
      name: "/vpc/Shop/flow-logs",
      retention_in_days: 365,
    });
  });

  it("encrypts records by a key of the account's own where there is one", () => {
    const encrypted = jsonOf((stack) => new FlowLogs(stack, "flow_logs", { ...props, kmsKeyArn: "arn:aws:kms:key" }));
    expect(resource(encrypted, "aws_cloudwatch_log_group.flow_logs_log_group")).toMatchObject({
      kms_key_id: "arn:aws:kms:key",
    });
  });

  it("lets flow logs of this account and region write to that group alone", () => {
    const role = resource(json, "aws_iam_role.flow_logs_role");
    expect(role["name"]).toBe("Shop-flow-logs");
    expect(JSON.parse(String(role["assume_role_policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-central-1:123456789012:vpc-flow-log/*" },
          },
        },
      ],
    });
    expect(JSON.parse(String(resource(json, "aws_iam_role_policy.flow_logs_role_rights")["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: `${ref("aws_cloudwatch_log_group.flow_logs_log_group", "arn")}:*`,
        },
      ],
    });
  });
});
