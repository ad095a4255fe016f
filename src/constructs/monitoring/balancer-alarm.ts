import { Construct } from "constructs";
import type { AlertSettings } from "../../environments/settings/service/alarms";
import { balancerErrorPercent } from "./metrics";
import { Alarm } from "./alarm";

export interface BalancerAlarmProps {
  readonly name: string;
  /** What the load balancer's ARN ends in. */
  readonly loadBalancer: string;
  readonly settings: Omit<AlertSettings, "emails">;
  readonly topicArn: string;
}

/**
 * Tells when the load balancer itself answers with 5xx: no task to send a request to (503), a task that went away or talks
 * nonsense (502), one that is too slow (504). AWS counts these for the whole balancer, not for a service.
 */
export class BalancerAlarm extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, loadBalancer, settings, topicArn }: BalancerAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, "Resource", {
      name,
      description:
        `The load balancer answers more than ${settings.balancerErrorPercent} % of the requests with 5xx itself. ` +
        "See which service has unhealthy tasks or none; if it has just been released, roll it back.",
      measure: balancerErrorPercent(loadBalancer, settings.minimumRequests),
      bad: { above: settings.balancerErrorPercent },
      minutes: { breaching: settings.breachingMinutes, of: settings.evaluationMinutes },
      withoutData: "good",
      topicArn,
    });
    this.name = alarm.name;
    this.arn = alarm.arn;
  }
}
