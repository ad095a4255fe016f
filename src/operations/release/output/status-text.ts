import { deployCommand } from "../../../lib/command-line";
import { formatChange } from "../../../release-contract/revision-diff";
import { shortImage } from "../image-tags/image";
import { bar, formatWait } from "./progress-text";
import type { ListenerState } from "../service/listeners";
import { fileOf, type RetainedPart } from "../service/retained";
import { commandLine } from "../target/service-reference";
import type { PastDeployment } from "../deployment/past-deployments";
import type { StatusReport } from "./status-report";

/** A report for a person. */
export function formatStatus(report: StatusReport): string {
  const { live, tasks, listeners, taskSets, deployments } = report;
  const lines = [
    `${report.environment}: service ${report.service} in cluster ${report.cluster}, account ${report.account}, ${report.region}`,
    "",
    `  live        ${live.colour ?? "neither colour"}, ${live.revision}${live.image === null ? "" : `, ${shortImage(live.image)}`}`,
    `  tasks       ${tasks.desired} wanted, ${tasks.running} running${tasks.pending > 0 ? `, ${tasks.pending} pending` : ""}`,
    ...taskSets.map(
      (set) =>
        `              ${(set.colour ?? "?").padEnd(5)} ${set.revision}  ${set.status}  ${set.running} of ${set.desired} running`,
    ),
    ...controllerLines(report.deploymentController),
    ...listenerLines("production", listeners.production),
    ...listenerLines("test", listeners.test),
    ...deploymentLines(report),
    ...scalingLines(report),
    ...undeliveredLines(report),
    ...retainedLines(report),
    ...(deployments.length === 0
      ? ["  releases    none yet"]
      : deployments.map((one, index) => `  ${index === 0 ? "releases  " : "          "}  ${pastLine(one)}`)),
    ...unknownLines(deployments),
  ];
  return `${lines.join("\n")}\n`;
}

function controllerLines({ type, finding }: StatusReport["deploymentController"]): string[] {
  if (finding === null) return [];
  return [`  controller  ${type}`, `              ${finding.problem}`, `              ${finding.remedy}`];
}

function listenerLines(name: string, { port, weights }: ListenerState): string[] {
  const title = `${name}${port === null ? "" : ` :${port}`}`.padEnd(18);
  return weights.length === 0
    ? [`  ${title} does not forward to a target group`]
    : weights.map(
        ({ colour, targetGroup, percent }, index) =>
          `  ${index === 0 ? title : "".padEnd(18)} ${bar(percent)} ${String(percent).padStart(3)} %  ${colour ?? targetGroup}`,
      );
}

function deploymentLines(report: StatusReport): string[] {
  const { deployment } = report;
  if (deployment === null) return ["  deployment  none is running"];
  const current = deployment.events.find(({ status }) => status === "InProgress");
  const at = current === undefined ? "" : `, at ${current.name}`;
  return [
    `  deployment  ${deployment.id} ${deployment.status}${at}, ${deployment.config}`,
    ...(deployment.waitsFor === null ? [] : [`              ${formatWait(deployment.waitsFor, report)}`]),
  ];
}

function scalingLines(report: StatusReport): string[] {
  const { scaling } = report;
  if (scaling === null) return ["  scaling     none: the number of tasks is fixed"];
  const { suspension, scaleInSuspended, scaleOutSuspended } = scaling;
  const suspended = [...(scaleInSuspended ? ["in"] : []), ...(scaleOutSuspended ? ["out"] : [])].join(" and ");
  const range = `${scaling.minimum} to ${scaling.maximum} tasks`;
  const state = suspended === "" ? "active" : `scaling ${suspended} is suspended`;
  if (suspension === null) return [`  scaling     ${range}, ${state}`];
  const why = suspension.leftBehind
    ? `left behind by a release that ended early. Restore it: ${commandLine("release", report, "--resume-scaling")}`
    : "for the running deployment";
  return [`  scaling     ${range}, ${state} since ${suspension.since} by ${suspension.by}`, `              ${why}`];
}

function undeliveredLines(report: StatusReport): string[] {
  const { changes, placement, notices, declaredRevision } = report.undelivered;
  if (changes.length === 0 && placement.length === 0 && notices.length === 0) {
    return ["  Terraform   declares nothing that is not running"];
  }
  return [
    `  Terraform   declares ${declaredRevision}; not carried out yet (${commandLine("release", report)}):`,
    ...changes.map((change) => `              ${formatChange(change)}`),
    ...placement.map(({ what, from, to }) => `              ${what}: ${from} -> ${to}`),
    ...notices.map((notice) => `              ${notice}`),
  ];
}

/** Each reason once: it is often the same for all. */
function unknownLines(deployments: readonly PastDeployment[]): string[] {
  const reasons = new Set(deployments.flatMap(({ revisionUnknown }) => revisionUnknown ?? []));
  return [...reasons].map((reason) => `              revision unknown: ${reason}`);
}

function retainedLines(report: StatusReport): string[] {
  const { environment, retained } = report;
  if (retained.length === 0) return [];
  const list = (parts: readonly RetainedPart[], ids: (part: RetainedPart) => readonly string[]) =>
    parts.map((part) => `${part.what} ${ids(part).join(", ")}`).join("; ");
  const used = retained.filter(({ inUse }) => inUse.length > 0);
  const removal = `remove retained from ${fileOf(environment)} and deploy: ${deployCommand(environment)}`;
  if (used.length === 0) {
    return [
      `  retained    ${list(retained, (part) => part.retained)}: no task of this service uses them any longer`,
      `              once no other service does, ${removal}`,
    ];
  }
  return [
    `  retained    ${list(used, ({ inUse }) => inUse)}: still used by tasks of this service`,
    `              release (${commandLine("release", report)}), wait until the original tasks have stopped, then ${removal}`,
  ];
}

function pastLine(one: PastDeployment): string {
  const when = one.createdAt === null ? "" : one.createdAt.slice(0, 16).replace("T", " ");
  const by = one.creator === "user" ? "" : `, by ${one.creator}`;
  const why = one.message === null ? "" : `: ${one.message}`;
  return `${when}  ${one.id}  ${one.status.padEnd(9)}  ${one.revision ?? "revision unknown"}${by}${why}`;
}
