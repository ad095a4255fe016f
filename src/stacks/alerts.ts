import type { TerraformStack } from "cdktf";
import { AlertTopic } from "../constructs/monitoring/alert-topic";
import { BalancerAlarm } from "../constructs/monitoring/balancer-alarm";
import type { Environment } from "../environments/schema";
import type { Names } from "../environments/names";

export interface AlertsProps {
  readonly environment: Pick<Environment, "alerts" | "region">;
  readonly names: Pick<Names, "alertTopic" | "balancerAlarm">;
  /** Id of the account. */
  readonly account: string;
  readonly kmsKeyArn?: string | undefined;
  readonly loadBalancer: { readonly arnSuffix: string };
}

/** Where alarms are heard, and the one that no service has alone. Undefined where nobody wants to hear. */
export function addAlerts(stack: TerraformStack, props: AlertsProps): AlertTopic | undefined {
  const { environment, names, account, kmsKeyArn, loadBalancer } = props;
  const { alerts, region } = environment;
  if (alerts === undefined) return undefined;
  const topic = new AlertTopic(stack, "alerts", {
    name: names.alertTopic,
    account,
    region,
    kmsKeyArn,
    emails: alerts.emails,
  });
  new BalancerAlarm(stack, "balancer_errors", {
    name: names.balancerAlarm,
    loadBalancer: loadBalancer.arnSuffix,
    settings: alerts,
    topicArn: topic.arn,
  });
  return topic;
}
