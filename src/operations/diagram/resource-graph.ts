import { type Declared, resources, type StackJson } from "../../lib/terraform/stack-json";
import type { TrafficRoute, Traffic } from "../review/network/planned-traffic";
import { worst } from "./marks";
import type { Line, Mark } from "./model";

/** Characters of a line. */
const longest = 44;

/** What is declared, what refers to what, what a plan does to it, and where traffic goes. Finds by types and references. */
export class ResourceGraph {
  private readonly declared: readonly Declared[];
  /** Addresses that a resource's block refers to, by its own address. */
  private readonly references: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(
    readonly stack: StackJson,
    private readonly marks: ReadonlyMap<string, Mark>,
    private readonly traffic: Traffic | undefined,
    private readonly addressOf: ReadonlyMap<string, string>,
  ) {
    this.declared = resources(stack);
    this.references = new Map(this.declared.map(({ address, block }) => [address, new Set(addressesIn(block))]));
  }

  all(...types: readonly string[]): readonly Declared[] {
    return this.declared.filter(({ type }) => types.includes(type));
  }

  /** Those of a type that a value refers to. */
  named(value: unknown, type: string): readonly Declared[] {
    const found = new Set(addressesIn(value));
    return this.all(type).filter(({ address }) => found.has(address));
  }

  /** Those of a type that refer to a resource, by whatever argument. */
  using(type: string, { address }: Declared): readonly Declared[] {
    return this.all(type).filter((one) => this.references.get(one.address)?.has(address) === true);
  }

  mark(...of: readonly Declared[]): Mark | undefined {
    return worst(of.map(({ address }) => this.marks.get(address)));
  }

  line(text: string, ...of: readonly Declared[]): Line {
    return { text: short(text, longest), of: of.map(({ address }) => address), mark: this.mark(...of) };
  }

  /** All of them in few lines; those that the plan changes get lines of their own. */
  grouped(
    all: readonly Declared[],
    name: (one: Declared) => string,
    together: (names: readonly string[]) => readonly string[],
  ): readonly Line[] {
    const linesOf = (some: readonly Declared[]) =>
      together([...new Set(some.map(name))]).map((text) => this.line(text, ...some));
    const quiet = all.filter((one) => this.mark(one) === undefined);
    const changed = all.filter((one) => this.mark(one) !== undefined);
    return [...(quiet.length === 0 ? [] : linesOf(quiet)), ...changed.flatMap((one) => linesOf([one]))];
  }

  /** Where a listener or a rule sends requests now; undefined without a plan that knows. */
  route({ address }: Declared): TrafficRoute | undefined {
    return this.traffic?.routes.get(address);
  }

  /** Percent of users' requests that a target group answers now; undefined without a plan that knows. */
  live(group: Declared): number | undefined {
    const routes = [...(this.traffic?.routes.values() ?? [])].filter(({ role }) => role !== "test");
    if (routes.length === 0) return undefined;
    const shares = routes.flatMap((route) =>
      route.shares.filter(({ arn }) => this.addressOf.get(arn) === group.address),
    );
    return Math.max(0, ...shares.map(({ percent }) => percent));
  }

  /** The target groups that get any of a route's requests. */
  answering({ shares }: TrafficRoute): readonly Declared[] {
    const found = new Set(shares.filter(({ percent }) => percent > 0).map(({ arn }) => this.addressOf.get(arn)));
    return this.all("aws_lb_target_group").filter(({ address }) => found.has(address));
  }
}

/** An argument's text as far as it is written down; of what only an apply knows, "…". */
export function label(value: unknown, otherwise: string): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string" || value === "") return otherwise;
  return value.replace(/\$\{[^}]*\}/g, "…");
}

/** Names of AWS are as long as 512 characters, boxes are not. */
export function short(text: string, longest: number): string {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length <= longest ? flat : `${flat.slice(0, longest - 1)}…`;
}

const interpolation = /\$\{([^}]*)\}/g;
const address = /[a-z]\w*\.[A-Za-z_][\w-]*/g;

/** Whatever looks like an address in the value's interpolations; what is none, nobody declares. */
function addressesIn(value: unknown): readonly string[] {
  const text = JSON.stringify([value]);
  return [...text.matchAll(interpolation)].flatMap(([, inner = ""]) => inner.match(address) ?? []);
}
