import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { checkout } from "../../lib/checkout";
import { environment, environmentNames, environments } from "../../environments";
import type { Environment } from "../../environments/schema";
import { commandLine } from "../../lib/command-line";
import { readStackJson, type StackJson } from "../../lib/terraform/stack-json";
import { stateStackName } from "../../environments/stack-names";
import { assertSeen, knownBad } from "../../security/checkov/known-bad";
import { runCheckov } from "../../security/checkov/run-checkov";
import { describe, isClean, verdict } from "../../security/checkov/verdict";
import { isExempt } from "../../security/exempt";
import { relaxedChecks } from "../../security/relaxed";
import { readSetupRecord } from "../../lib/setup-record";
import { runChild } from "../../operations/terraform/child";
import { synthesize } from "../../operations/terraform/terraform";
import type { CliCommand } from "../command";

interface ScanOptions {
  readonly targets: readonly Environment[];
  readonly ifInstallable: boolean;
}

/** checkov on the Terraform JSON of every environment that the security rules hold for. */
export const scan: CliCommand = {
  name: "scan",
  description: "Checks the Terraform JSON with checkov, which it installs once.",
  examples: ["", "production"],
  needs: "terraform",
  local: "no",
  declare: (command) =>
    command
      .argument(
        "[environments...]",
        `of: ${environmentNames().join(", ")} (default: all that the security rules hold for)`,
      )
      .option("--if-installable", "success where checkov cannot be installed"),
  prepare: (command) => {
    const options = readScan(command);
    return () => scanEnvironments(options);
  },
};

function readScan(command: Command): ScanOptions {
  const { ifInstallable = false } = command.opts<{ readonly ifInstallable?: true }>();
  const named = command.args.map(environment);
  return {
    targets: named.length > 0 ? named : environments().filter(({ name }) => !isExempt(name)),
    ifInstallable,
  };
}

async function scanEnvironments({ targets, ifInstallable }: ScanOptions): Promise<number> {
  if (targets.length === 0) {
    process.stdout.write("There is nothing to scan: the security rules hold for no environment of this project.\n");
    return 0;
  }
  const python = await installCheckov();
  if (python === undefined) {
    if (!ifInstallable) return 1;
    process.stderr.write(
      `scan: NOT DONE. checkov could not be installed here, for the reason above. Once it can: ${commandLine("scan")}\n`,
    );
    return 0;
  }
  await synthesize(process.env);
  const scanned = targets.flatMap(scannedStacks);
  const nothing = { passed: [], failed: [] };
  const reports = await runCheckov(
    { python, folder: join(checkout.local, "scan") },
    new Map([...scanned.map(({ name, json }) => [name, json] as const), ["known-bad", knownBad]]),
  );
  assertSeen(reports.get("known-bad") ?? nothing);
  const verdicts = scanned.map(({ name, json, relaxed }) => verdict(name, json, reports.get(name) ?? nothing, relaxed));
  process.stdout.write(`${verdicts.map(describe).join("\n")}\n`);
  return verdicts.every(isClean) ? 0 : 1;
}

/** The Python that has it, or undefined where it cannot be installed; set-up has then said why. */
async function installCheckov(): Promise<string | undefined> {
  const code = await runChild(process.execPath, ["script/setup.mjs", "--checkov"], {
    cwd: checkout.root,
    stdio: ["ignore", process.stderr, process.stderr],
  });
  return code === 0 ? readSetupRecord().checkov?.python : undefined;
}

interface ScannedStack {
  readonly name: string;
  readonly json: StackJson;
  readonly relaxed: Readonly<Record<string, string>>;
}

function scannedStacks({ name, backend }: Environment): readonly ScannedStack[] {
  const relaxed = relaxedChecks(name);
  const names = backend.type === "s3" ? [name, stateStackName(name)] : [name];
  return names.map((stack) => ({ name: stack, json: readStack(stack), relaxed }));
}

function readStack(name: string): StackJson {
  return readStackJson(readFileSync(join(checkout.stacks, name, "cdk.tf.json"), "utf8"));
}
