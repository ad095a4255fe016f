import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkout } from "../checkout";
import { environment, environments } from "../environments";
import type { Environment } from "../environments/schema";
import { messageOf, UsageError } from "../lib/errors";
import { readStackJson, type StackJson } from "../lib/stack-json";
import { stateStackName } from "../lib/stack-names";
import { assertSeen, knownBad } from "../scan/known-bad";
import { runCheckov } from "../scan/run-checkov";
import { describe, isClean, verdict } from "../scan/verdict";
import { isExempt } from "../security/exempt";
import { relaxedChecks } from "../security/relaxed";
import { readSetupRecord } from "../setup-record";
import { runChild } from "../terraform/child";
import { synthesize } from "../terraform/terraform";
import { runCommand } from "./run-command";

/** `npm run scan`: checkov on the Terraform JSON of every environment that the security rules hold for. */
void runCommand(async (args) => {
  const { targets, ifInstallable } = read(args);
  if (targets.length === 0) {
    process.stdout.write("There is nothing to scan: the security rules hold for no environment of this project.\n");
    return 0;
  }
  const python = await installCheckov();
  if (python === undefined) {
    if (!ifInstallable) return 1;
    process.stderr.write(
      "scan: NOT DONE. checkov could not be installed here, for the reason above. Once it can: npm run scan\n",
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
});

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

function read(args: readonly string[]) {
  const usage =
    "usage: npm run scan [-- <environment>...] [--if-installable]\n" +
    "Checks the Terraform JSON with checkov. Without environments: all that the security rules hold for. " +
    "--if-installable: success where checkov cannot be installed.\n" +
    `Environments: ${environments()
      .map(({ name }) => name)
      .join(", ")}`;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { "if-installable": { type: "boolean", default: false } },
    });
    const named = positionals.map(environment);
    return {
      targets: named.length > 0 ? named : environments().filter(({ name }) => !isExempt(name)),
      ifInstallable: values["if-installable"],
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${messageOf(error)}\n${usage}`);
  }
}
