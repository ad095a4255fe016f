import { Construct } from "constructs";
import type { AlarmSettings } from "../../environments/settings/service/alarms";
import {
  missingTasks,
  slowerLatency,
  targetErrorPercent,
  type TaskDimensions,
  type TrafficDimensions,
  unhealthyTasks,
} from "./metrics";
import { Alarm, type AlarmProps } from "./alarm";

export interface ServiceAlarmsProps {
  readonly names: {
    readonly targetErrors: string;
    readonly latency: string;
    readonly unhealthyTasks: string;
    readonly missingTasks: string;
  };
  readonly traffic: TrafficDimensions;
  readonly tasks: TaskDimensions;
  /** The fewest tasks that scaling leaves. A service that may have none is not missed when it is silent. */
  readonly fewestTasks: number;
  readonly settings: AlarmSettings;
  readonly topicArn: string;
}

/** The alarms of one service, whichever target group serves. */
export class ServiceAlarms extends Construct {
  /**
   * Those that say that what was just released does harm. Missing tasks are none of them: a deployment runs twice as many,
   * and a zone without room for them is no fault of the release.
   */
  readonly rollbackAlarmNames: readonly string[];
  /** All of them, for the dashboard. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    const ofReleases = [this.createTargetErrors(props), this.createLatency(props), this.createUnhealthyTasks(props)];
    const all = props.settings.missingTasks ? [...ofReleases, this.createMissingTasks(props)] : ofReleases;
    this.rollbackAlarmNames = ofReleases.map(({ name }) => name);
    this.arns = all.map(({ arn }) => arn);
  }

  private createTargetErrors({ names, traffic, settings, topicArn }: ServiceAlarmsProps): Alarm {
    return new Alarm(this, "target_errors", {
      name: names.targetErrors,
      description:
        `Tasks answer more than ${settings.targetErrorPercent} % of the requests with 5xx. ` +
        "If a release has just begun or ended, roll it back; else look at the tasks' logs and at what they depend on.",
      measure: targetErrorPercent(traffic, settings.minimumRequests),
      bad: { above: settings.targetErrorPercent },
      topicArn,
      ...silenceIsGood(settings),
    });
  }

  private createLatency({ names, traffic, settings, topicArn }: ServiceAlarmsProps): Alarm {
    return new Alarm(this, "latency", {
      name: names.latency,
      description:
        `5 of 100 requests take longer than ${settings.latencyP95Milliseconds} ms. ` +
        "If a release has just begun or ended, roll it back; else compare CPU and memory with the number of tasks, " +
        "and look at what the tasks wait for.",
      measure: slowerLatency(traffic, settings.minimumRequests),
      bad: { above: settings.latencyP95Milliseconds / 1000 },
      topicArn,
      ...silenceIsGood(settings),
    });
  }

  private createUnhealthyTasks({ names, traffic, settings, topicArn }: ServiceAlarmsProps): Alarm {
    return new Alarm(this, "unhealthy_tasks", {
      name: names.unhealthyTasks,
      description:
        `${settings.unhealthyTasks} or more tasks fail their health check. ` +
        "If a release has just begun or ended, roll it back; else read why ECS stopped the tasks that it replaced, " +
        "and what they logged last.",
      measure: unhealthyTasks(traffic),
      bad: { from: settings.unhealthyTasks },
      topicArn,
      ...silenceIsGood(settings),
    });
  }

  /** Container Insights says nothing of a service without tasks, which is the worst of all: no data is bad here. */
  private createMissingTasks({ names, tasks, fewestTasks, settings, topicArn }: ServiceAlarmsProps): Alarm {
    return new Alarm(this, "missing_tasks", {
      name: names.missingTasks,
      description:
        `For ${settings.missingTasksMinutes} minutes fewer tasks have run than ECS wants. ` +
        "Read the service's events: they tell whether tasks find no room, no image, or no health.",
      measure: missingTasks(tasks),
      bad: { above: 0 },
      minutes: { breaching: settings.missingTasksMinutes, of: settings.missingTasksMinutes },
      withoutData: fewestTasks > 0 ? "bad" : "good",
      topicArn,
    });
  }
}

/** No requests, no errors: a load balancer without traffic reports nothing. */
function silenceIsGood({
  breachingMinutes,
  evaluationMinutes,
}: AlarmSettings): Pick<AlarmProps, "minutes" | "withoutData"> {
  return { minutes: { breaching: breachingMinutes, of: evaluationMinutes }, withoutData: "good" };
}
