import type { Change } from "./change";
import { containerDifference } from "./findings/revision";
import { hidden, isPrivate } from "./redact";
import { isRecord, meaningful, sameMeaning } from "./values";

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
    return compare(name, before[name], after[name], isPrivate(name)).map((line) => `${line}${forced}`);
  });
}

function compare(path: string, before: unknown, after: unknown, secret: boolean): readonly string[] {
  if (sameMeaning(before, after)) {
    // Only what is sensitive looks the same here and is not.
    return before === hidden || after === hidden ? [`${path}: changed, ${hidden}`] : [];
  }
  if (secret) return [`${path}: changed, not shown`];
  const [old, now] = [meaningful(before), meaningful(after)];
  if (isContainer(old) || isContainer(now)) {
    const keys = [...new Set([...keysOf(old), ...keysOf(now)])];
    return keys.flatMap((key) => compare(`${path}.${key}`, inner(old, key), inner(now, key), isPrivate(key)));
  }
  return [`${path}: ${shown(old)} -> ${shown(now)}`];
}

function isContainer(value: unknown): value is object {
  return Array.isArray(value) || isRecord(value);
}

function keysOf(value: unknown): readonly string[] {
  return isContainer(value) ? Object.keys(value) : [];
}

function inner(value: unknown, key: string): unknown {
  return isContainer(value) && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

const longest = 200;

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value !== "string") return JSON.stringify(value);
  return value.length > longest || value.includes("\n")
    ? `a text of ${value.length} characters`
    : JSON.stringify(value);
}
