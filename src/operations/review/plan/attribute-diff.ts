import type { Change } from "./change";
import { containerDifference } from "../findings/deployment/revision";
import { hidden, isPrivate } from "./redact";
import { fieldOf, isRecord, sameMeaning, isMeaningful, type Values } from "./values";

/** What a change does to the attributes of its resource, a line for each value. Values that may be secrets do not appear. */
export function attributeDiff(change: Change): readonly string[] {
  const { action, before, after, changed, unknown } = change;
  // Everything of it is new, or gone: its address says so.
  if (action !== "update" && action !== "replace") return [];
  return changed.flatMap((name) => {
    if (name === "container_definitions")
      return containerDifference(change).filter((line) => !/^(cpu|memory):/.test(line));
    const forced = change.replacedBy.includes(name) ? "  (forces the replacement)" : "";
    // A new resource gets a new id, a new ARN and more: that says nothing.
    if (unknown.has(name) && action === "replace" && forced === "") return [];
    if (unknown.has(name)) return [`${name}: known only after the apply${forced}`];
    return compare("", name, before[name], after[name]).map((line) => `${line}${forced}`);
  });
}

function compare(within: string, name: string, before: unknown, after: unknown): readonly string[] {
  const same = sameMeaning(before, after);
  if (same && before !== hidden) return [];
  const path = `${within}${name}`;
  // Only what is sensitive looks the same here and is not.
  if (same) return [`${path}: changed, ${hidden}`];
  if (isPrivate(name)) return [`${path}: changed, not shown`];
  const [old, now] = [partsOf(before), partsOf(after)];
  if (old === undefined && now === undefined) return [`${path}: ${shown(before)} -> ${shown(after)}`];
  const added = Object.keys(now ?? {}).filter((key) => !Object.hasOwn(old ?? {}, key));
  return [...Object.keys(old ?? {}), ...added].flatMap((key) =>
    compare(`${path}.`, key, fieldOf(old, key), fieldOf(now, key)),
  );
}

/** What a block or a list is made of; undefined for a single value. */
function partsOf(value: unknown): Values | undefined {
  if (Array.isArray(value)) return Object.fromEntries(value.filter(isMeaningful).entries());
  return isRecord(value) ? value : undefined;
}

const longest = 200;

function shown(value: unknown): string {
  if (!isMeaningful(value)) return "nothing";
  if (typeof value !== "string") return JSON.stringify(value);
  return value.length > longest || value.includes("\n")
    ? `a text of ${value.length} characters`
    : JSON.stringify(value);
}
