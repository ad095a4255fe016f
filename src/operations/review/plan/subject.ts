import type { StackJson } from "../../../lib/terraform/stack-json";
import { type Change, type ConstructPaths, readChanges } from "./change";
import { constructPathsIn } from "./construct-paths";
import type { PlanJson, PriorResource } from "./plan-json";
import { readTraffic, type Traffic } from "../network/planned-traffic";

/** Everything that rules look at. */
export interface Subject {
  readonly plan: PlanJson;
  /** What was synthesized, where it is at hand. */
  readonly stack: StackJson | undefined;
  readonly constructPaths: ConstructPaths;
  /** What the plan would do, without what stays as it is. */
  readonly changes: readonly Change[];
  readonly changesByType: ReadonlyMap<string, readonly Change[]>;
  readonly changeAt: ReadonlyMap<string, Change>;
  /** What others changed since Terraform last looked. */
  readonly drift: readonly Change[];
  readonly priorByType: ReadonlyMap<string, readonly PriorResource[]>;
  readonly traffic: Traffic;
}

export function readSubject(plan: PlanJson, stack?: StackJson): Subject {
  const constructPaths: ConstructPaths = stack === undefined ? new Map() : constructPathsIn(stack);
  const changes = readChanges(plan.resourceChanges, constructPaths);
  return {
    plan,
    stack,
    constructPaths,
    changes,
    changesByType: byType(changes),
    changeAt: new Map(changes.map((change) => [change.address, change])),
    drift: readChanges(plan.resourceDrift, constructPaths),
    priorByType: byType(plan.priorResources),
    traffic: readTraffic(plan.priorResources),
  };
}

function byType<T extends { readonly type: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const ofType = found.get(one.type);
    if (ofType === undefined) found.set(one.type, [one]);
    else ofType.push(one);
  }
  return found;
}

/** Changes of these types. */
export function changesOf({ changesByType }: Subject, ...types: readonly string[]): readonly Change[] {
  return types.flatMap((type) => changesByType.get(type) ?? []);
}

/** What exists of these types now. */
export function priorOf({ priorByType }: Subject, ...types: readonly string[]): readonly PriorResource[] {
  return types.flatMap((type) => priorByType.get(type) ?? []);
}

/** The resource goes away, for good or to come back as another. */
export function isRemoved({ action }: Change): boolean {
  return action === "delete" || action === "replace";
}
