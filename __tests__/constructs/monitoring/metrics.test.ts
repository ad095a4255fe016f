import fc from "fast-check";
import {
  balancerErrorPercent,
  type Measure,
  missingTasks,
  requestsPerTask,
  slowerLatency,
  targetErrorPercent,
  unhealthyTasks,
} from "../../../src/constructs/monitoring/metrics";
import { figure, type Minute } from "../../support/metric-math";

const traffic = {
  loadBalancer: "app/Shop/1",
  targetGroups: { blue: "targetgroup/Shop-blue/2", green: "targetgroup/Shop-green/3" },
};
const tasks = { cluster: "Shop", service: "Shop-web" };
const leastRequests = 20;

const errors = targetErrorPercent(traffic, leastRequests);
const balancerErrors = balancerErrorPercent(traffic.loadBalancer, leastRequests);
const latency = slowerLatency(traffic, leastRequests);
const measures: Readonly<Record<string, Measure>> = {
  requests: requestsPerTask(traffic),
  errors,
  "balancer's errors": balancerErrors,
  "unhealthy tasks": unhealthyTasks(traffic),
  latency,
  "missing tasks": missingTasks(tasks),
};

/** A minute in which green and blue have changed places. */
function swapped(minute: Minute): Minute {
  const other = (id: string) => (id.endsWith("_blue") ? id.replace("_blue", "_green") : id.replace("_green", "_blue"));
  return Object.fromEntries(Object.entries(minute).map(([id, value]) => [other(id), value]));
}

const count = fc.nat({ max: 100_000 });
const sparse = fc.option(count, { nil: undefined });
const minuteOf = ({ metrics }: Measure): fc.Arbitrary<Minute> =>
  fc.record(Object.fromEntries(Object.keys(metrics).map((id) => [id, sparse])));

describe("a measure", () => {
  it.each(Object.entries(measures))("%s names metrics and steps that exist, in ids that CloudWatch takes", (_, of) => {
    expect(figure(of, Object.fromEntries(Object.keys(of.metrics).map((id) => [id, 1])))).toEqual(expect.any(Number));
    const ids = [...Object.keys(of.metrics), ...of.steps.map(({ id }) => id), of.result.id];
    expect(ids.filter((id) => !/^[a-z][a-z0-9_]*$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(Object.entries(measures))("%s says nothing in a minute without any data", (_, of) => {
    expect(figure(of, {})).toBeUndefined();
  });

  it.each(Object.entries(measures))("%s never fills in what is missing, which can hold an alarm for ever", (_, of) => {
    expect([...of.steps, of.result].filter(({ expression }) => expression.includes("FILL"))).toEqual([]);
  });

  it.each(["requests", "errors", "unhealthy tasks", "latency"])("of %s is the same whichever colour serves", (name) => {
    const of = measures[name] ?? errors;
    expect(Object.keys(of.metrics).filter((id) => !/_(blue|green)$/.test(id))).toEqual([]);
    fc.assert(
      fc.property(minuteOf(of), (minute) => {
        expect(figure(of, swapped(minute))).toBe(figure(of, minute));
      }),
    );
  });

  it("reads its metrics where AWS puts them", () => {
    expect(errors.metrics["errors_blue"]).toEqual({
      namespace: "AWS/ApplicationELB",
      name: "HTTPCode_Target_5XX_Count",
      dimensions: { LoadBalancer: "app/Shop/1", TargetGroup: "targetgroup/Shop-blue/2" },
      statistic: "Sum",
    });
    expect(latency.metrics["latency_green"]).toEqual({
      namespace: "AWS/ApplicationELB",
      name: "TargetResponseTime",
      dimensions: { LoadBalancer: "app/Shop/1", TargetGroup: "targetgroup/Shop-green/3" },
      statistic: "p95",
    });
    expect(balancerErrors.metrics["errors"]).toEqual({
      namespace: "AWS/ApplicationELB",
      name: "HTTPCode_ELB_5XX_Count",
      dimensions: { LoadBalancer: "app/Shop/1" },
      statistic: "Sum",
    });
    expect(missingTasks(tasks).metrics["running"]).toEqual({
      namespace: "ECS/ContainerInsights",
      name: "RunningTaskCount",
      dimensions: { ClusterName: "Shop", ServiceName: "Shop-web" },
      statistic: "Average",
    });
  });
});

describe("requests per task", () => {
  it("are what the tasks that serve get, while the other colour is idle or gone", () => {
    expect(figure(requestsPerTask(traffic), { requests_blue: 600, requests_green: 0 })).toBe(600);
    expect(figure(requestsPerTask(traffic), { requests_green: 600 })).toBe(600);
  });

  it("stay the same in the course of a canary, with as many tasks on either side", () => {
    fc.assert(
      fc.property(
        count,
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, n, share) => {
          const minute = { requests_blue: (all * (1 - share)) / n, requests_green: (all * share) / n };
          expect(figure(requestsPerTask(traffic), minute)).toBeCloseTo(all / n);
        },
      ),
    );
  });
});

describe("the share of errors", () => {
  it.each<[string, Minute, number]>([
    ["half of the requests of blue", { requests_blue: 100, errors_blue: 50 }, 50],
    ["of both colours together", { requests_blue: 90, requests_green: 10, errors_green: 10 }, 10],
    ["nothing where there are no errors, which have no data then", { requests_blue: 100 }, 0],
    ["nothing where three requests fail, too few to judge by", { requests_blue: 3, errors_blue: 3 }, 0],
    ["all, at the least number to judge by", { requests_blue: 20, errors_blue: 20 }, 100],
  ])("is %s", (_, minute, percent) => {
    expect(figure(errors, minute)).toBe(percent);
  });

  it("is between nothing and all", () => {
    fc.assert(
      fc.property(count, count, count, count, (served, more, failed, others) => {
        const minute = {
          requests_blue: served + failed,
          requests_green: more + others,
          errors_blue: failed,
          errors_green: others,
        };
        const percent = figure(errors, minute) ?? NaN;
        expect(percent).toBeGreaterThanOrEqual(0);
        expect(percent).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("the share of the load balancer's errors", () => {
  it.each<[string, Minute, number]>([
    ["all in an outage, when no request gets to a task", { errors: 500 }, 100],
    ["a part where some do", { errors: 25, taken: 75 }, 25],
    ["nothing where there are no errors", { taken: 75 }, 0],
    ["nothing where three requests fail", { errors: 3 }, 0],
  ])("is %s", (_, minute, percent) => {
    expect(figure(balancerErrors, minute)).toBe(percent);
  });
});

describe("the latency", () => {
  it.each<[string, Minute, number]>([
    ["that of the only colour", { latency_green: 0.2, requests_green: 100 }, 0.2],
    [
      "that of the slower colour",
      { latency_blue: 0.2, requests_blue: 900, latency_green: 2.5, requests_green: 100 },
      2.5,
    ],
    [
      "that of the colour that serves, whatever a smoke test saw of the other",
      { latency_blue: 0.2, requests_blue: 900, latency_green: 9, requests_green: 3 },
      0.2,
    ],
    ["nothing where a handful of requests cannot be judged by", { latency_blue: 9, requests_blue: 3 }, 0],
  ])("is %s", (_, minute, seconds) => {
    expect(figure(latency, minute)).toBe(seconds);
  });
});

describe("missing tasks", () => {
  const missing = (minute: Minute) => figure(missingTasks(tasks), minute);

  it("are those that ECS wants and that do not run", () => {
    expect(missing({ desired: 4, running: 3 })).toBe(1);
    expect(missing({ desired: 4, running: 4 })).toBe(0);
  });

  it("are all where none runs and none is reported", () => {
    expect(missing({ desired: 4 })).toBe(4);
  });

  it("are none in a deployment, which runs twice as many", () => {
    expect(missing({ desired: 4, running: 8 })).toBeLessThanOrEqual(0);
  });
});

describe("unhealthy tasks", () => {
  it("are those of both colours", () => {
    expect(figure(unhealthyTasks(traffic), { unhealthy_blue: 1, unhealthy_green: 2 })).toBe(3);
    expect(figure(unhealthyTasks(traffic), { unhealthy_green: 2 })).toBe(2);
  });
});
