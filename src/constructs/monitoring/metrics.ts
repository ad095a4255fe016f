/**
 * What a service and its load balancer are judged by, as metric math over both target groups of a pair: whichever colour
 * serves, the figure stays the same one.
 *
 * Nothing here uses FILL. In sums and comparisons a colour without data counts as 0 anyway; and FILL makes up a value for
 * the newest minute when its data comes late, which load balancers' data does: an alarm on it can be stuck for ever.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */

/** One metric as CloudWatch names it, and how the values of a minute become one. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
}

/** A step of metric math, which names metrics and earlier steps by their ids. */
export interface Expression {
  /** Lower-case letters, digits and underscores, a letter first. */
  readonly id: string;
  readonly expression: string;
}

/** One figure a minute. */
export interface Measure {
  /** What it is computed of, by the ids that expressions use. */
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly steps: readonly Expression[];
  /** The last expression, whose value is the figure. */
  readonly result: Expression & { readonly label: string };
}

/** Where the load balancer's metrics are: what its and the target groups' ARNs end in. */
export interface TrafficDimensions {
  readonly loadBalancer: string;
  readonly targetGroups: { readonly blue: string; readonly green: string };
}

/** Where the tasks' metrics are. */
export interface TaskDimensions {
  readonly cluster: string;
  readonly service: string;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
export function targetGroupMetric(
  { loadBalancer, targetGroups }: TrafficDimensions,
  colour: keyof TrafficDimensions["targetGroups"],
  name: string,
  statistic: string,
): Metric {
  const dimensions = { LoadBalancer: loadBalancer, TargetGroup: targetGroups[colour] };
  return { namespace: "AWS/ApplicationELB", name, dimensions, statistic };
}

/** @param source "AWS/ECS" is free, "ECS/ContainerInsights" exists where Container Insights is on */
export function taskMetric(
  { cluster, service }: TaskDimensions,
  source: "AWS/ECS" | "ECS/ContainerInsights",
  name: string,
): Metric {
  return {
    namespace: source,
    name,
    dimensions: { ClusterName: cluster, ServiceName: service },
    statistic: "Average",
  };
}

/** A metric of both colours: `requests_blue` and `requests_green` for `requests`. */
function ofBoth(of: TrafficDimensions, id: string, name: string, statistic: string): Readonly<Record<string, Metric>> {
  return {
    [`${id}_blue`]: targetGroupMetric(of, "blue", name, statistic),
    [`${id}_green`]: targetGroupMetric(of, "green", name, statistic),
  };
}

/**
 * Requests that one task gets. While a canary shifts, each colour's average is over as many tasks, so that their sum is
 * what one task would get of all. Its metrics are always reported; "Sum" is how this average has to be asked for.
 */
export function requestsPerTask(of: TrafficDimensions): Measure {
  return {
    metrics: ofBoth(of, "requests", "RequestCountPerTarget", "Sum"),
    steps: [],
    result: { id: "requests", expression: "requests_blue + requests_green", label: "Requests per task" },
  };
}

/** Percent of the requests that tasks answered with 5xx; 0 in a minute with fewer requests than can be judged by. */
export function targetErrorPercent(of: TrafficDimensions, minimumRequests: number): Measure {
  return {
    metrics: {
      ...ofBoth(of, "errors", "HTTPCode_Target_5XX_Count", "Sum"),
      ...ofBoth(of, "requests", "RequestCount", "Sum"),
    },
    steps: [
      { id: "requests", expression: "requests_blue + requests_green" },
      { id: "errors", expression: "errors_blue + errors_green" },
    ],
    result: {
      id: "percent",
      expression: `IF(requests >= ${minimumRequests}, 100 * errors / requests, 0)`,
      label: "Requests answered with 5xx by tasks, percent",
    },
  };
}

/**
 * Percent of the requests that the load balancer itself answered with 5xx, as it had no task that answered. A request
 * that never got to a task is no part of RequestCount: without the errors in the divisor an outage would divide by 0,
 * which has no value and alarms nobody.
 */
export function balancerErrorPercent(loadBalancer: string, minimumRequests: number): Measure {
  const metric = (name: string): Metric => ({
    namespace: "AWS/ApplicationELB",
    name,
    dimensions: { LoadBalancer: loadBalancer },
    statistic: "Sum",
  });
  return {
    metrics: { errors: metric("HTTPCode_ELB_5XX_Count"), taken: metric("RequestCount") },
    steps: [{ id: "requests", expression: "taken + errors" }],
    result: {
      id: "percent",
      expression: `IF(requests >= ${minimumRequests}, 100 * errors / requests, 0)`,
      label: "Requests answered with 5xx by the load balancer, percent",
    },
  };
}

/** Tasks that fail their health check, of both colours. */
export function unhealthyTasks(of: TrafficDimensions): Measure {
  return {
    metrics: ofBoth(of, "unhealthy", "UnHealthyHostCount", "Maximum"),
    steps: [],
    result: { id: "unhealthy", expression: "unhealthy_blue + unhealthy_green", label: "Unhealthy tasks" },
  };
}

/**
 * Seconds within which 95 of 100 requests are answered, of the slower colour: percentiles cannot be added. A colour that
 * got fewer requests than can be judged by counts as 0, such as the one that only a smoke test calls. MAX is not for
 * alarms, as AWS says; the comparison does the same.
 */
export function slowerLatency(of: TrafficDimensions, minimumRequests: number): Measure {
  const judged = (colour: string): Expression => ({
    id: colour,
    expression: `IF(requests_${colour} >= ${minimumRequests}, latency_${colour}, 0)`,
  });
  return {
    metrics: {
      ...ofBoth(of, "latency", "TargetResponseTime", "p95"),
      ...ofBoth(of, "requests", "RequestCount", "Sum"),
    },
    steps: [judged("blue"), judged("green")],
    result: { id: "slower", expression: "IF(blue >= green, blue, green)", label: "Latency p95, seconds" },
  };
}

/** Tasks that ECS wants and that do not run. Negative in a deployment, when twice as many run. */
export function missingTasks(of: TaskDimensions): Measure {
  return {
    metrics: {
      desired: taskMetric(of, "ECS/ContainerInsights", "DesiredTaskCount"),
      running: taskMetric(of, "ECS/ContainerInsights", "RunningTaskCount"),
    },
    steps: [],
    result: { id: "missing", expression: "desired - running", label: "Tasks missing" },
  };
}
