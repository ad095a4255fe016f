import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { checkout } from "../../lib/checkout";
import { readChild, runChild } from "../terraform/child";
import type { ImportConfig } from "./import-config";

const planFile = "import.plan";
const lockFile = ".terraform.lock.hcl";

const shownPlan = z.object({
  resource_changes: z
    .array(z.object({ address: z.string(), change: z.object({ actions: z.array(z.string()) }) }))
    .default([]),
});

/**
 * Takes what exists into a stack's state by one plan of imports: `terraform import` would start the provider anew for each
 * resource, which for forty of them takes minutes. The plan is applied only if it changes nothing in AWS.
 *
 * It runs in a folder of its own, as deep below the root as the stack's is, so that relative paths in it hold. Nothing
 * that ignores differences may ever be left where a deploy would read it.
 */
export async function importIntoState(
  stack: string,
  config: ImportConfig,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const folder = join(checkout.local, "adopt", stack);
  const terraform = new ImportRun(folder, environment);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    cpSync(join(checkout.stacks, stack, lockFile), join(folder, lockFile));
    writeFileSync(join(folder, "import.tf.json"), config.json);
    await terraform.run("init", "-input=false", "-lockfile=readonly");
    // Without targets, Terraform would remove what the state knows and the stack no longer declares.
    const targets = config.imports.map(({ address }) => `-target=${address}`);
    await terraform.run("plan", "-input=false", "-lock-timeout=10s", `-out=${planFile}`, ...targets);
    refuseChanges(await terraform.read("show", "-json", planFile));
    await terraform.run("apply", "-input=false", "-lock-timeout=10s", planFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The configuration leaves Terraform nothing to change; that no provider version does so all the same is checked here. */
export function refuseChanges(plan: string): void {
  const changes = shownPlan
    .parse(JSON.parse(plan))
    .resource_changes.filter(({ change: { actions } }) => !["no-op", "read"].includes(actions.join()));
  if (changes.length === 0) return;
  throw new Error(
    [
      "Nothing was imported: Terraform would not only import but also change these.",
      ...changes.map(({ address, change }) => `  ${address}: ${change.actions.join(", then ")}`),
      "Import the others one by one with `terraform import`, and report this as a mistake in src/operations/adopt.",
    ].join("\n"),
  );
}

class ImportRun {
  constructor(
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  async run(command: string, ...options: readonly string[]): Promise<void> {
    const colour = process.stderr.isTTY ? [] : ["-no-color"];
    // Options come before a plan's file name.
    const code = await runChild("terraform", [`-chdir=${this.folder}`, command, ...colour, ...options], {
      env: this.environment,
      stdio: ["ignore", process.stderr, process.stderr],
    });
    if (code !== 0) {
      throw new Error(
        `terraform ${command} for the imports ended with exit code ${code}; its own message is above. ` +
          "AWS is as it was. Run the same command again to go on; if the message names a lock whose owner is gone, " +
          'give the lock back first (docs/operations.md, "A run was killed").',
      );
    }
  }

  read(command: string, ...options: readonly string[]): Promise<string> {
    return readChild("terraform", [`-chdir=${this.folder}`, command, ...options], { env: this.environment });
  }
}
