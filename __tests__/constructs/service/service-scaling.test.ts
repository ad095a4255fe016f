import { ServiceScaling } from "../../../src/constructs/service/service-scaling";
import { scaling } from "../../../src/environments/settings/service/scaling";
import { counts, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

const traffic = {
  loadBalancer: "app/Shop/1",
  targetGroups: { blue: "targetgroup/Shop-blue/2", green: "targetgroup/Shop-green/3" },
};

function synthesize(settings: object): TerraformJson {
  return jsonOf(
    (stack) =>
      new ServiceScaling(stack, "scaling", {
        tasks: { cluster: "Shop", service: "Shop-web" },
        traffic,
        scaling: scaling.parse({ min: 2, max: 6, ...settings }),
      }),
  );
}

const target = (attribute: string) => ref("aws_appautoscaling_target.scaling", attribute);
const place = {
  service_namespace: target("service_namespace"),
  scalable_dimension: target("scalable_dimension"),
  resource_id: target("resource_id"),
};

describe("ServiceScaling", () => {
  it("makes a target with the limits, whose suspension is a release's business", () => {
    const json = synthesize({ cpuPercent: 60 });
    expect(counts(json)).toEqual({ aws_appautoscaling_target: 1, aws_appautoscaling_policy: 1 });
    expect(resource(json, "aws_appautoscaling_target.scaling")).toEqual({
      service_namespace: "ecs",
      scalable_dimension: "ecs:service:DesiredCount",
      resource_id: "service/Shop/Shop-web",
      min_capacity: 2,
      max_capacity: 6,
      lifecycle: { ignore_changes: [] },
    });
  });

  it.each([
    ["cpu", { cpuPercent: 60 }, "ECSServiceAverageCPUUtilization", 60],
    ["memory", { memoryPercent: 70 }, "ECSServiceAverageMemoryUtilization", 70],
  ])("holds the average use of %s where asked to, and nothing else", (name, settings, metric, value) => {
    const json = synthesize({ ...settings, scaleInCooldownSeconds: 600, scaleOutCooldownSeconds: 30 });
    expect(counts(json)).toEqual({ aws_appautoscaling_target: 1, aws_appautoscaling_policy: 1 });
    expect(resource(json, `aws_appautoscaling_policy.scaling_${name}`)).toEqual({
      ...place,
      name,
      policy_type: "TargetTrackingScaling",
      target_tracking_scaling_policy_configuration: {
        target_value: value,
        scale_in_cooldown: 600,
        scale_out_cooldown: 30,
        predefined_metric_specification: { predefined_metric_type: metric },
      },
    });
  });

  it("holds the requests per task over both target groups, as AWS's own metric would stay with one", () => {
    const json = synthesize({ requestsPerTargetPerMinute: 1000 });
    const metric = (colour: string, targetGroup: string) => ({
      id: `requests_${colour}`,
      metric_stat: {
        metric: {
          namespace: "AWS/ApplicationELB",
          metric_name: "RequestCountPerTarget",
          dimensions: [
            { name: "LoadBalancer", value: "app/Shop/1" },
            { name: "TargetGroup", value: targetGroup },
          ],
        },
        stat: "Sum",
      },
      return_data: false,
    });
    expect(counts(json)).toEqual({ aws_appautoscaling_target: 1, aws_appautoscaling_policy: 1 });
    expect(resource(json, "aws_appautoscaling_policy.scaling_requests")).toHaveProperty(
      "target_tracking_scaling_policy_configuration",
      {
        target_value: 1000,
        scale_in_cooldown: 300,
        scale_out_cooldown: 60,
        customized_metric_specification: {
          metrics: [
            metric("blue", "targetgroup/Shop-blue/2"),
            metric("green", "targetgroup/Shop-green/3"),
            {
              id: "requests",
              expression: "requests_blue + requests_green",
              label: "Requests per task",
              return_data: true,
            },
          ],
        },
      },
    );
  });

  it("changes both limits by the clock, and leaves them to the clock from then on", () => {
    const json = synthesize({
      schedules: {
        evening: { cron: "0 20 ? * MON-FRI *", timezone: "Asia/Tokyo", min: 0, max: 0 },
        morning: { cron: "0 8 ? * MON-FRI *", timezone: "Asia/Tokyo" },
        peak: { cron: "0 12 25 12 ? *", max: 12 },
      },
    });
    const schedule = (name: string, cron: string, timezone: string, min: string, max: string) => ({
      ...place,
      name,
      schedule: `cron(${cron})`,
      timezone,
      scalable_target_action: { min_capacity: min, max_capacity: max },
    });
    expect(counts(json)).toEqual({ aws_appautoscaling_target: 1, aws_appautoscaling_scheduled_action: 3 });
    expect(json.resource?.["aws_appautoscaling_scheduled_action"]).toEqual({
      scaling_schedule_evening: schedule("evening", "0 20 ? * MON-FRI *", "Asia/Tokyo", "0", "0"),
      scaling_schedule_morning: schedule("morning", "0 8 ? * MON-FRI *", "Asia/Tokyo", "2", "6"),
      scaling_schedule_peak: schedule("peak", "0 12 25 12 ? *", "Etc/UTC", "2", "12"),
    });
    expect(resource(json, "aws_appautoscaling_target.scaling")).toHaveProperty("lifecycle.ignore_changes", [
      "min_capacity",
      "max_capacity",
    ]);
  });
});
