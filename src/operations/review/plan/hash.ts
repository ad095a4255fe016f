import { createHash } from "node:crypto";
import type { ChangeJson, PlanJson } from "./plan-json";
import { redacted } from "./redact";
import { isRecord, getStrings, type Values } from "./values";

/**
 * A name for what a plan would do. Two plans of the same change against the same account have the same one, whenever they
 * were made; one that does anything else has another. Sensitive values do not count: a hash is printed where many read it,
 * and a short secret can be guessed from one.
 */
export function planHash(plan: PlanJson): string {
  const hash = createHash("sha256").update(written([plan.errored, plan.complete]));
  for (const { address, previousAddress, change } of ordered(plan.resourceChanges)) {
    hash.update(written([address, previousAddress, masked(change)]));
  }
  const outputs = Object.entries(plan.outputChanges).map(([name, change]) => [name, masked(change)]);
  return hash.update(written(Object.fromEntries(outputs))).digest("hex");
}

function ordered(changes: readonly ChangeJson[]): readonly ChangeJson[] {
  return changes
    .filter(({ change, mode, previousAddress }) => {
      const stays = getStrings(change, "actions").join() === "no-op" && previousAddress === undefined;
      return mode === "managed" && !stays;
    })
    .sort((one, other) => (one.address < other.address ? -1 : 1));
}

function masked(change: unknown): unknown {
  if (!isRecord(change)) return undefined;
  const { actions, before, after, after_unknown, before_sensitive, after_sensitive } = change;
  return [actions, redacted(before, before_sensitive), redacted(after, after_sensitive), after_unknown];
}

/** A text that no other value has. */
function written(value: unknown): string {
  return append("", value);
}

/**
 * Like JSON, in one order of keys. Texts carry their length, so that nothing in
 * them needs escaping. Appending to one text makes less garbage than joining many.
 */
function append(text: string, value: unknown): string {
  if (typeof value === "string") return `${text}${value.length}:${value}`;
  if (Array.isArray(value)) return `${value.reduce<string>(append, `${text}[`)}]`;
  if (!isRecord(value)) return `${text}${String(value)},`;
  return `${namesOf(value).reduce((fields, name) => append(append(fields, name), value[name]), `${text}{`)}}`;
}

/** In order. Terraform writes them so; looking is cheaper than sorting. */
function namesOf(values: Values): readonly string[] {
  const names = Object.keys(values);
  const inOrder = names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name);
  return inOrder ? names : names.sort();
}
