import { commandLine } from "./command-line";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { checkout } from "./checkout";

/** What `script/setup.mjs` found on this machine and left in `.local/setup.json` for the commands. */
const setupRecord = z.object({
  /** The Python that has moto, once the local AWS was asked for. */
  moto: z.object({ python: z.string() }).optional(),
  /** Terraform CLI configuration of this checkout; null where Terraform's own rules find the providers. */
  terraformConfig: z.string().nullable(),
  /** The Python that has checkov, once a scan was asked for. */
  checkov: z.object({ python: z.string() }).optional(),
});

export type SetupRecord = z.infer<typeof setupRecord>;

/** @param local the folder that set-up keeps its findings in */
export function readSetupRecord(local: string = checkout.local): SetupRecord {
  const file = join(local, "setup.json");
  try {
    return setupRecord.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Error(`${file}: set-up has not run in this checkout. Run: ${commandLine("setup")}`);
  }
}

/** The Python that runs the local AWS. */
export function pythonOfMoto(): string {
  const { moto } = readSetupRecord();
  if (moto !== undefined) return moto.python;
  throw new Error(
    `The local AWS is not installed in this checkout: set-up ran without it. Run: ${commandLine("setup")}`,
  );
}
