import { TerraformOutput } from "cdktf";
import { ServiceMonitoring, type ServiceMonitoringProps } from "../../../src/constructs/monitoring/service-monitoring";
import { serviceNames } from "../../../src/environments/names";
import { alarms, plain, plainService, scaling } from "../../support/services";
import { addresses, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

function synthesized(
  settings: Partial<ServiceMonitoringProps["settings"]> = {},
  changes: Partial<ServiceMonitoringProps> = {},
): TerraformJson {
  return jsonOf((stack) => {
    const { rollbackAlarmNames } = new ServiceMonitoring(stack, "observation", {
      names: serviceNames(plain, "web", plainService),
      settings: { ...plainService, ...settings },
      environment: plain,
      traffic: {
        loadBalancer: "app/Lab/1",
        targetGroups: { blue: "targetgroup/blue/1", green: "targetgroup/green/2" },
      },
      tasks: { cluster: "Lab", service: "Lab-web" },
      alertTopicArn: "arn:topic",
      ...changes,
    });
    new TerraformOutput(stack, "rollback", { value: rollbackAlarmNames, staticId: true });
  });
}

const json = synthesized({ alarms });
const dashboardOf = (of: TerraformJson) => resource(of, "aws_cloudwatch_dashboard.observation_dashboard");
const bodyOf = (of: TerraformJson) => String(dashboardOf(of)["dashboard_body"]);
const alarmOf = (of: TerraformJson, id: string) => resource(of, `aws_cloudwatch_metric_alarm.observation_alarms_${id}`);
const rollbackOf = (of: TerraformJson) => of.output?.["rollback"]?.["value"];

describe("ServiceObservation", () => {
  it("makes four alarms and a dashboard that shows them", () => {
    expect(addresses(json)).toEqual([
      "aws_cloudwatch_dashboard.observation_dashboard",
      "aws_cloudwatch_metric_alarm.observation_alarms_latency",
      "aws_cloudwatch_metric_alarm.observation_alarms_missing_tasks",
      "aws_cloudwatch_metric_alarm.observation_alarms_target_errors",
      "aws_cloudwatch_metric_alarm.observation_alarms_unhealthy_tasks",
    ]);
    expect(dashboardOf(json)["dashboard_name"]).toBe("Lab-web");
    for (const id of ["latency", "missing_tasks", "target_errors", "unhealthy_tasks"]) {
      expect(alarmOf(json, id)["alarm_actions"]).toEqual(["arn:topic"]);
      expect(bodyOf(json)).toContain(`aws_cloudwatch_metric_alarm.observation_alarms_${id}.arn`);
    }
  });

  it("names those that stop a deployment", () => {
    expect(rollbackOf(json)).toEqual(
      ["target_errors", "latency", "unhealthy_tasks"].map((id) =>
        ref(`aws_cloudwatch_metric_alarm.observation_alarms_${id}`, "alarm_name"),
      ),
    );
  });

  it.each<[string, TerraformJson]>([
    ["none are set", synthesized()],
    ["nobody hears them", synthesized({ alarms }, { alertTopicArn: undefined })],
  ])("makes no alarms where %s, and stops no deployment", (_, silent) => {
    expect(addresses(silent)).toEqual(["aws_cloudwatch_dashboard.observation_dashboard"]);
    expect(rollbackOf(silent)).toEqual([]);
    expect(bodyOf(silent)).not.toContain("aws_cloudwatch_metric_alarm");
  });

  it("makes no dashboard where it is made elsewhere, and the alarms all the same", () => {
    const hidden = synthesized({ alarms, dashboard: false });
    expect(addresses(hidden, "aws_cloudwatch_dashboard")).toEqual([]);
    expect(addresses(hidden, "aws_cloudwatch_metric_alarm")).toHaveLength(4);
  });

  it("misses a silent service only if it always has tasks", () => {
    const silence = (of: TerraformJson) => alarmOf(of, "missing_tasks")["treat_missing_data"];
    expect(silence(json)).toBe("breaching");
    expect(silence(synthesized({ alarms, scaling }))).toBe("breaching");
    expect(silence(synthesized({ alarms, scaling: { ...scaling, min: 0 } }))).toBe("notBreaching");
  });

  it("shows running tasks where Container Insights counts them", () => {
    const insights = (containerInsights: "enabled" | "disabled") =>
      bodyOf(synthesized({}, { environment: { ...plain, cluster: { ...plain.cluster, containerInsights } } }));
    expect(insights("enabled")).toContain("ECS/ContainerInsights");
    expect(insights("disabled")).not.toContain("ECS/ContainerInsights");
  });
});
