import { Construct } from "constructs";
import { SnsTopic, SnsTopicPolicy, SnsTopicSubscription } from "../../aws";
import { policyDocument } from "../shared/policy-document";
import { jsonText } from "../shared/json-text";

export interface AlertTopicProps {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /**
   * A customer managed key that CloudWatch may use. SNS's own (alias/aws/sns) will not do: CloudWatch may not use it, and
   * alarms would go off unheard. https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
   * @default not encrypted at rest
   */
  readonly kmsKeyArn?: string | undefined;
  readonly emails: readonly string[];
}

/** Where alarms are heard. Only alarms of this account and region may publish; people get what they say by e-mail. */
export class AlertTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);
    const { arn } = new SnsTopic(this, "Resource", {
      name: props.name,
      ...(props.kmsKeyArn !== undefined && { kmsMasterKeyId: props.kmsKeyArn }),
    });
    this.letAlarmsPublish(arn, props);
    for (const endpoint of props.emails) {
      new SnsTopicSubscription(this, terraformName(endpoint), { topicArn: arn, protocol: "email", endpoint });
    }
    this.arn = arn;
  }

  private letAlarmsPublish(arn: string, { account, region }: AlertTopicProps): void {
    new SnsTopicPolicy(this, "policy", {
      arn,
      policy: jsonText(
        this,
        policyDocument([
          {
            sid: "AlarmsOfThisAccount",
            principals: { services: ["cloudwatch.amazonaws.com"] },
            actions: ["sns:Publish"],
            resources: [arn],
            conditions: {
              StringEquals: { "aws:SourceAccount": account },
              ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${region}:${account}:alarm:*` },
            },
          },
        ]),
      ),
    });
  }
}

/** The address in letters that Terraform takes, another for each: `ops_40example_2ecom` for ops@example.com. */
function terraformName(email: string): string {
  return email.replaceAll(/[^a-zA-Z0-9-]/g, (character) => `_${character.charCodeAt(0).toString(16)}`);
}
