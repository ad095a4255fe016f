import type { Change } from "../../plan/change";
import { redacted } from "../../plan/redact";
import { changesOf, priorOf, type Subject } from "../../plan/subject";
import { isRecord, type Values } from "../../plan/values";

/** A resource as it will be after the apply. */
export interface Planned {
  readonly address: string;
  readonly constructPath: string;
  readonly values: Values;
  /** Attributes that are known only after the apply. */
  readonly unknown: ReadonlySet<string>;
  /** Undefined for what stays as it is. */
  readonly change: Change | undefined;
}

/** Resources of a type after the apply: what stays, and what the plan makes of the others. */
export function planned(subject: Subject, type: string): readonly Planned[] {
  const changed = changesOf(subject, type)
    .filter(({ action }) => action !== "delete" && action !== "forget")
    .map((change) => ({
      address: change.address,
      constructPath: change.constructPath,
      values: change.after,
      unknown: change.unknown,
      change,
    }));
  const stays = priorOf(subject, type)
    .filter(({ address }) => !subject.changeAt.has(address))
    .map(({ address, values, sensitive }) => {
      const shown = redacted(values, sensitive);
      return {
        address,
        constructPath: subject.constructPaths.get(address) ?? address.slice(address.lastIndexOf(".") + 1),
        values: isRecord(shown) ? shown : {},
        unknown: new Set<string>(),
        change: undefined,
      };
    });
  return [...changed, ...stays];
}
