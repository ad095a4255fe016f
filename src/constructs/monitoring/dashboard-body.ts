import {
  type Measure,
  type Metric,
  slowerLatency,
  targetErrorPercent,
  targetGroupMetric,
  type TaskDimensions,
  taskMetric,
  type TrafficDimensions,
} from "./metrics";

/** What a service's dashboard shows, and where it finds it. */
export interface DashboardContent {
  readonly region: string;
  readonly traffic: TrafficDimensions;
  readonly tasks: TaskDimensions;
  /** Whether Container Insights counts tasks. */
  readonly containerInsights: boolean;
  /** ARNs of the alarms whose state stands on top. */
  readonly alarmArns: readonly string[];
  /** What alarms compare with, drawn as lines. @default no lines and no figures of alarms */
  readonly thresholds?: Thresholds | undefined;
  readonly deploymentGroup: { readonly application: string; readonly name: string };
}

export interface Thresholds {
  readonly minimumRequests: number;
  readonly targetErrorPercent: number;
  readonly latencyP95Milliseconds: number;
}

/** A line of a graph in CloudWatch's own notation: namespace, name, dimensions and values, options; or an expression. */
type Line = readonly (string | Readonly<Record<string, string | boolean>>)[];

type Axis = "left" | "right";

interface Widget {
  readonly type: "text" | "alarm" | "metric";
  readonly height: number;
  readonly properties: object;
}

/** Columns of a dashboard. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const columns = 24;

const colours = { blue: "#1f77b4", green: "#2ca02c" } as const;
const minute = 60;

/** The body of a dashboard: from top to bottom how it is, what clients see of it, and what tasks have to do with it. */
export function dashboardBody(content: DashboardContent): object {
  const rows: readonly (readonly Widget[])[] = [
    ...(content.alarmArns.length > 0 ? [[alarmStates(content)]] : []),
    [deployments(content)],
    [traffic(content), healthyTasks(content)],
    [errors(content), latency(content)],
    [...(content.containerInsights ? [taskCounts(content)] : []), utilization(content)],
  ];
  return { widgets: placed(rows) };
}

/** Rows below each other, the widgets of a row beside each other and equally wide. */
function placed(rows: readonly (readonly Widget[])[]): readonly object[] {
  let top = 0;
  return rows.flatMap((row) => {
    const width = columns / row.length;
    const y = top;
    top += Math.max(...row.map(({ height }) => height));
    return row.map((widget, index) => ({ ...widget, x: index * width, y, width }));
  });
}

function alarmStates({ alarmArns }: DashboardContent): Widget {
  return { type: "alarm", height: 2, properties: { title: "Alarms", alarms: alarmArns } };
}

/** CodeDeploy has no metrics, only events: what a deployment does shows in the colours below, and its state behind the link. */
function deployments({ region, deploymentGroup: { application, name } }: DashboardContent): Widget {
  const group = `https://${region}.console.aws.amazon.com/codesuite/codedeploy/applications/${application}/deployment-groups/${name}`;
  const markdown =
    `[Deployments](${group}?region=${region}). ` +
    "While one runs, both colours have healthy tasks, and traffic moves from one to the other.";
  return { type: "text", height: 2, properties: { markdown } };
}

function traffic(content: DashboardContent): Widget {
  return graph(content, "Requests per minute", perColour(content, "RequestCount", "Sum"), { stacked: true });
}

function healthyTasks(content: DashboardContent): Widget {
  return graph(content, "Healthy and unhealthy tasks", [
    ...perColour(content, "HealthyHostCount", "Minimum", "healthy"),
    ...perColour(content, "UnHealthyHostCount", "Maximum", "unhealthy"),
  ]);
}

function errors(content: DashboardContent): Widget {
  const { thresholds } = content;
  const lines = [
    ...perColour(content, "HTTPCode_Target_4XX_Count", "Sum", "4xx"),
    ...perColour(content, "HTTPCode_Target_5XX_Count", "Sum", "5xx"),
  ];
  if (thresholds === undefined) return graph(content, "Errors per minute", lines);
  const percent = targetErrorPercent(content.traffic, thresholds.minimumRequests);
  return graph(content, "Errors per minute", [...lines, ...figureLines(percent, "right")], {
    annotations: threshold("5xx alarm, percent", thresholds.targetErrorPercent, "right"),
  });
}

function latency(content: DashboardContent): Widget {
  const { thresholds } = content;
  const lines = ["p50", "p95", "p99"].flatMap((percentile) =>
    perColour(content, "TargetResponseTime", percentile, percentile),
  );
  if (thresholds === undefined) return graph(content, "Latency, seconds", lines);
  return graph(
    content,
    "Latency, seconds",
    [...lines, ...figureLines(slowerLatency(content.traffic, thresholds.minimumRequests), "left")],
    { annotations: threshold("p95 alarm", thresholds.latencyP95Milliseconds / 1000, "left") },
  );
}

/** More than one task set is a deployment under way. */
function taskCounts(content: DashboardContent): Widget {
  const count = (name: string, label: string) =>
    metricLine(taskMetric(content.tasks, "ECS/ContainerInsights", name), { label });
  return graph(content, "Tasks and task sets", [
    count("DesiredTaskCount", "desired"),
    count("RunningTaskCount", "running"),
    count("PendingTaskCount", "pending"),
    count("TaskSetCount", "task sets (2 in a deployment)"),
  ]);
}

function utilization(content: DashboardContent): Widget {
  const use = (name: string, label: string) => metricLine(taskMetric(content.tasks, "AWS/ECS", name), { label });
  return graph(content, "CPU and memory, percent", [use("CPUUtilization", "CPU"), use("MemoryUtilization", "memory")]);
}

function graph(
  { region }: DashboardContent,
  title: string,
  metrics: readonly Line[],
  options: { readonly stacked?: boolean; readonly annotations?: object } = {},
): Widget {
  const properties = { title, region, view: "timeSeries", period: minute, metrics, ...options };
  return { type: "metric", height: 6, properties };
}

function threshold(label: string, value: number, yAxis: Axis): object {
  return { horizontal: [{ label, value, yAxis }] };
}

function perColour(content: DashboardContent, name: string, statistic: string, label = ""): readonly Line[] {
  return (["blue", "green"] as const).map((colour) =>
    metricLine(targetGroupMetric(content.traffic, colour, name, statistic), {
      label: `${colour} ${label}`.trim(),
      ...(label === "" && { color: colours[colour] }),
    }),
  );
}

/** The figure that an alarm looks at; what it is computed of stays invisible. */
function figureLines({ metrics, steps, result }: Measure, yAxis: Axis): readonly Line[] {
  return [
    ...Object.entries(metrics).map(([id, metric]) => metricLine(metric, { id, visible: false })),
    ...steps.map((step): Line => [{ ...step, visible: false }]),
    [{ ...result, yAxis }],
  ];
}

function metricLine(
  { namespace, name, dimensions, statistic }: Metric,
  options: Readonly<Record<string, string | boolean>>,
): Line {
  return [namespace, name, ...Object.entries(dimensions).flat(), { stat: statistic, ...options }];
}
