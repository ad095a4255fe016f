import {
  waitsFor,
  type DeploymentView,
  type DeploymentSnapshot,
  type TaskSetState,
  type Wait,
} from "../service/snapshot";

/** One thing that happened between two looks at a deployment. */
export type Progress =
  | { readonly type: "deployment"; readonly deployment: string; readonly status: string; readonly message?: string }
  | {
      readonly type: "event";
      readonly deployment: string;
      readonly event: string;
      readonly status: string;
      readonly message?: string;
    }
  | { readonly type: "tasks"; readonly deployment: string; readonly taskSet: TaskSetState }
  | { readonly type: "traffic"; readonly deployment: string; readonly original: number; readonly replacement: number }
  | { readonly type: "waiting"; readonly deployment: string; readonly for: Wait }
  | { readonly type: "rollback"; readonly deployment: string; readonly message?: string };

const beginnings = new Set(["Created", "Queued", "InProgress"]);

/** What a reader has to be told when `next` follows `previous`; nothing twice, nothing left out that `next` shows. */
export function progress(previous: DeploymentView | undefined, next: DeploymentView): Progress[] {
  const { rollback } = next;
  return [
    ...steps(previous?.deployment, next.deployment),
    ...(rollback === undefined
      ? []
      : [
          ...(previous?.rollback === undefined ? [started(rollback, next.deployment)] : []),
          ...steps(previous?.rollback, rollback),
        ]),
  ];
}

function started(rollback: DeploymentSnapshot, failed: DeploymentSnapshot): Progress {
  const message = failed.rollbackMessage;
  return { type: "rollback", deployment: rollback.id, ...(message !== undefined && { message }) };
}

function steps(previous: DeploymentSnapshot | undefined, next: DeploymentSnapshot): Progress[] {
  const deployment = next.id;
  const reported: Progress[] = [];
  const waits = waitsFor(next);
  for (const { name, status, message } of next.events) {
    const before = previous?.events.find((event) => event.name === name);
    if (status === "Pending" || before?.status === status) continue;
    reported.push({ type: "event", deployment, event: name, status, ...(message !== undefined && { message }) });
  }
  for (const taskSet of next.taskSets) {
    const before = previous?.taskSets.find(({ role }) => role === taskSet.role);
    if (before === undefined || tasksDiffer(before, taskSet)) reported.push({ type: "tasks", deployment, taskSet });
  }
  const traffic = trafficOf(next);
  const before = previous && trafficOf(previous);
  if (traffic && (before?.original !== traffic.original || before.replacement !== traffic.replacement)) {
    reported.push({ type: "traffic", deployment, ...traffic });
  }
  if (previous?.status !== next.status) {
    const message = next.error?.message;
    const status: Progress = { type: "deployment", deployment, status: next.status, ...(message && { message }) };
    // A status that begins something comes before the events it brings; any other is the last word on them.
    if (beginnings.has(next.status)) reported.unshift(status);
    else reported.push(status);
  }
  if (waits !== undefined && (previous === undefined || waitsFor(previous) !== waits)) {
    reported.push({ type: "waiting", deployment, for: waits });
  }
  return reported;
}

function tasksDiffer(before: TaskSetState, after: TaskSetState): boolean {
  return before.desired !== after.desired || before.running !== after.running || before.pending !== after.pending;
}

/** Percent of production traffic per task set, once CodeDeploy names them. */
export function trafficOf({ taskSets }: DeploymentSnapshot): { original: number; replacement: number } | undefined {
  if (taskSets.length === 0) return undefined;
  const of = (role: TaskSetState["role"]) => taskSets.find((set) => set.role === role)?.weight ?? 0;
  return { original: of("original"), replacement: of("replacement") };
}
