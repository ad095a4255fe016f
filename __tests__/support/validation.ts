import { spawnSync } from "node:child_process";
import { mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../../src/lib/checkout";
import { environments } from "../../src/environments";
import { stateStackName } from "../../src/environments/stack-names";
import { terraformEnvironment } from "../../src/operations/terraform/environment";

/** Loading the provider is most of it. */
export const patience = 120_000;

/** Every stack of the project. */
export const stackNames = environments().flatMap(({ name }) => [name, stateStackName(name)]);

/** Runs the app as `cdktf synth` does, in a folder of its own. Answers where the stacks are. */
export function synthesizeAll(variables: NodeJS.ProcessEnv = {}): { readonly root: string; readonly stacks: string } {
  const root = mkdtempSync(join(tmpdir(), "stacks-"));
  symlinkSync(checkout.locks, join(root, "locks"));
  const { status, stderr } = spawnSync(process.execPath, [join(checkout.root, "script", "run.mjs"), "main.ts"], {
    cwd: root,
    env: { ...process.env, ...variables },
    encoding: "utf8",
  });
  if (status !== 0 || stderr !== "") throw new Error(`the app ended with ${String(status)}: ${stderr}`);
  return { root, stacks: join(root, "cdktf.out", "stacks") };
}

/** What the real Terraform and provider say to the stack in a folder, with the lock that is there. */
export function validation(folder: string): unknown {
  const terraform = (...args: readonly string[]) =>
    spawnSync("terraform", args, { cwd: folder, env: terraformEnvironment(), encoding: "utf8" });
  const { status, stderr } = terraform("init", "-backend=false", "-input=false", "-lockfile=readonly", "-no-color");
  if (status !== 0 || stderr !== "") throw new Error(`terraform init ended with ${String(status)}: ${stderr}`);
  return JSON.parse(terraform("validate", "-json").stdout);
}

/** Not a word of warning. */
export const valid = { valid: true, error_count: 0, warning_count: 0, diagnostics: [] };
