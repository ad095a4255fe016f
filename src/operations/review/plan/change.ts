import type { ChangeJson } from "./plan-json";
import { holdsTrue, redacted } from "./redact";
import { getValue, fieldOf, isRecord, sameMeaning, isMeaningful, getStrings, type Values } from "./values";

/** What Terraform would do to a resource. A replacement is one action, whatever its order. */
export type Action = "create" | "update" | "replace" | "delete" | "forget" | "none";

export interface Change {
  readonly address: string;
  readonly type: string;
  /** The address's last part: the ids of the construct's path, joined by "_". */
  readonly name: string;
  /** `hands-on/listeners/production` where the synthesized JSON is at hand, else the Terraform name. */
  readonly constructPath: string;
  readonly action: Action;
  /** For a replacement: the new one exists before the old one goes. */
  readonly createBeforeDestroy: boolean;
  /** Values without what is sensitive. Empty where there is none. */
  readonly before: Values;
  readonly after: Values;
  /** Top-level attributes of which at least a part is known only after the apply. */
  readonly unknown: ReadonlySet<string>;
  /**
   * Top-level attributes that say something else afterwards; sensitive ones count, told apart by their real values.
   * None of what is deleted.
   */
  readonly changed: readonly string[];
  /** Top-level attributes that force a replacement. */
  readonly replacedBy: readonly string[];
  /** Terraform's own reason for a deletion or a replacement. */
  readonly reason: string | undefined;
  readonly previousAddress: string | undefined;
}

export type ConstructPaths = ReadonlyMap<string, string>;

/** What happens to managed resources. What stays as it is, most of a large plan, is not looked into. */
export function readChanges(json: readonly ChangeJson[], paths: ConstructPaths): readonly Change[] {
  return json
    .filter(({ mode, previousAddress, change }) => {
      const stays = actionOf(getStrings(change, "actions")) === "none" && previousAddress === undefined;
      return mode === "managed" && !stays;
    })
    .map((one) => readChange(one, paths));
}

function readChange(
  { address, type, name, previousAddress, reason, change }: ChangeJson,
  paths: ConstructPaths,
): Change {
  const [before, after] = [valuesOf(change["before"]), valuesOf(change["after"])];
  const unknown = new Set(
    Object.entries(valuesOf(change["after_unknown"]))
      .filter(([, mark]) => holdsTrue(mark))
      .map(([attribute]) => attribute),
  );
  const actions = getStrings(change, "actions");
  const action = actionOf(actions);
  return {
    address,
    type,
    name,
    constructPath: paths.get(address) ?? name,
    action,
    createBeforeDestroy: actions[0] === "create" && actions[1] === "delete",
    before: valuesOf(redacted(before, change["before_sensitive"])),
    after: valuesOf(redacted(after, change["after_sensitive"])),
    unknown,
    changed: action === "delete" ? [] : changedAttributes(before, after, unknown),
    replacedBy: replacePaths(change["replace_paths"]),
    reason,
    previousAddress,
  };
}

function actionOf(actions: readonly string[]): Action {
  if (actions.includes("create") && actions.includes("delete")) return "replace";
  // "forget": out of the state, still in the account. With "create" beside it, something new is made.
  for (const action of ["create", "update", "delete", "forget"] as const) if (actions.includes(action)) return action;
  return "none";
}

function changedAttributes(before: Values, after: Values, unknown: ReadonlySet<string>): readonly string[] {
  const differing = Object.keys(before).filter((name) => !sameMeaning(before[name], fieldOf(after, name)));
  const added = Object.keys(after).filter((name) => !Object.hasOwn(before, name) && isMeaningful(after[name]));
  return [...new Set([...differing, ...added, ...unknown])].sort();
}

function replacePaths(paths: unknown): readonly string[] {
  if (!Array.isArray(paths)) return [];
  const first = paths.map((path: unknown) => getValue(path, 0)).filter((name) => typeof name === "string");
  return [...new Set(first)].sort();
}

function valuesOf(value: unknown): Values {
  return isRecord(value) ? value : {};
}
