import { z } from "zod";
import { referencesIn } from "./order";
import { ending, type SearchResult } from "./search";

/** Something that exists and shall be known to Terraform by an address. */
export interface Import {
  readonly address: string;
  readonly importId: string;
}

export interface ImportConfig {
  /** Terraform JSON configuration. */
  readonly json: string;
  /** What it imports. */
  readonly imports: readonly Import[];
  /** What it cannot import, because the configuration of these refers to something that does not exist. */
  readonly left: readonly Import[];
}

const blocks = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));

interface Declared {
  readonly type: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A stack without its outputs: those that name what does not exist would not be valid. */
const stackJson = z.object({
  terraform: z.unknown(),
  provider: z.unknown(),
  data: blocks.default({}),
  resource: blocks,
});

/**
 * Makes of a stack's JSON a configuration that imports and does nothing else: it declares only what exists, with an
 * `import` block for each thing that the state lacks, and ignores every difference between declaration and AWS.
 */
export function importConfig(stack: string, findings: readonly SearchResult[]): ImportConfig {
  const { resource, data, ...settings } = stackJson.parse(JSON.parse(stack));
  const declared = new Map<string, Declared>(
    Object.entries(resource).flatMap(([type, ofType]) =>
      Object.entries(ofType).map(([name, config]) => [`${type}.${name}`, { type, name, config }]),
    ),
  );
  const found = ending(findings, "found").map(({ address, importId }) => ({ address, importId }));
  const existing = [...found, ...ending(findings, "managed")].map(({ address }) => address);
  const usable = withoutDangling(existing, (address) =>
    referencesIn(declared.get(address)?.config).filter((other) => declared.has(other)),
  );
  const imports = found.filter(({ address }) => usable.has(address));
  const resources: Record<string, Record<string, unknown>> = {};
  for (const [address, { type, name, config }] of declared) {
    if (usable.has(address)) (resources[type] ??= {})[name] = untouched(config);
  }
  const read = readBy(JSON.stringify(resources), data);
  return {
    json: JSON.stringify({
      ...settings,
      ...(Object.keys(read).length > 0 && { data: read }),
      resource: resources,
      import: imports.map(({ address, importId }) => ({ to: address, id: importId })),
    }),
    imports,
    left: found.filter(({ address }) => !usable.has(address)),
  };
}

/**
 * The data sources that are named in a configuration: others may read by what does not exist, or by local values. Nothing
 * is empty in the answer but the whole: Terraform refuses a block without type or name.
 */
function readBy(config: string, data: z.output<typeof blocks>): z.output<typeof blocks> {
  const named: z.output<typeof blocks> = {};
  for (const [type, ofType] of Object.entries(data)) {
    for (const [name, block] of Object.entries(ofType)) {
      if (config.includes(`data.${type}.${name}.`)) (named[type] ??= {})[name] = block;
    }
  }
  return named;
}

/** `depends_on` orders changes, of which there are none, and may name what does not exist. */
function untouched(config: Declared["config"]): object {
  const own = Object.entries(config).filter(([name]) => name !== "depends_on");
  return { ...Object.fromEntries(own), lifecycle: { ignore_changes: "all" } };
}

/** Those addresses that refer, directly or through others, to addresses of the same set only. */
function withoutDangling(
  addresses: readonly string[],
  references: (address: string) => readonly string[],
): ReadonlySet<string> {
  const set = new Set(addresses);
  const kept = addresses.filter((address) => references(address).every((other) => set.has(other)));
  return kept.length === addresses.length ? set : withoutDangling(kept, references);
}
