import { createHash } from "node:crypto";
import type { ChangeJson, PlanJson } from "./plan-json";
import { redacted } from "./redact";

/**
 * A name for what a plan would do. Two plans of the same change against the same account have the same one, whenever they
 * were made; one that does anything else has another. Sensitive values do not count: a hash is printed where many read it,
 * and a short secret can be guessed from one.
 */
export function planHash(plan: PlanJson): string {
  const hash = createHash("sha256");
  const part = (value: unknown) => hash.update(JSON.stringify(sorted(value))).update("\n");
  part([plan.errored, plan.complete ?? null]);
  for (const one of ordered(plan.resourceChanges)) part(essence(one));
  for (const [name, change] of Object.entries(plan.outputChanges).sort(byKey)) part([name, masked(change)]);
  return hash.digest("hex");
}

function ordered(changes: readonly ChangeJson[]): readonly ChangeJson[] {
  return changes
    .filter(({ change, mode }) => mode === "managed" && JSON.stringify(change["actions"]) !== '["no-op"]')
    .sort((one, other) => (one.address < other.address ? -1 : 1));
}

function essence({ address, previousAddress, change }: ChangeJson): unknown {
  return [address, previousAddress ?? null, masked(change)];
}

function masked(change: unknown): unknown {
  const { actions, before, after, after_unknown, before_sensitive, after_sensitive } = (change ?? {}) as Readonly<
    Record<string, unknown>
  >;
  return [actions, redacted(before, before_sensitive), redacted(after, after_sensitive), after_unknown];
}

/** Keys in one order, whatever wrote them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(byKey)
    .map(([name, inner]) => [name, sorted(inner)]);
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
