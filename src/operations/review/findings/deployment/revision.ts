import { commandLine } from "../../../../lib/command-line";
import { diff, formatChange } from "../../../../release-contract/revision-diff";
import type { RevisionContent } from "../../../../release-contract/revision-content";
import type { Change } from "../../plan/change";
import { about, type Finding } from "../../finding";
import { changesOf, type Subject } from "../../plan/subject";
import { isRecord, type Values } from "../../plan/values";

/** A task definition in Terraform is a template; nobody deploys by applying it. */
export function revisionFindings(subject: Subject): readonly Finding[] {
  return changesOf(subject, "aws_ecs_task_definition")
    .filter(({ action }) => action === "replace" || action === "update")
    .map((change) => ({
      id: "revision-registered",
      severity: "note",
      ...about(change),
      what: "A new revision of the task definition is registered. Nothing runs it until a release.",
      why: "Under CODE_DEPLOY an apply starts no tasks: what is merged here is not what is live.",
      todo: `Release afterwards (\`${commandLine("release")}\`), or expect this change in the next release.`,
      details: containerDifference(change),
    }));
}

/** Containers are matched by name; values of environment variables and of what else can hold a secret never appear. */
export function containerDifference(change: Change): readonly string[] {
  const own = ["cpu", "memory"] as const;
  const sizes = own
    .filter((name) => change.changed.includes(name))
    .map((name) => `${name}: ${String(change.before[name])} -> ${String(change.after[name])}`);
  if (!change.changed.includes("container_definitions")) return sizes;
  if (change.unknown.has("container_definitions")) return [...sizes, "containers: known only after the apply"];
  const [before, after] = [containers(change.before), containers(change.after)];
  if (before === undefined || after === undefined) return [...sizes, "containers: changed, not shown"];
  return [...sizes, ...diff(before, after).map(formatChange)];
}

function containers(values: Values): RevisionContent | undefined {
  const text = values["container_definitions"];
  if (typeof text !== "string") return undefined;
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list) || !list.every(isRecord)) return undefined;
    return { family: undefined, containerDefinitions: list };
  } catch {
    return undefined;
  }
}
