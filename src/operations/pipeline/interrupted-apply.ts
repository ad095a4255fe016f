import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Review } from "../review/review";
import { writeWhole } from "../../lib/write-whole";

type Change = Pick<Review["changes"][number], "address" | "action">;

const recordFormat = z.object({
  hash: z.string(),
  /** Of the Terraform JSON. */
  code: z.string(),
  changes: z.array(z.object({ address: z.string(), action: z.string() })),
});

/**
 * The reviewed plan that an apply on this machine began to carry out. What an apply that was interrupted, or failed half-way, left
 * to do is another plan with another hash; this record tells that it is a part of the one that was reviewed.
 */
export class InterruptedApply {
  private readonly file: string;
  private readonly code: string;

  /** @param folder of the synthesized stack */
  constructor(folder: string) {
    this.file = join(folder, "pipeline.unfinished.json");
    this.code = createHash("sha256")
      .update(readFileSync(join(folder, "cdk.tf.json")))
      .digest("hex");
  }

  begin(hash: string, changes: readonly Change[]): void {
    const record = { hash, code: this.code, changes: changes.map(({ address, action }) => ({ address, action })) };
    writeWhole(this.file, JSON.stringify(record));
  }

  end(): void {
    rmSync(this.file, { force: true });
  }

  /** Whether the changes are what is left of the plan with this hash, under the same code. */
  leaves(hash: string, changes: readonly Change[]): boolean {
    if (!existsSync(this.file)) return false;
    const { data } = recordFormat.safeParse(JSON.parse(readFileSync(this.file, "utf8")));
    return data?.hash === hash && data.code === this.code && isRestOf(changes, data.changes);
  }
}

/** Whether each change was begun with, or is what an interrupted one turned into. */
export function isRestOf(
  changes: readonly Change[],
  begun: readonly { readonly address: string; readonly action: string }[],
): boolean {
  const actions = new Map(begun.map(({ address, action }) => [address, action]));
  return changes.every(({ address, action }) => {
    const before = actions.get(address);
    return before !== undefined && (action === before || (turnsInto[before] ?? []).includes(action));
  });
}

/**
 * Terraform marks as tainted what it was still making, and plans to replace it. A replacement may have done the one half and not
 * the other. https://developer.hashicorp.com/terraform/cli/state/taint
 */
const turnsInto: Readonly<Record<string, readonly string[]>> = {
  create: ["replace", "update"],
  replace: ["create", "delete", "update"],
};
