import type { z } from "zod";
import { flag, listOf, section, text, wholeBetween, type Rule } from "../rule";

const email: Rule<string> = {
  kind: "an e-mail address",
  allowed: "a name, @ and a domain, up to 254 characters",
  remedy: 'Write the address alone, such as "on-call@example.com".',
  test: (address) => address.length <= 254 && /^[\w.+-]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+$/.test(address),
};

const errorPercent = wholeBetween(1, 100, {
  kind: "a share of the requests",
  unit: "percent",
  remedy: "Choose what is more than clients meet on a normal day.",
});

const minimumRequests = wholeBetween(1, 1_000_000, {
  kind: "a number of requests",
  unit: "requests in a minute",
  remedy: "Choose as many as make one failure among them no reason to call a person.",
});

/** The window that an alarm looks at, minute by minute. */
const window = {
  /** Minutes that are looked at. @default 5 */
  evaluationMinutes: wholeBetween(1, 60, {
    kind: "a number of minutes",
    remedy: "5 tell a trouble from a hiccup.",
  }).default(5),
  /** So many of them have to be bad. @default 3 */
  breachingMinutes: wholeBetween(1, 60, {
    kind: "a number of minutes",
    remedy: "Choose a little more than half of evaluationMinutes.",
  }).default(3),
};

/**
 * When a service is in trouble. Each alarm tells the topic of `alerts` when it goes off and when it is over; that of errors,
 * latency and unhealthy tasks can also stop a deployment (`deployment.rollbackOnAlarm`). Figures are over both target
 * groups, and silence alarms nobody. 0.10 US$ a month for each metric that an alarm watches, which are 1.20 a service: 0.40
 * for errors, 0.40 for latency, 0.20 for unhealthy tasks and 0.20 for missing tasks. https://aws.amazon.com/cloudwatch/pricing/
 */
export const alarms = section({
  /** Percent of a minute's requests that tasks may answer with 5xx. @default 5 */
  targetErrorPercent: errorPercent.default(5),
  /** Milliseconds within which 95 of 100 requests have to be answered. @default 2000 */
  latencyP95Milliseconds: wholeBetween(1, 4_000_000, {
    kind: "a latency",
    unit: "milliseconds",
    remedy: "Choose what users would complain about, well above what is normal.",
  }).default(2000),
  /** So many tasks that fail their health check are a trouble. @default 1 */
  unhealthyTasks: wholeBetween(1, 5000, {
    kind: "a number of tasks",
    remedy: "1 tells of the first; large services bear some.",
  }).default(1),
  /**
   * Minutes with fewer requests are not judged by errors and latency. A service with less traffic than this never alarms
   * by them. @default 20
   */
  minimumRequests: minimumRequests.default(20),
  ...window,
  /** Whether to tell when fewer tasks run than ECS wants. Needs Container Insights. @default true */
  missingTasks: flag("Choose true unless cluster.containerInsights is disabled.").default(true),
  /** Minutes without a break in which tasks are missing; longer than a task takes to start. @default 10 */
  missingTasksMinutes: wholeBetween(1, 60, {
    kind: "a number of minutes",
    remedy: "Choose more than a task takes to start.",
  }).default(10),
});

export type AlarmSettings = z.output<typeof alarms>;

/**
 * Who hears of alarms, by a topic of SNS, and the alarm of the load balancer that all services share (0.20 US$ a month).
 * The topic itself costs cents.
 */
export const alerts = section({
  /**
   * Each gets a message with a link, and hears nothing until the link was followed. A link that nobody follows for two
   * days is void; the next apply sends another.
   */
  emails: listOf(text(email), {
    kind: "a list of e-mail addresses",
    allowed: "a list with one address or more",
    remedy: 'Write ["on-call@example.com"] here.',
  }),
  /**
   * Percent of a minute's requests that the load balancer itself may answer with 5xx, as no task took or answered them.
   * @default 5
   */
  balancerErrorPercent: errorPercent.default(5),
  /** Minutes with fewer requests are not judged. @default 20 */
  minimumRequests: minimumRequests.default(20),
  ...window,
});

export type AlertSettings = z.output<typeof alerts>;
