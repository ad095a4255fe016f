import { Construct } from "constructs";
import { AppautoscalingPolicy, AppautoscalingScheduledAction, AppautoscalingTarget } from "../../aws";
import type { ScalingSettings } from "../../environments/settings/service/scaling";
import { type Measure, requestsPerTask, type TaskDimensions, type TrafficDimensions } from "../monitoring/metrics";
import { scheduledLimits } from "../../lib/aws/task-limits";
import { ignoredChanges } from "../../lib/terraform/ignored-attributes";

export interface ServiceScalingProps {
  /** The service and its cluster, by name. */
  readonly tasks: TaskDimensions;
  readonly traffic: TrafficDimensions;
  readonly scaling: ScalingSettings;
}

type TargetTracking = NonNullable<AppautoscalingPolicy["targetTrackingScalingPolicyConfigurationInput"]>;

/**
 * How the number of tasks follows the load and the clock. AWS makes the service-linked role for it and the alarms behind
 * each target.
 *
 * A release suspends scaling while traffic shifts. `suspended_state` is left out here: the provider then takes it as it
 * finds it, neither planning its drift nor undoing it when it changes a limit.
 */
export class ServiceScaling extends Construct {
  /** What Application Auto Scaling calls the service: `service/<cluster>/<service>`. */
  readonly resourceId: string;

  constructor(scope: Construct, id: string, props: ServiceScalingProps) {
    super(scope, id);
    const { scaling } = props;
    const target = this.createTarget(props);
    if (scaling.cpuPercent !== undefined) {
      this.track(target, "cpu", scaling, scaling.cpuPercent, average("ECSServiceAverageCPUUtilization"));
    }
    if (scaling.memoryPercent !== undefined) {
      this.track(target, "memory", scaling, scaling.memoryPercent, average("ECSServiceAverageMemoryUtilization"));
    }
    if (scaling.requestsPerTargetPerMinute !== undefined) {
      this.track(target, "requests", scaling, scaling.requestsPerTargetPerMinute, requests(props.traffic));
    }
    this.createSchedules(target, scaling);
    this.resourceId = target.resourceId;
  }

  private createTarget({ tasks, scaling }: ServiceScalingProps): AppautoscalingTarget {
    return new AppautoscalingTarget(this, "Resource", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${tasks.cluster}/${tasks.service}`,
      minCapacity: scaling.min,
      maxCapacity: scaling.max,
      lifecycle: {
        ignoreChanges: ignoredChanges("aws_appautoscaling_target", {
          scheduled: Object.keys(scaling.schedules).length > 0,
        }),
      },
    });
  }

  private track(
    target: AppautoscalingTarget,
    name: "cpu" | "memory" | "requests",
    { scaleInCooldownSeconds, scaleOutCooldownSeconds }: ScalingSettings,
    targetValue: number,
    metric: Partial<TargetTracking>,
  ): void {
    new AppautoscalingPolicy(this, name, {
      ...placeOf(target),
      name,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        targetValue,
        scaleInCooldown: scaleInCooldownSeconds,
        scaleOutCooldown: scaleOutCooldownSeconds,
        ...metric,
      },
    });
  }

  private createSchedules(target: AppautoscalingTarget, scaling: ScalingSettings): void {
    for (const [name, schedule] of Object.entries(scaling.schedules)) {
      const { min, max } = scheduledLimits(schedule, scaling);
      new AppautoscalingScheduledAction(this, `schedule_${name}`, {
        ...placeOf(target),
        name,
        schedule: `cron(${schedule.cron})`,
        timezone: schedule.timezone,
        scalableTargetAction: { minCapacity: `${min}`, maxCapacity: `${max}` },
      });
    }
  }
}

function placeOf({ serviceNamespace, scalableDimension, resourceId }: AppautoscalingTarget) {
  return { serviceNamespace, scalableDimension, resourceId };
}

function average(predefinedMetricType: string): Partial<TargetTracking> {
  return { predefinedMetricSpecification: { predefinedMetricType } };
}

/**
 * AWS's own ALBRequestCountPerTarget names one target group and does not follow the traffic to the other.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
function requests(traffic: TrafficDimensions): Partial<TargetTracking> {
  const { metrics, result }: Measure = requestsPerTask(traffic);
  return {
    customizedMetricSpecification: {
      metrics: [
        ...Object.entries(metrics).map(([id, { namespace, name, dimensions, statistic }]) => ({
          id,
          metricStat: {
            metric: {
              namespace,
              metricName: name,
              dimensions: Object.entries(dimensions).map(([dimension, value]) => ({ name: dimension, value })),
            },
            stat: statistic,
          },
          returnData: false,
        })),
        { ...result, returnData: true },
      ],
    },
  };
}
