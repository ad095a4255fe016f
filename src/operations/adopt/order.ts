import type { DeclaredResource } from "./declared";

/** Anything that looks like an address; what is not declared is sorted out by the caller. */
const address = /[a-z]\w*\.[A-Za-z_][\w-]*/g;

/** The resources such that each comes after those it refers to. Otherwise their order stays. */
export function inOrderOfReference(resources: readonly DeclaredResource[]): readonly DeclaredResource[] {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const ordered = new Set<DeclaredResource>();
  const visiting: string[] = [];

  const visit = (resource: DeclaredResource): void => {
    if (ordered.has(resource)) return;
    if (visiting.includes(resource.address)) {
      throw new Error(
        `${[...visiting, resource.address].join(" -> ")}: these resources refer to one another in a circle.`,
      );
    }
    visiting.push(resource.address);
    for (const referenced of referencesIn(resource.config)) {
      const declared = byAddress.get(referenced);
      if (declared !== undefined) visit(declared);
    }
    visiting.pop();
    ordered.add(resource);
  };

  resources.forEach(visit);
  return [...ordered];
}

/** All addresses that occur in templates anywhere in a configuration. `depends_on` has none: it orders changes, not names. */
export function referencesIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value.includes("${") ? (value.match(address) ?? []) : [];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(referencesIn);
  return [];
}
