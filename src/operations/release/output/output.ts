import { styleText } from "node:util";
import { formatElapsed } from "./duration";
import type { Plan } from "../plan/plan";
import { formatPlan } from "./plan-text";
import { progress } from "./progress";
import { formatProgress, frame, type Paint } from "./progress-text";
import type { ServiceReference } from "../target/service-reference";
import type { DeploymentView } from "../service/snapshot";
import type { StatusReport } from "./status-report";
import { formatStatus } from "./status-text";

/** How a command speaks: results to standard output, everything on the way to standard error. */
export interface Output {
  plan(plan: Plan): void;
  status(report: StatusReport): void;
  /** A sentence on the way. */
  note(message: string): void;
  /** One look at a deployment; says what is new, or that AWS does not answer. */
  look(service: ServiceReference, course: DeploymentView | undefined, elapsed: number, trouble?: string): void;
  /** The last word. */
  result(exitCode: number, message: string, details?: Readonly<Record<string, unknown>>): void;
}

export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

export function createOutput(json: boolean, streams: Streams = process): Output {
  if (json) return jsonOutput(streams);
  return streams.stderr.isTTY === true ? terminalOutput(streams) : plainOutput(streams);
}

/** One JSON object per line, all on standard output: "type" tells them apart, "result" is the last. */
function jsonOutput({ stdout }: Streams): Output {
  const line = (type: string, value: object) => stdout.write(`${JSON.stringify({ type, ...value })}\n`);
  let before: DeploymentView | undefined;
  return {
    plan: (plan) => line("plan", plan),
    status: (report) => line("status", report),
    note: (message) => line("note", { message }),
    look: (_service, course, elapsed, trouble) => {
      const at = { elapsedSeconds: Math.round(elapsed / 1000) };
      if (course !== undefined)
        for (const { type, ...news } of progress(before, course)) line(type, { ...at, ...news });
      if (trouble !== undefined) line("trouble", { ...at, message: trouble });
      before = course;
    },
    result: (exitCode, message, details) => line("result", { exitCode, message, ...details }),
  };
}

function plainOutput({ stdout, stderr }: Streams): Output {
  let before: DeploymentView | undefined;
  let said: string | undefined;
  return {
    plan: (plan) => stdout.write(formatPlan(plan)),
    status: (report) => stdout.write(formatStatus(report)),
    note: (message) => stderr.write(`${message}\n`),
    look: (service, course, elapsed, trouble) => {
      const at = formatElapsed(elapsed);
      const news = course === undefined ? [] : progress(before, course);
      for (const one of news) stderr.write(`${at} ${formatProgress(one, service)}\n`);
      // The same trouble every second is said once.
      if (trouble !== undefined && trouble !== said) stderr.write(`${at} ${trouble}\n`);
      said = trouble;
      before = course;
    },
    result: (_exitCode, message) => stdout.write(`${message}\n`),
  };
}

/** Redraws a picture of the deployment in place. */
function terminalOutput({ stdout, stderr }: Streams): Output {
  let drawn = 0;
  const draw = (lines: readonly string[]) => {
    const clear = drawn === 0 ? "" : `\u001B[${drawn}A\u001B[J`;
    // Without wrapping, a long line is cut by the terminal and a picture of n lines stays n lines high.
    stderr.write(`${clear}\u001B[?7l${lines.map((line) => `${line}\n`).join("")}\u001B[?7h`);
    drawn = lines.length;
  };
  return {
    plan: (plan) => stdout.write(formatPlan(plan)),
    status: (report) => stdout.write(formatStatus(report)),
    note: (message) => {
      drawn = 0;
      stderr.write(`${message}\n`);
    },
    look: (service, course, elapsed, trouble) => {
      draw(course === undefined ? [trouble ?? ""] : frame(course, service, elapsed, terminalPaint(), trouble));
    },
    result: (_exitCode, message) => stdout.write(`${message}\n`),
  };
}

/** https://no-color.org */
export function terminalPaint(): Paint {
  const plain = (process.env["NO_COLOR"] ?? "") !== "";
  return (format, text) => (plain ? text : styleText(format, text));
}
