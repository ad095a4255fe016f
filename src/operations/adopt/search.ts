import type { AwsClients } from "./clients";
import type { DeclaredResource } from "./declared";
import type { Finder, Match } from "./finder";
import { inOrderOfReference } from "./order";
import { argument, type Lookup, type Resolution, resolve } from "./references";
import type { StateAttributes } from "./state";

/** What became of the search for one declared resource. */
export type SearchResult = { readonly address: string } & (
  | { readonly outcome: "managed" }
  | { readonly outcome: "found"; readonly importId: string }
  | { readonly outcome: "absent" }
  | { readonly outcome: "ambiguous"; readonly importIds: readonly string[] }
  | { readonly outcome: "unsearchable"; readonly reason: string }
);

export type SearchOutcome<Kind extends SearchResult["outcome"]> = Extract<SearchResult, { readonly outcome: Kind }>;

/** Those findings that ended in one way. */
export function ending<Kind extends SearchResult["outcome"]>(
  findings: readonly SearchResult[],
  outcome: Kind,
): readonly SearchOutcome<Kind>[] {
  return findings.filter((finding): finding is SearchOutcome<Kind> => finding.outcome === outcome);
}

interface Known {
  readonly finding: SearchResult;
  readonly resource: DeclaredResource;
  /** Attributes beyond its own arguments. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

type Identity = ReadonlyMap<string, Resolution>;

/** Looks in the account for everything that is declared and that the state does not know. It only reads. */
export class Search {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly finders: Readonly<Record<string, Finder>>,
    private readonly aws: AwsClients,
    private readonly state: StateAttributes,
  ) {}

  /** One finding for each resource, each after those it refers to: in this order they can be imported. */
  async run(resources: readonly DeclaredResource[]): Promise<readonly SearchResult[]> {
    for (const resource of inOrderOfReference(resources)) {
      this.known.set(resource.address, { resource, ...(await this.look(resource)) });
    }
    return [...this.known.values()].map(({ finding }) => finding);
  }

  private async look({ address, type, config }: DeclaredResource): Promise<Omit<Known, "resource">> {
    const inState = this.state.get(address);
    if (inState !== undefined) return { finding: { address, outcome: "managed" }, attributes: inState };

    const finder = this.finders[type];
    if (finder === undefined) {
      return without(address, `src/operations/adopt/finders has nothing that finds ${type}`);
    }
    const given = [...finder.required, ...finder.optional.filter((path) => argument(config, path) !== undefined)];
    const identity: Identity = new Map(given.map((path) => [path, resolve(argument(config, path), this.lookup)]));
    for (const [path, resolution] of identity) {
      if (resolution.kind === "opaque") {
        return without(address, `its ${path} is ${resolution.expression}, which is known to Terraform alone`);
      }
    }
    if ([...identity.values()].some(({ kind }) => kind === "absent")) {
      return { finding: { address, outcome: "absent" }, attributes: {} };
    }
    return judge(address, await finder.find(texts(identity), this.aws));
  }

  /** An attribute of a resource: what AWS or the state says of it, else what its configuration says. */
  private readonly lookup: Lookup = (address, attribute) => {
    const expression = `\${${address}.${attribute}}`;
    const known = this.known.get(address);
    switch (known?.finding.outcome) {
      case undefined:
      case "ambiguous":
      case "unsearchable":
        return { kind: "opaque", expression };
      case "absent":
        return { kind: "absent" };
      case "managed":
      case "found": {
        const value = known.attributes[attribute];
        if (typeof value === "string") return { kind: "known", text: value };
        const declared = argument(known.resource.config, attribute);
        return declared === undefined ? { kind: "opaque", expression } : resolve(declared, this.lookup);
      }
    }
  };
}

function judge(address: string, matches: readonly Match[]): Omit<Known, "resource"> {
  const [match, ...others] = matches;
  if (match === undefined) return { finding: { address, outcome: "absent" }, attributes: {} };
  if (others.length > 0) {
    const importIds = matches.map(({ importId }) => importId);
    return { finding: { address, outcome: "ambiguous", importIds }, attributes: {} };
  }
  const { importId, attributes = { id: importId } } = match;
  return { finding: { address, outcome: "found", importId }, attributes };
}

function without(address: string, reason: string): Omit<Known, "resource"> {
  return { finding: { address, outcome: "unsearchable", reason }, attributes: {} };
}

function texts(identity: Identity): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...identity].flatMap(([path, resolution]) => (resolution.kind === "known" ? [[path, resolution.text]] : [])),
  );
}
