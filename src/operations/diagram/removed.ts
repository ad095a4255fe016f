import type { Block, StackJson } from "../../lib/terraform/stack-json";
import { type Change, readChanges } from "../review/plan/change";
import type { PlanJson } from "../review/plan/plan-json";
import type { ReviewedChange } from "../review/review";
import { isRecord, getString, type Values } from "../review/plan/values";

/** What Terraform calls a resource by what AWS calls it: ids, ARNs, and names of target groups, which a pair lists. */
export function addressesByAwsName(plan: PlanJson): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (address: string, type: string, values: unknown) => {
    const [id, arn, name] = [getString(values, "id"), getString(values, "arn"), getString(values, "name")];
    for (const one of [id, arn]) if (one !== undefined && unique.test(one)) found.set(one, address);
    if (type === "aws_lb_target_group" && name !== undefined) found.set(name, address);
  };
  for (const { address, type, before } of readChanges(plan.resourceChanges, new Map())) add(address, type, before);
  for (const { address, type, values } of plan.priorResources) add(address, type, values);
  return found;
}

/** Other ids are names, which resources of different types share. */
const unique = /^(arn:.+|[a-z]+-[0-9a-f]{8,})$/;

/** Neither in a module nor one of several: this project declares no other. */
const plainAddress = /^([a-z]\w*)\.([A-Za-z_][\w-]*)$/;

/**
 * The stack with what the plan takes away, as it was declared: where Terraform knows an id, the declaration had a
 * reference. Without the plan only the addresses are known.
 */
export function withRemoved(
  stack: StackJson,
  changes: readonly ReviewedChange[],
  plan: PlanJson | undefined,
  addressOf: ReadonlyMap<string, string>,
): StackJson {
  const before = new Map(
    (plan === undefined ? [] : readChanges(plan.resourceChanges, new Map())).map((one: Change) => [
      one.address,
      one.before,
    ]),
  );
  const resource: Record<string, Record<string, Block>> = { ...stack.resource };
  for (const { address, action } of changes) {
    const [, type, id] = plainAddress.exec(address) ?? [];
    if ((action !== "delete" && action !== "forget") || type === undefined || id === undefined) continue;
    if (stack.resource[type]?.[id] !== undefined) continue;
    resource[type] = { ...resource[type], [id]: asDeclared(before.get(address) ?? {}, addressOf) };
  }
  return { ...stack, resource };
}

function asDeclared(values: Values, addressOf: ReadonlyMap<string, string>): Block {
  const own = new Set(["id", "arn", "name"]);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, own.has(name) ? value : withReferences(value, addressOf)]),
  );
}

function withReferences(value: unknown, addressOf: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") {
    const address = addressOf.get(value);
    return address === undefined ? value : `\${${address}.id}`;
  }
  if (Array.isArray(value)) return value.map((one: unknown) => withReferences(one, addressOf));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withReferences(one, addressOf)]));
}
