import { Construct } from "constructs";
import { FlowLog } from "../../aws";
import type { Environment } from "../../environments/schema";
import type { Names } from "../../environments/names";
import { LogGroup } from "../shared/log-group";
import { ScopedServiceRole } from "../shared/scoped-service-role";

export interface FlowLogsProps {
  readonly vpcId: string;
  /** Id of the account. */
  readonly account: string;
  readonly region: string;
  readonly names: Pick<Names, "project" | "flowLogs">;
  readonly settings: NonNullable<Environment["network"]["flowLogs"]>;
  /** Of the KMS key that encrypts the records. @default CloudWatch's own */
  readonly kmsKeyArn?: string | undefined;
}

/**
 * Records of the flows in the VPC, in a log group. A record covers up to ten minutes: one minute, the other choice that AWS
 * offers, makes up to ten times as many, and each costs.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html
 */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { account, region, names, settings } = props;

    const logGroup = new LogGroup(this, "log_group", {
      name: names.flowLogs.logGroup,
      retentionDays: settings.retentionDays,
      kmsKeyArn: props.kmsKeyArn,
    });
    const role = new ScopedServiceRole(this, "role", {
      name: names.flowLogs.role,
      trust: {
        service: "vpc-flow-logs.amazonaws.com",
        account,
        sourceArn: `arn:aws:ec2:${region}:${account}:vpc-flow-log/*`,
      },
      policyName: "FlowLogs",
      statements: [
        {
          // The group exists, so CreateLogGroup, which AWS's guide gives as well, is not needed.
          actions: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: [`${logGroup.arn}:*`],
        },
      ],
    });
    new FlowLog(this, "Resource", {
      vpcId: props.vpcId,
      trafficType: settings.trafficType,
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 600,
      tags: { Name: names.project },
      dependsOn: [...role.ready],
    });
  }
}
