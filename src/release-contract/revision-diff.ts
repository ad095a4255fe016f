import { isDeepStrictEqual } from "node:util";
import { listKeys, normalize, type RevisionContent } from "./revision-content";

/** One difference between two revisions. Values appear where they can hold no secret. */
export interface Change {
  /** From the outside in: ["container web", "environment LOG_LEVEL"]. */
  readonly path: readonly string[];
  readonly kind: "added" | "removed" | "changed";
  readonly from?: string;
  readonly to?: string;
}

/** Names that a reader finds in the plan before the key of a list's element. */
const elementNames: Readonly<Record<string, string>> = {
  containerDefinitions: "container",
  environment: "environment",
  portMappings: "port",
  secrets: "secret",
  tags: "tag",
  volumes: "volume",
};

/**
 * Fields whose values are shown. A list of what is shown, not of what is hidden: environment variables, commands,
 * labels and log options can hold a secret, and so can a field that AWS adds tomorrow.
 */
const shown = new Set([
  "appProtocol",
  "condition",
  "containerPath",
  "containerPort",
  "cpu",
  "cpuArchitecture",
  "essential",
  "executionRoleArn",
  "family",
  "hardLimit",
  "hostPort",
  "image",
  "initProcessEnabled",
  "interval",
  "ipcMode",
  "logDriver",
  "memory",
  "memoryReservation",
  "networkMode",
  "operatingSystemFamily",
  "pidMode",
  "privileged",
  "protocol",
  "pseudoTerminal",
  "readOnly",
  "readonlyRootFilesystem",
  "retries",
  "sizeInGiB",
  "softLimit",
  "sourceVolume",
  "startPeriod",
  "startTimeout",
  "stopTimeout",
  "taskRoleArn",
  "timeout",
  "user",
]);

const freeForm = new Set(["dockerLabels", "driverOpts", "labels", "options"]);

/** Lists whose elements are named by their key alone. */
const opaqueLists = new Set(["environment", "secrets", "secretOptions", "environmentFiles", "extraHosts", "tags"]);

/** What separates two contents of a task definition, containers matched by name, in the order of their names. */
export function diff(before: RevisionContent, after: RevisionContent): Change[] {
  return compareObjects([], normalize(before), normalize(after));
}

function compareObjects(path: readonly string[], before: unknown, after: unknown): Change[] {
  return keysOf(before, after).flatMap((key) => compareFields(path, key, valueOf(before, key), valueOf(after, key)));
}

function compareFields(path: readonly string[], field: string, before: unknown, after: unknown): Change[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (field in listKeys) return compareLists(path, field, before, after);
  const inner = [...path, field];
  // Free-form maps (labels, log options, driver options) are shown by their keys, whatever these are called.
  if (isRecord(before) && isRecord(after)) {
    return freeForm.has(field)
      ? keysOf(before, after).flatMap((key) => mark([...inner, key], before[key], after[key], false))
      : compareObjects(inner, before, after);
  }
  return mark(inner, before, after, shown.has(field));
}

/** A list that appears or vanishes as a whole still names its elements. */
function compareLists(path: readonly string[], list: string, before: unknown, after: unknown): Change[] {
  return keysOf(before, after).flatMap((key) => {
    const [old, now] = [valueOf(before, key), valueOf(after, key)];
    const inner = [...path, `${elementNames[list] ?? list} ${key}`];
    return isRecord(old) && isRecord(now) && !opaqueLists.has(list)
      ? compareObjects(inner, old, now)
      : mark(inner, old, now, false);
  });
}

function mark(path: readonly string[], before: unknown, after: unknown, visible: boolean): Change[] {
  if (isDeepStrictEqual(before, after)) return [];
  return [
    {
      path,
      kind: before === undefined ? "added" : after === undefined ? "removed" : "changed",
      ...(visible && isScalar(before) && { from: String(before) }),
      ...(visible && isScalar(after) && { to: String(after) }),
    },
  ];
}

function keysOf(before: unknown, after: unknown): string[] {
  const keys = [before, after].flatMap((value) => (isRecord(value) ? Object.keys(value) : []));
  return [...new Set(keys)].sort();
}

function valueOf(record: unknown, key: string): unknown {
  return isRecord(record) && Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** "container web, cpu: 128 -> 256", "container web, environment LOG_LEVEL: changed". */
export function formatChange({ path, kind, from, to }: Change): string {
  const where = path.join(", ");
  if (from !== undefined && to !== undefined) return `${where}: ${from} -> ${to}`;
  const value = from ?? to;
  return value === undefined ? `${where}: ${kind}` : `${where}: ${kind} (${value})`;
}
