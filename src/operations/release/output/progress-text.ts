import { formatElapsed } from "./duration";
import type { Progress } from "./progress";
import { commandLine, type ServiceReference } from "../target/service-reference";
import {
  eventStatus,
  waitsFor,
  type DeploymentView,
  type DeploymentSnapshot,
  type TaskSetState,
  type Wait,
} from "../service/snapshot";

const barWidth = 20;

/** Twenty blocks, as many of them full as the weight asks for. Only 0 % is empty and only 100 % is full. */
export function bar(weight: number): string {
  const exact = Math.round((weight / 100) * barWidth);
  const full = weight <= 0 ? 0 : weight >= 100 ? barWidth : Math.min(barWidth - 1, Math.max(1, exact));
  return "█".repeat(full) + "░".repeat(barWidth - full);
}

/** What a waiting deployment waits for, and how to cut the wait short. */
function waitLines(wait: Wait, service: ServiceReference): readonly [string, string] {
  return wait === "traffic"
    ? ["waits before production traffic shifts.", `Shift it: ${commandLine("release", service, "--continue")}`]
    : [
        "waits before the original tasks stop; until then a rollback is instant.",
        `Stop them: ${commandLine("release", service, "--terminate")}`,
      ];
}

export function formatWait(wait: Wait, service: ServiceReference): string {
  return waitLines(wait, service).join(" ");
}

/** One line per thing that happened, for logs. */
export function formatProgress(progress: Progress, service: ServiceReference): string {
  switch (progress.type) {
    case "deployment":
      return `${progress.deployment} ${progress.status}${suffix(progress.message)}`;
    case "event":
      return `${progress.event} ${progress.status}${suffix(progress.message)}`;
    case "tasks":
      return `tasks ${name(progress.taskSet)}: ${tasks(progress.taskSet)}`;
    case "traffic":
      return `traffic ${bar(progress.replacement)} original ${progress.original} %, replacement ${progress.replacement} %`;
    case "waiting":
      return `${progress.deployment} ${formatWait(progress.for, service)}`;
    case "rollback":
      return `rolling back with ${progress.deployment}${suffix(progress.message)}`;
  }
}

function suffix(message: string | undefined): string {
  return message === undefined || message === "" ? "" : `: ${message}`;
}

/** Colours a text, or leaves it as it is. */
export type Paint = (format: "bold" | "dim" | "red" | "green" | "yellow" | "blue" | "cyan", text: string) => string;

/** A picture of the moment, redrawn in place on a terminal. */
export function frame(
  course: DeploymentView,
  service: ServiceReference,
  elapsed: number,
  paint: Paint,
  trouble?: string,
): string[] {
  const { deployment, rollback } = course;
  return [
    ...picture(deployment, service, formatElapsed(elapsed), paint),
    ...(rollback === undefined ? [] : picture(rollback, service, "rollback", paint)),
    ...(trouble === undefined ? [] : [paint("yellow", trouble)]),
  ];
}

/** Lifecycle events by what they are about: the replacement itself, the test listener, the production listener. */
const eventRows = [
  ["BeforeInstall", "Install", "AfterInstall"],
  ["AllowTestTraffic", "AfterAllowTestTraffic"],
  ["BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"],
] as const;

function picture(snapshot: DeploymentSnapshot, service: ServiceReference, remark: string, paint: Paint): string[] {
  const waits = waitsFor(snapshot);
  const rows = eventRows.map((row) => row.flatMap((event) => eventText(snapshot, event, paint)).join("  "));
  return [
    `${paint("bold", snapshot.id)}  ${snapshot.status}  ${remark}  ${paint("dim", snapshot.config)}`,
    ...rows.filter((row) => row !== "").map((row) => `  ${row}`),
    ...snapshot.taskSets.map((set) => `  ${taskSetText(set, paint)}`),
    ...(waits === undefined ? [] : waitLines(waits, service).map((line) => `  ${line}`)),
  ];
}

function eventText(snapshot: DeploymentSnapshot, event: string, paint: Paint): string[] {
  const status = eventStatus(snapshot, event);
  return status === undefined ? [] : [`${symbol(status, paint)} ${event}`];
}

function taskSetText(set: TaskSetState, paint: Paint): string {
  const weight = `${String(set.weight).padStart(3)} %`;
  return `${name(set).padEnd(20)} ${paint(set.colour ?? "dim", bar(set.weight))} ${weight}  ${tasks(set)}`;
}

function symbol(status: string, paint: Paint): string {
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

function name({ colour, targetGroup, role }: TaskSetState): string {
  return `${colour ?? targetGroup} (${role})`;
}

function tasks({ running, desired, pending }: TaskSetState): string {
  return `${running} of ${desired} running${pending > 0 ? `, ${pending} pending` : ""}`;
}
