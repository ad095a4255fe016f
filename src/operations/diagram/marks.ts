import type { Mark } from "./model";

/** What a plan can do to a resource, the most drastic first. */
export const marks = ["replace", "delete", "create", "update", "forget", "move"] as const satisfies readonly Mark[];

/** As Terraform's own plans write it; in words where it has no sign. */
export const signs: Readonly<Record<Mark, string>> = {
  replace: "-/+",
  delete: "-",
  create: "+",
  update: "~",
  forget: "forget",
  move: "move",
};

export const meanings: Readonly<Record<Mark, string>> = {
  replace: "replaced",
  delete: "removed",
  create: "added",
  update: "changed",
  forget: "left behind, no longer managed",
  move: "moved in the state only",
};

/** The most drastic of several. */
export function worst(found: readonly (Mark | undefined)[]): Mark | undefined {
  return marks.find((mark) => found.includes(mark));
}
