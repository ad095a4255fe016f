import type { Finding, Severity } from "../../finding";
import { hidden } from "../../plan/redact";
import type { Subject } from "../../plan/subject";
import { getValue, isRecord, sameMeaning, getStrings } from "../../plan/values";

/** What scripts, other stacks and people read of this one, by name. New ones hurt nobody. */
export function outputFindings({ plan }: Subject): readonly Finding[] {
  const outputs = Object.entries(plan.outputChanges).map(([name, change]) => ({ name, change }));
  const actions = (action: string) => outputs.filter(({ change }) => getStrings(change, "actions").includes(action));
  const [removed, updated] = [actions("delete"), actions("update")];
  const copied = updated.filter(({ change }) => isCopied(change));
  const others = updated.filter(({ change }) => !isCopied(change));
  return [
    ...finding(removed, "output-removed", "warn", {
      what: `Outputs are removed: ${namesOf(removed)}.`,
      why: "Whoever reads one by its name (terraform output, remote state, a pipeline) fails from then on.",
      todo: "Look for who reads them, or keep the names.",
    }),
    ...finding(copied, "output-changes", "warn", {
      what: `Outputs get another value: ${namesOf(copied)}.`,
      why: "They name things in AWS. DNS records, scripts and other stacks that hold the old value reach nothing, or the wrong thing.",
      todo: "Look for who holds the old values, and tell them the new ones after the apply.",
      details: copied.map(({ name, change }) => `${name}: ${difference(change)}`),
    }),
    ...finding(others, "output-updated", "note", {
      what: `Outputs are brought up to date: ${namesOf(others)}.`,
      why: "They follow what the plan changes. Who reads them at each use gets the new value.",
      todo: "Nothing.",
      details: others.map(({ name, change }) => `${name}: ${difference(change)}`),
    }),
  ];
}

interface Output {
  readonly name: string;
  readonly change: unknown;
}

function finding(
  outputs: readonly Output[],
  id: string,
  severity: Severity,
  sentences: Pick<Finding, "what" | "why" | "todo" | "details">,
): readonly Finding[] {
  return outputs.length === 0 ? [] : [{ id, severity, address: undefined, constructPath: undefined, ...sentences }];
}

function namesOf(outputs: readonly Output[]): string {
  return outputs.map(({ name }) => name).join(", ");
}

/** Names, ids and addresses are copied to other places. Numbers and documents, such as a release contract, are read anew. */
function isCopied(change: unknown): boolean {
  return (
    !isSensitive(change) &&
    typeof getValue(change, "before") === "string" &&
    documentOf(getValue(change, "before")) === undefined
  );
}

function isSensitive(change: unknown): boolean {
  return [getValue(change, "before_sensitive"), getValue(change, "after_sensitive")].some(holdsTrue);
}

function holdsTrue(mask: unknown): boolean {
  return mask === true || (typeof mask === "object" && mask !== null && Object.values(mask).some(holdsTrue));
}

function difference(change: unknown): string {
  if (isSensitive(change)) return `changed, ${hidden}`;
  if (getValue(change, "after_unknown") !== false) return "known only after the apply";
  const [before, after] = [getValue(change, "before"), getValue(change, "after")];
  const [old, now] = [documentOf(before), documentOf(after)];
  if (old === undefined || now === undefined) return `${shown(before)} -> ${shown(after)}`;
  const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return `${fields.filter((field) => !sameMeaning(old[field], now[field])).join(", ")} changed`;
}

/** A text that is a JSON object. Its values are not shown: nobody has marked which of them are secret. */
function documentOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (isRecord(value)) return value;
  if (typeof value !== "string" || !value.startsWith("{")) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const longest = 200;

function shown(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.length > longest ? `a value of ${text.length} characters` : text;
}
