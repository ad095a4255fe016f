import { z } from "zod";

/** What we read of a state file, of its version 4, which Terraform has written since 0.12. */
const stateFile = z.object({
  lineage: z.string(),
  serial: z.int(),
  outputs: z.record(z.string(), z.object({ value: z.unknown() })),
});

export interface TerraformState {
  /** Made when the state was first written; another one means another state. */
  readonly lineage: string;
  /** Counts the changes: Terraform writes a state only if it differs from the one before. */
  readonly serial: number;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Reads what `terraform state pull` prints, which is nothing where there is no state yet. */
export function parseState(text: string): TerraformState | undefined {
  if (text.trim() === "") return undefined;
  const { lineage, serial, outputs } = stateFile.parse(JSON.parse(text));
  return {
    lineage,
    serial,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])),
  };
}

export function isSameState(before: TerraformState | undefined, after: TerraformState): boolean {
  return before?.lineage === after.lineage && before.serial === after.serial;
}
