import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../src/lib/checkout";

export const mixes = ["mostly unchanged", "all updated", "all created", "all deleted"] as const;

export type Mix = (typeof mixes)[number];

type Values = Readonly<Record<string, unknown>>;

/** A resource as a plan names it, and its values in the state. */
interface Recorded {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly change: { readonly before: Values; readonly before_sensitive: Values };
}

const resources = 10_000;
const bytes = 100_000_000;
/** Changes of a plan that is mostly unchanged. */
const few = 100;

/** The JSON of a plan of 10,000 resources, 100 MB: real ones, each copy with names and ids of its own. */
export function largePlan(mix: Mix): string {
  const recorded = readFileSync(
    join(checkout.root, "__tests__", "operations", "review", "plans", "destroyed.json"),
    "utf8",
  );
  const { resource_changes: stack } = JSON.parse(recorded) as { resource_changes: readonly Recorded[] };
  // What the resources lack to 100 MB is made up with tags. AWS takes up to fifty of each.
  const [none, one] = [0, 1].map((tags) => planOf(mix, stack, tags, stack.length).length / stack.length);
  if (none === undefined || one === undefined) throw new Error("nothing was measured");
  return planOf(mix, stack, Math.round((bytes / resources - none) / (one - none)), resources);
}

function planOf(mix: Mix, stack: readonly Recorded[], tags: number, count: number): string {
  const copies = Array.from({ length: Math.ceil(count / stack.length) }, (_, copy) => copyOf(stack, copy, tags)).flat();
  const all = copies.slice(0, count);
  const state = all.map(({ change, ...rest }) => ({
    ...rest,
    schema_version: 0,
    values: change.before,
    sensitive_values: change.before_sensitive,
  }));
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources: mix === "all deleted" ? [] : state } },
    resource_changes: all.map((one, index) => ({ ...one, change: changeOf(mix, one, index) })),
    prior_state: {
      format_version: "1.0",
      values: { root_module: { resources: mix === "all created" ? [] : state } },
    },
    applyable: true,
    complete: true,
    errored: false,
  });
}

function copyOf(stack: readonly Recorded[], copy: number, tags: number): readonly Recorded[] {
  const own = copy.toString(16).padStart(4, "0");
  const text = JSON.stringify(stack)
    .replaceAll("ContainerHandsOn", `ContainerHandsOn-${own}`)
    .replace(/[0-9a-f]{8,}/g, (id) => id.slice(0, -own.length) + own);
  const tagged = Object.fromEntries(
    Array.from({ length: tags }, (_, tag) => [`team:label-${100 + tag}`, `https://example.com/${own}/labels/${tag}`]),
  );
  return (JSON.parse(text) as readonly Recorded[]).map(({ type, name, change, ...rest }) => ({
    ...rest,
    address: `${type}.${name}_${own}`,
    type,
    name: `${name}_${own}`,
    change: {
      before: "tags" in change.before ? { ...change.before, tags: tagged, tags_all: tagged } : change.before,
      before_sensitive: change.before_sensitive,
    },
  }));
}

function changeOf(mix: Mix, { change: { before, before_sensitive } }: Recorded, index: number): Values {
  const masks = { before_sensitive, after_sensitive: before_sensitive };
  const made = { ...before, id: undefined, arn: undefined };
  const unknown = { id: true, arn: true };
  switch (mix) {
    case "all deleted":
      return { actions: ["delete"], before, after: null, after_unknown: {}, ...masks, after_sensitive: false };
    case "all created":
      return {
        actions: ["create"],
        before: null,
        after: made,
        after_unknown: unknown,
        ...masks,
        before_sensitive: false,
      };
    case "mostly unchanged":
      if (index % (resources / few) !== 0) {
        return { actions: ["no-op"], before, after: before, after_unknown: {}, ...masks };
      }
  }
  // What has no tags is made of attributes that only a replacement changes.
  if (!("tags" in before)) {
    return { actions: ["delete", "create"], before, after: made, after_unknown: unknown, ...masks };
  }
  const tags = { owner: "web", ...(before["tags"] as Values) };
  return { actions: ["update"], before, after: { ...before, tags, tags_all: tags }, after_unknown: {}, ...masks };
}
