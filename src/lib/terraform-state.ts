import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

/** What we read of a state file, of its version 4, which Terraform has written since 0.12. */
const stateFile = z.object({
  lineage: z.string(),
  outputs: z.record(z.string(), z.object({ value: z.unknown() })),
  resources: z.array(
    z.object({
      mode: z.enum(["managed", "data"]),
      type: z.string(),
      name: z.string(),
      instances: z.array(
        z.object({
          index_key: z.union([z.string(), z.number()]).optional(),
          status: z.string().optional(),
          attributes: z.unknown(),
        }),
      ),
    }),
  ),
});

export interface TerraformState {
  /** Made when the state was first written; another one means another state. */
  readonly lineage: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The resources that Terraform manages, with their attributes. */
  readonly resources: readonly unknown[];
}

/** Reads what `terraform state pull` prints, which is nothing where there is no state yet. */
export function parseState(text: string): TerraformState | undefined {
  if (text.trim() === "") return undefined;
  const { lineage, outputs, resources } = stateFile.parse(JSON.parse(text));
  return {
    lineage,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])),
    resources: resources.filter(({ mode }) => mode === "managed"),
  };
}

/**
 * Whether nothing happened between two states. The serial does not tell: Terraform 1.11 lists sensitive attributes in
 * random order, and writes a new state when only that differs.
 */
export function isSameState(before: TerraformState | undefined, after: TerraformState): boolean {
  return isDeepStrictEqual(before, after);
}
