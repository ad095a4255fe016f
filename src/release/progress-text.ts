import { styleText } from "node:util";
import { formatElapsed } from "./duration";
import type { Progress } from "./progress";
import { waitsFor, type Course, type DeploymentSnapshot, type TaskSetState, type Wait } from "./snapshot";

const barWidth = 20;

/** Twenty blocks, as many of them full as the weight asks for. Only 0 % is empty and only 100 % is full. */
export function bar(weight: number): string {
  const exact = Math.round((weight / 100) * barWidth);
  const full = weight <= 0 ? 0 : weight >= 100 ? barWidth : Math.min(barWidth - 1, Math.max(1, exact));
  return "█".repeat(full) + "░".repeat(barWidth - full);
}

/** What a waiting deployment waits for and how to cut it short. */
export function formatWait(wait: Wait, environment: string): string {
  return wait === "traffic"
    ? `waits before production traffic shifts. Shift it: npm run release -- ${environment} --continue`
    : `waits before the original tasks stop; until then a rollback is instant. Stop them: npm run release -- ${environment} --terminate`;
}

/** One line per thing that happened, for logs. */
export function formatProgress(progress: Progress, environment: string): string {
  switch (progress.type) {
    case "status":
      return `${progress.deployment} ${progress.status}${suffix(progress.message)}`;
    case "event":
      return `${progress.event} ${progress.status}${suffix(progress.message)}`;
    case "tasks":
      return `tasks ${name(progress.taskSet)}: ${tasks(progress.taskSet)}`;
    case "traffic":
      return `traffic ${bar(progress.replacement)} original ${progress.original} %, replacement ${progress.replacement} %`;
    case "waiting":
      return `${progress.deployment} ${formatWait(progress.for, environment)}`;
    case "rollback":
      return `rolling back with ${progress.deployment}${suffix(progress.message)}`;
  }
}

function suffix(message: string | undefined): string {
  return message === undefined || message === "" ? "" : `: ${message}`;
}

/** A picture of the moment, redrawn in place on a terminal. */
export function frame(course: Course, environment: string, elapsed: number, note?: string): string[] {
  const { deployment, rollback } = course;
  return [
    ...picture(deployment, environment, formatElapsed(elapsed)),
    ...(rollback === undefined ? [] : picture(rollback, environment, "rollback")),
    ...(note === undefined ? [] : [paint("yellow", note)]),
  ];
}

function picture(snapshot: DeploymentSnapshot, environment: string, remark: string): string[] {
  const waits = waitsFor(snapshot);
  return [
    `${paint("bold", snapshot.id)}  ${snapshot.status}  ${remark}  ${paint("dim", snapshot.config)}`,
    `  ${snapshot.events.map(({ name: event, status }) => `${symbol(status)} ${event}`).join("  ")}`,
    ...snapshot.taskSets.map(
      (set) =>
        `  ${name(set).padEnd(22)} ${paint(set.colour ?? "dim", bar(set.weight))} ${String(set.weight).padStart(3)} %  ${tasks(set)}`,
    ),
    ...(waits === undefined ? [] : [`  ${formatWait(waits, environment)}`]),
  ];
}

function symbol(status: string): string {
  switch (status) {
    case "Succeeded":
      return paint("green", "✔");
    case "InProgress":
      return paint("cyan", "●");
    case "Failed":
      return paint("red", "✘");
    case "Skipped":
      return paint("dim", "–");
    default:
      return paint("dim", "○");
  }
}

/** Frames are drawn on terminals alone, so the stream need not be asked again. */
function paint(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}

function name({ colour, targetGroup, role }: TaskSetState): string {
  return `${colour ?? targetGroup} (${role})`;
}

function tasks({ running, desired, pending }: TaskSetState): string {
  return `${running} of ${desired} running${pending > 0 ? `, ${pending} pending` : ""}`;
}
