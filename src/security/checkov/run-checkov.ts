import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../lib/checkout";
import type { StackJson } from "../../lib/terraform/stack-json";
import { type FileReport, readCheckovReport } from "./report";
import { scannable } from "./scannable";

export interface CheckovRun {
  /** The Python that has checkov. */
  readonly python: string;
  /** A folder that this run may empty. */
  readonly folder: string;
}

/**
 * checkov on all stacks in one process: its start takes three seconds, a stack a tenth of one. It never uses the network:
 * no policies are fetched, and it has no key for its maker's platform. Nor does it see the user's own settings for it,
 * which would change what is checked: they are looked for in the working directory, the home and the environment.
 */
export async function runCheckov(
  { python, folder }: CheckovRun,
  stacks: ReadonlyMap<string, StackJson>,
): Promise<ReadonlyMap<string, FileReport>> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, json] of stacks) writeFileSync(join(folder, `${name}.tf.json`), scannable(json));

  const args = [
    "--directory",
    ".",
    "--framework",
    "terraform_json",
    "--output",
    "json",
    "--compact",
    "--skip-download",
  ];
  const child = spawn(python, ["-B", join(checkout.root, "src/security/checkov/checkov_with_values.py"), ...args], {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (printed.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (printed.stderr += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  // 0: nothing failed; 1: checks failed. A check that crashed counts as neither and is only told on standard error.
  if ((code !== 0 && code !== 1) || printed.stderr !== "") {
    throw new Error(`checkov could not check everything (exit code ${code}). It said:\n${printed.stderr.trim()}`);
  }
  return readCheckovReport(printed.stdout);
}
