import type { Problem } from "../../lib/problem";
import { scheduledLimits, type TaskLimits } from "../../lib/aws/task-limits";
import type { PartialSettings } from "../settings/partial-settings";
import type { Compute } from "../settings/service/compute";
import type { ScalingSettings } from "../settings/service/scaling";

/** What of a service decides how many tasks it has. */
export interface ServiceToScale {
  readonly desiredCount: number;
  readonly scaling?: ScalingSettings | undefined;
  readonly compute?: Compute | undefined;
}

export interface SettingsOfScaling {
  readonly services: Readonly<Record<string, ServiceToScale>>;
}

/** What the limits of scaling must be to each other, and to the number of tasks that the service begins with. */
export function* scalingProblems({ services }: PartialSettings<SettingsOfScaling>): Generator<Problem> {
  for (const [key, service] of Object.entries(services ?? {})) {
    const scaling = service?.scaling;
    if (scaling === undefined) continue;
    const path = ["services", key, "scaling"];
    yield* somethingScales(path, scaling);
    yield* neverWithoutTasks(path, scaling, service?.compute?.type);
    const { min, max } = scaling;
    if (min === undefined || max === undefined) continue;
    if (min > max) {
      yield above([...path, "min"], min, "scaling.max", max);
      continue;
    }
    yield* beginsWithin(["services", key, "desiredCount"], service?.desiredCount, min, max);
    for (const [name, schedule] of Object.entries(scaling.schedules ?? {})) {
      const limits = scheduledLimits(schedule ?? {}, { min, max });
      if (limits.min <= limits.max) continue;
      const at = [...path, "schedules", name];
      if (schedule?.min === undefined) yield below([...at, "max"], limits);
      else yield above([...at, "min"], schedule.min, otherLimit(schedule), limits.max);
    }
  }
}

const targets = ["cpuPercent", "memoryPercent", "requestsPerTargetPerMinute"] as const;

/** Settings that are there but wrong count: their own problems are reported. */
function* somethingScales(path: readonly string[], scaling: PartialSettings<ScalingSettings>): Generator<Problem> {
  if (targets.some((target) => target in scaling)) return;
  if (scaling.schedules === undefined || Object.keys(scaling.schedules).length > 0) return;
  yield {
    path,
    explanation: {
      fault: "nothing scales the service",
      allowed: `at least one of ${targets.join(", ")}, schedules`,
      remedy: "Add cpuPercent: 60, or remove scaling.",
    },
  };
}

/**
 * Under CODE_DEPLOY a service with capacity providers was seen to place no task when its number went from 0 to 1
 * (containers-roadmap 1580, on instances), or to place Spot's tasks on demand (695). Nobody reported since that this is over.
 */
function* neverWithoutTasks(
  path: readonly string[],
  { min, schedules }: PartialSettings<ScalingSettings>,
  compute: Compute["type"] | undefined,
): Generator<Problem> {
  if (compute === undefined || compute === "fargate") return;
  const limits = Object.entries(schedules ?? {}).map(
    ([name, schedule]) => [[...path, "schedules", name, "min"], schedule?.min] as const,
  );
  for (const [at, limit] of [[[...path, "min"], min] as const, ...limits]) {
    if (limit !== 0) continue;
    yield {
      path: at,
      explanation: {
        fault: `0 tasks of a service with the compute ${compute}, which may not come back from 0`,
        allowed: "1 or more",
        remedy: 'Write 1, or choose the compute { type: "fargate" }.',
      },
    };
  }
}

function* beginsWithin(
  path: readonly string[],
  desiredCount: number | undefined,
  min: number,
  max: number,
): Generator<Problem> {
  if (desiredCount === undefined || (min <= desiredCount && desiredCount <= max)) return;
  yield {
    path,
    explanation: {
      fault: `${desiredCount} is outside of scaling.min and scaling.max`,
      allowed: `${min} to ${max}`,
      remedy: "Begin within the limits: scaling would change the number at once.",
    },
  };
}

function above(path: readonly string[], min: number, other: string, max: number): Problem {
  return {
    path,
    explanation: {
      fault: `${min} is more than ${other}`,
      allowed: `0 to ${max}`,
      remedy: "Lower it, or raise max.",
    },
  };
}

function otherLimit({ max }: { readonly max?: number | undefined }): string {
  return max === undefined ? "scaling.max, which holds where the schedule gives no max" : "max of the schedule";
}

/** A schedule that lowers max alone has to lower min too: else its min is that of scaling. */
function below(path: readonly string[], { min, max }: TaskLimits): Problem {
  return {
    path,
    explanation: {
      fault: `${max} is less than scaling.min, which holds where the schedule gives no min`,
      allowed: `${min} or more`,
      remedy: "Raise it, or give the schedule a min.",
    },
  };
}
