import { TerraformOutput } from "cdktf";
import { BalancerAlarm } from "../../../src/constructs/monitoring/balancer-alarm";
import { ServiceAlarms } from "../../../src/constructs/monitoring/service-alarms";
import { alarms, alerts } from "../../../src/environments/settings/service/alarms";
import { type Block, counts, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

const traffic = {
  loadBalancer: "app/Shop/1",
  targetGroups: { blue: "targetgroup/Shop-blue/2", green: "targetgroup/Shop-green/3" },
};
const topicArn = "arn:topic";
const fourAlarms = ["target_errors", "latency", "unhealthy_tasks", "missing_tasks"];

function synthesize(settings: object = {}, fewestTasks = 2): TerraformJson {
  return jsonOf((stack) => {
    const made = new ServiceAlarms(stack, "alarms", {
      names: {
        targetErrors: "Shop-web-target-errors",
        latency: "Shop-web-latency",
        unhealthyTasks: "Shop-web-unhealthy-tasks",
        missingTasks: "Shop-web-missing-tasks",
      },
      traffic,
      tasks: { cluster: "Shop", service: "Shop-web" },
      fewestTasks,
      settings: alarms.parse(settings),
      topicArn,
    });
    new TerraformOutput(stack, "rollback", { value: [...made.rollbackAlarmNames] });
    new TerraformOutput(stack, "all", { value: [...made.arns] });
  });
}

function alarm(json: TerraformJson, name: string): Block {
  return resource(json, `aws_cloudwatch_metric_alarm.alarms_${name}`);
}

function references(names: readonly string[], attribute: string): readonly string[] {
  return names.map((name) => ref(`aws_cloudwatch_metric_alarm.alarms_${name}`, attribute));
}

function query(of: Block, id: string): unknown {
  const queries = of["metric_query"] as readonly Block[];
  return queries.find((one) => one["id"] === id);
}

describe("ServiceAlarms", () => {
  const json = synthesize();

  it("makes four alarms, each of which tells the topic of its begin and its end", () => {
    expect(counts(json)).toEqual({ aws_cloudwatch_metric_alarm: 4 });
    for (const name of fourAlarms) {
      expect(alarm(json, name)).toMatchObject({ alarm_actions: [topicArn], ok_actions: [topicArn] });
    }
  });

  it("alarms by the share of errors over both target groups, in three of five minutes", () => {
    const metric = (id: string, metricName: string, targetGroup: string) => ({
      id,
      metric: {
        namespace: "AWS/ApplicationELB",
        metric_name: metricName,
        dimensions: { LoadBalancer: "app/Shop/1", TargetGroup: targetGroup },
        period: 60,
        stat: "Sum",
      },
      return_data: false,
    });
    expect(alarm(json, "target_errors")).toEqual({
      alarm_name: "Shop-web-target-errors",
      alarm_description:
        "Tasks answer more than 5 % of the requests with 5xx. If a release has just begun or ended, roll it back; " +
        "else look at the tasks' logs and at what they depend on.",
      metric_query: [
        { id: "requests", expression: "requests_blue + requests_green", return_data: false },
        { id: "errors", expression: "errors_blue + errors_green", return_data: false },
        {
          id: "percent",
          expression: "IF(requests >= 20, 100 * errors / requests, 0)",
          label: "Requests answered with 5xx by tasks, percent",
          return_data: true,
        },
        metric("errors_blue", "HTTPCode_Target_5XX_Count", "targetgroup/Shop-blue/2"),
        metric("errors_green", "HTTPCode_Target_5XX_Count", "targetgroup/Shop-green/3"),
        metric("requests_blue", "RequestCount", "targetgroup/Shop-blue/2"),
        metric("requests_green", "RequestCount", "targetgroup/Shop-green/3"),
      ],
      comparison_operator: "GreaterThanThreshold",
      threshold: 5,
      evaluation_periods: 5,
      datapoints_to_alarm: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: [topicArn],
      ok_actions: [topicArn],
    });
  });

  it("alarms by the latency of the slower colour, in seconds as CloudWatch has it", () => {
    expect(alarm(synthesize({ latencyP95Milliseconds: 750 }), "latency")).toMatchObject({
      comparison_operator: "GreaterThanThreshold",
      threshold: 0.75,
      treat_missing_data: "notBreaching",
    });
    expect(query(alarm(json, "latency"), "slower")).toMatchObject({ return_data: true });
  });

  it("alarms by the first task that fails its health check, or by more", () => {
    const ofThree = alarm(synthesize({ unhealthyTasks: 3 }), "unhealthy_tasks");
    expect(alarm(json, "unhealthy_tasks")).toMatchObject({
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treat_missing_data: "notBreaching",
    });
    expect(ofThree).toMatchObject({ threshold: 3 });
  });

  it("alarms by missing tasks, and by a service of which nothing is heard any more", () => {
    expect(alarm(json, "missing_tasks")).toMatchObject({
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      evaluation_periods: 10,
      datapoints_to_alarm: 10,
      treat_missing_data: "breaching",
    });
    expect(alarm(synthesize({ missingTasksMinutes: 20 }), "missing_tasks")).toMatchObject({
      evaluation_periods: 20,
      datapoints_to_alarm: 20,
    });
  });

  it("takes the silence of a service that may have no tasks for what it is", () => {
    expect(alarm(synthesize({}, 0), "missing_tasks")).toMatchObject({ treat_missing_data: "notBreaching" });
  });

  it("does not count tasks where nobody wants to know", () => {
    const without = synthesize({ missingTasks: false });
    expect(counts(without)).toEqual({ aws_cloudwatch_metric_alarm: 3 });
    expect(without.output?.["all"]).toEqual({ value: references(fourAlarms.slice(0, 3), "arn") });
  });

  it("looks at as many minutes as it is told, and at those with as many requests", () => {
    const changed = synthesize({ evaluationMinutes: 10, breachingMinutes: 2, minimumRequests: 100 });
    for (const name of fourAlarms.slice(0, 3)) {
      expect(alarm(changed, name)).toMatchObject({ evaluation_periods: 10, datapoints_to_alarm: 2 });
    }
    expect(query(alarm(changed, "target_errors"), "percent")).toMatchObject({
      expression: "IF(requests >= 100, 100 * errors / requests, 0)",
    });
    expect(query(alarm(changed, "latency"), "blue")).toMatchObject({
      expression: "IF(requests_blue >= 100, latency_blue, 0)",
    });
  });

  it("names those that speak of a release, which missing tasks do not", () => {
    expect(json.output?.["rollback"]).toEqual({ value: references(fourAlarms.slice(0, 3), "alarm_name") });
    expect(json.output?.["all"]).toEqual({ value: references(fourAlarms, "arn") });
  });

  it("has nothing to say that CloudWatch would not take", () => {
    for (const name of fourAlarms) {
      const description = String(alarm(json, name)["alarm_description"]);
      expect(description.length).toBeGreaterThan(50);
      expect(description.length).toBeLessThanOrEqual(1024);
    }
  });
});

describe("BalancerAlarm", () => {
  it("alarms by the share of requests that the load balancer answered with errors of its own", () => {
    const json = jsonOf(
      (stack) =>
        new BalancerAlarm(stack, "balancer_alarm", {
          name: "Shop-balancer-errors",
          loadBalancer: "app/Shop/1",
          settings: alerts.parse({ emails: ["ops@example.com"], balancerErrorPercent: 2, breachingMinutes: 4 }),
          topicArn,
        }),
    );
    expect(counts(json)).toEqual({ aws_cloudwatch_metric_alarm: 1 });
    const of = resource(json, "aws_cloudwatch_metric_alarm.balancer_alarm");
    expect(of).toMatchObject({
      alarm_name: "Shop-balancer-errors",
      comparison_operator: "GreaterThanThreshold",
      threshold: 2,
      evaluation_periods: 5,
      datapoints_to_alarm: 4,
      treat_missing_data: "notBreaching",
      alarm_actions: [topicArn],
      ok_actions: [topicArn],
    });
    expect(query(of, "errors")).toEqual({
      id: "errors",
      metric: {
        namespace: "AWS/ApplicationELB",
        metric_name: "HTTPCode_ELB_5XX_Count",
        dimensions: { LoadBalancer: "app/Shop/1" },
        period: 60,
        stat: "Sum",
      },
      return_data: false,
    });
  });
});
