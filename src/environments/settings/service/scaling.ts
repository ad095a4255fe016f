import type { z } from "zod";
import { namedBy, section, text, whole, wholeBetween, type Rule } from "../rule";

const percent = wholeBetween(1, 100, {
  kind: "a utilization to hold",
  unit: "percent",
  remedy: "50 to 70 leave room for the minutes in which new tasks start.",
});

const limit = whole({
  kind: "a limit of scaling",
  allowed: "a whole number of tasks, 0 or more",
  remedy: "Choose 2 or more to survive the loss of a zone.",
  test: (count) => count >= 0,
});

const cooldown = wholeBetween(0, 3600, {
  kind: "a pause between two scalings",
  unit: "seconds",
  remedy: "Choose a little more than a task takes to start and to take its share.",
});

const field = "[0-9A-Z*,/#-]+";
const dayField = "([0-9A-Z*,/#-]+|\\?)";

/**
 * EventBridge's cron, not Unix's: with a year, and with "?" for the one of the two days that is left open.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
const cron: Rule<string> = {
  kind: "a recurring time",
  allowed: "minutes hours day-of-month month day-of-week year, one of the two days a ?",
  remedy: 'Write it without cron( ), such as "0 8 ? * MON-FRI *".',
  test: (expression) => {
    if (!new RegExp(`^${field} ${field} ${dayField} ${field} ${dayField} ${field}$`).test(expression)) return false;
    return expression.split(" ").filter((part) => part === "?").length === 1;
  },
};

const timezone: Rule<string> = {
  kind: "a time zone",
  allowed: "an area and a place of the IANA database",
  remedy: 'Choose one such as "Asia/Tokyo", or "Etc/UTC".',
  test: (name) => /^[A-Z]\w*(\/[\w+-]+)+$/.test(name) && isTimeZone(name),
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const scheduleName: Rule<string> = {
  kind: "a name for a schedule",
  allowed: "up to 24 lower-case letters, digits and single hyphens between them, a letter first",
  remedy: 'Choose a name such as "morning".',
  test: (name) => name.length <= 24 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name),
};

/**
 * Limits from a time on, until another schedule's time comes. One that gives neither goes back to those of scaling. Where
 * there are schedules, limits that change here hold from the next schedule's time on: an apply never undoes a schedule.
 */
const schedule = section({
  /** When the limits begin to hold, each time: minutes hours day-of-month month day-of-week year. */
  cron: text(cron),
  /** The time zone of `cron`. @default "Etc/UTC" */
  timezone: text(timezone).default("Etc/UTC"),
  /** 0 stops the service, on Fargate alone: with the compute fargate-spot or ec2 it may not come back. @default scaling.min */
  min: limit.optional(),
  /** The greatest number of tasks from then on. @default scaling.max */
  max: limit.optional(),
});

/**
 * How the number of tasks follows the load: a target for one figure or for several, of which the one that asks for most
 * tasks wins, and limits that change by the clock. Free of charge but for the alarms that AWS makes for each target, at
 * 0.10 US$ a month for each metric they watch: 0.20 for cpu or memory, 0.40 for requests. Tasks cost what they cost.
 * A release suspends it while traffic shifts. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 */
export const scaling = section({
  /** No lack of load leads to fewer tasks. 1 or more with the compute fargate-spot or ec2 (containers-roadmap 1580). */
  min: limit,
  /** No load leads to more: what the service costs at most, twice in a deployment. */
  max: limit,
  /** Average use of the tasks' CPU to hold. @default not looked at */
  cpuPercent: percent.optional(),
  /** Average use of the tasks' memory to hold. Many programs never give memory back: then it never scales in. @default not looked at */
  memoryPercent: percent.optional(),
  /** Requests that one task gets in a minute, to hold. @default not looked at */
  requestsPerTargetPerMinute: wholeBetween(1, 10_000_000, {
    kind: "a number of requests",
    unit: "requests per task and minute",
    remedy: "Choose about two thirds of what a task bears in a load test.",
  }).optional(),
  /** Seconds after removing tasks before more are removed. @default 300 */
  scaleInCooldownSeconds: cooldown.default(300),
  /** Seconds in which the tasks that were added last count as already there. @default 60 */
  scaleOutCooldownSeconds: cooldown.default(60),
  /** By name. The name is part of Terraform addresses. @default none */
  schedules: namedBy(scheduleName, schedule, {
    kind: "an object with schedules",
    allowed: "an object with schedules by name",
    remedy: "Write { morning: { ... } } here, or leave it out.",
  }).default({}),
});

export type ScalingSettings = z.output<typeof scaling>;
