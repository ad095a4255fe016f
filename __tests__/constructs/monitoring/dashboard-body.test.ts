import { dashboardBody, type DashboardContent } from "../../../src/constructs/monitoring/dashboard-body";

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly region?: string;
    readonly annotations?: unknown;
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

const thresholds = { minimumRequests: 20, targetErrorPercent: 5, latencyP95Milliseconds: 750 };
const content: DashboardContent = {
  region: "ap-northeast-1",
  traffic: {
    loadBalancer: "app/Shop/1",
    targetGroups: { blue: "targetgroup/Shop-blue/2", green: "targetgroup/Shop-green/3" },
  },
  tasks: { cluster: "Shop", service: "Shop-web" },
  containerInsights: true,
  alarmArns: ["arn:one", "arn:two"],
  thresholds,
  deploymentGroup: { application: "Shop-web", name: "Shop-web-group" },
};
const bare: DashboardContent = { ...content, containerInsights: false, alarmArns: [], thresholds: undefined };

function widgets(of: DashboardContent): readonly Widget[] {
  return (dashboardBody(of) as { readonly widgets: readonly Widget[] }).widgets;
}

function titles(of: DashboardContent): readonly (string | undefined)[] {
  return widgets(of).map(({ properties }) => properties.title);
}

function graph(of: DashboardContent, title: string): Widget["properties"] {
  const found = widgets(of).find(({ properties }) => properties.title === title);
  if (found === undefined) throw new Error(`no ${title}; there are ${titles(of).join(", ")}`);
  return found.properties;
}

/** Name, statistic and label of a graph's visible lines; of an expression its label alone. */
function lines({ metrics = [] }: Widget["properties"]): readonly string[] {
  return metrics.flatMap((line) => {
    const { stat, label, visible } = line.at(-1) as Readonly<Record<string, unknown>>;
    if (visible === false) return [];
    return line.length === 1 ? [String(label)] : [`${String(line[1])} ${String(stat)} ${String(label)}`];
  });
}

describe("a service's dashboard", () => {
  it("shows how it is, what clients see of it, and what tasks have to do with it", () => {
    expect(titles(content)).toEqual([
      "Alarms",
      undefined,
      "Requests per minute",
      "Healthy and unhealthy tasks",
      "Errors per minute",
      "Latency, seconds",
      "Tasks and task sets",
      "CPU and memory, percent",
    ]);
  });

  it("leaves out what nobody measures", () => {
    expect(titles(bare)).toEqual([
      undefined,
      "Requests per minute",
      "Healthy and unhealthy tasks",
      "Errors per minute",
      "Latency, seconds",
      "CPU and memory, percent",
    ]);
  });

  it.each([
    ["with everything", content],
    ["with the least", bare],
  ])("fills rows of 24 columns that do not overlap, %s", (_, of) => {
    const cells = widgets(of).flatMap(({ x, y, width, height }) =>
      Array.from(
        { length: width * height },
        (_cell, index) => `${x + (index % width)} ${y + Math.floor(index / width)}`,
      ),
    );
    const rows = Math.max(...widgets(of).map(({ y, height }) => y + height));
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells).toHaveLength(24 * rows);
    expect(cells.filter((cell) => Number(cell.split(" ")[0]) >= 24)).toEqual([]);
  });

  it("begins with the state of its alarms and the way to its deployments", () => {
    const [states, text] = widgets(content);
    expect(states).toMatchObject({ type: "alarm", properties: { alarms: ["arn:one", "arn:two"] } });
    expect(text?.properties.markdown).toBe(
      "[Deployments](https://ap-northeast-1.console.aws.amazon.com/codesuite/codedeploy/applications/Shop-web/" +
        "deployment-groups/Shop-web-group?region=ap-northeast-1). " +
        "While one runs, both colours have healthy tasks, and traffic moves from one to the other.",
    );
  });

  it("shows traffic of both colours, each in its own", () => {
    expect(graph(content, "Requests per minute").metrics).toEqual([
      [
        "AWS/ApplicationELB",
        "RequestCount",
        "LoadBalancer",
        "app/Shop/1",
        "TargetGroup",
        "targetgroup/Shop-blue/2",
        { stat: "Sum", label: "blue", color: "#1f77b4" },
      ],
      [
        "AWS/ApplicationELB",
        "RequestCount",
        "LoadBalancer",
        "app/Shop/1",
        "TargetGroup",
        "targetgroup/Shop-green/3",
        { stat: "Sum", label: "green", color: "#2ca02c" },
      ],
    ]);
  });

  it("shows errors of both colours, with the figure and the line that the alarm looks at", () => {
    const errors = [
      "HTTPCode_Target_4XX_Count Sum blue 4xx",
      "HTTPCode_Target_4XX_Count Sum green 4xx",
      "HTTPCode_Target_5XX_Count Sum blue 5xx",
      "HTTPCode_Target_5XX_Count Sum green 5xx",
    ];
    expect(lines(graph(content, "Errors per minute"))).toEqual([
      ...errors,
      "Requests answered with 5xx by tasks, percent",
    ]);
    expect(graph(content, "Errors per minute").annotations).toEqual({
      horizontal: [{ label: "5xx alarm, percent", value: 5, yAxis: "right" }],
    });
    expect(lines(graph(bare, "Errors per minute"))).toEqual(errors);
    expect(graph(bare, "Errors per minute").annotations).toBeUndefined();
  });

  it("shows latency of both colours, with the figure and the line that the alarm looks at", () => {
    const latency = ["p50", "p95", "p99"].flatMap((percentile) =>
      ["blue", "green"].map((colour) => `TargetResponseTime ${percentile} ${colour} ${percentile}`),
    );
    expect(lines(graph(content, "Latency, seconds"))).toEqual([...latency, "Latency p95, seconds"]);
    expect(graph(content, "Latency, seconds").annotations).toEqual({
      horizontal: [{ label: "p95 alarm", value: 0.75, yAxis: "left" }],
    });
    expect(lines(graph(bare, "Latency, seconds"))).toEqual(latency);
    expect(graph(bare, "Latency, seconds").annotations).toBeUndefined();
  });

  it("shows tasks: healthy, wanted, running, pending, and how busy they are", () => {
    expect(lines(graph(content, "Healthy and unhealthy tasks"))).toEqual([
      "HealthyHostCount Minimum blue healthy",
      "HealthyHostCount Minimum green healthy",
      "UnHealthyHostCount Maximum blue unhealthy",
      "UnHealthyHostCount Maximum green unhealthy",
    ]);
    expect(lines(graph(content, "Tasks and task sets"))).toEqual([
      "DesiredTaskCount Average desired",
      "RunningTaskCount Average running",
      "PendingTaskCount Average pending",
      "TaskSetCount Average task sets (2 in a deployment)",
    ]);
    expect(lines(graph(content, "CPU and memory, percent"))).toEqual([
      "CPUUtilization Average CPU",
      "MemoryUtilization Average memory",
    ]);
  });

  it("gives each line of a graph an id of its own, where it has one", () => {
    for (const { properties } of widgets(content)) {
      const ids = (properties.metrics ?? []).flatMap((line) => {
        const { id } = line.at(-1) as Readonly<Record<string, unknown>>;
        return id === undefined ? [] : [id];
      });
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
