import { Construct } from "constructs";
import { CloudwatchLogResourcePolicy, Wafv2WebAclLoggingConfiguration } from "../../aws";
import { policyDocument } from "../shared/policy-document";
import { jsonText } from "../shared/json-text";
import { LogGroup } from "../shared/log-group";

export interface WebAclLogProps {
  /** Of the log group: begins with "aws-waf-logs-", or WAF refuses it. */
  readonly name: string;
  readonly webAclArn: string;
  readonly account: string;
  readonly region: string;
  /** Days until an entry is deleted. */
  readonly retentionDays: number;
  /** Of the KMS key that encrypts the log. @default CloudWatch's own */
  readonly kmsKeyArn?: string | undefined;
}

/** Header fields that hold credentials: the log shows that they were there, not what they said. */
const redactedHeaders = ["authorization", "cookie"];

/** What WAF blocked, or would have. All requests are in the balancer's access log, at a thirtieth of the price. */
const loggedActions = ["BLOCK", "COUNT"];

/**
 * Where a web ACL writes down what it blocked: 0.76 USD per GB in Tokyo.
 * https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
 */
export class WebAclLog extends Construct {
  constructor(scope: Construct, id: string, props: WebAclLogProps) {
    super(scope, id);
    const group = new LogGroup(this, "group", props);
    // WAF would add a policy of its own to the account, if it may, and leave it there for good.
    const delivery = new CloudwatchLogResourcePolicy(this, "delivery", {
      policyName: props.name,
      policyDocument: jsonText(this, deliveryTo(group.arn, props)),
    });
    new Wafv2WebAclLoggingConfiguration(this, "Resource", {
      resourceArn: props.webAclArn,
      logDestinationConfigs: [group.arn],
      redactedFields: redactedHeaders.map((name) => ({ singleHeader: { name } })),
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: loggedActions.map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
      dependsOn: [delivery],
    });
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html */
function deliveryTo(logGroupArn: string, { account, region }: Pick<WebAclLogProps, "account" | "region">): object {
  return policyDocument([
    {
      sid: "WafWritesLogs",
      principals: { services: ["delivery.logs.amazonaws.com"] },
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${logGroupArn}:*`],
      conditions: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${account}:*` },
      },
    },
  ]);
}
