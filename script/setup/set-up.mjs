import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkovIsCurrent, installCheckov } from "./checkov.mjs";
import { whileLocked } from "./lock.mjs";
import { checkNode } from "./node.mjs";
import { installPackages, packagesAreCurrent } from "./packages.mjs";
import { findPython, pythonIsCurrent } from "./python.mjs";
import { readRecord, writeRecord } from "./record.mjs";
import { SetupError, say } from "./report.mjs";
import { cliConfigIsCurrent, writeCliConfig } from "./terraform-config.mjs";
import { checkTerraform, terraformIsCurrent } from "./terraform.mjs";

/**
 * Makes a checkout ready to run, or says in one sentence what is missing. What it found is remembered in
 * .local/setup.json, so that the next run only compares a few time stamps.
 *
 * @param localAws whether to look for moto, and so Python: commands for an account do not need it
 * @param checkov whether to install what only a scan needs
 * @returns whether everything is there
 */
export async function setUp(root, { localAws = false, checkov = false } = {}) {
  const local = join(root, ".local");
  // Cheap checks come first: a missing tool should not cost a minute of downloads.
  const steps = [
    [terraformIsCurrent, checkTerraform],
    [(record) => cliConfigIsCurrent(root, record), () => writeCliConfig(root, local)],
    [(record) => packagesAreCurrent(root, record), () => installPackages(root)],
    ...(localAws ? [[pythonIsCurrent, () => findPython(local)]] : []),
    ...(checkov ? [[checkovIsCurrent, () => installCheckov(local)]] : []),
  ];
  try {
    checkNode(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node);
    const record = readRecord(local);
    if (!steps.every(([isCurrent]) => isCurrent(record))) {
      mkdirSync(local, { recursive: true });
      await whileLocked(join(local, "setup.lock"), () => takeSteps(steps, local));
    }
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return false;
  }
}

/** Whether the packages that every command needs are installed. */
export function packagesAreThere(root) {
  return packagesAreCurrent(root, readRecord(join(root, ".local")));
}

/** Each step is remembered at once, so that a set-up that was stopped goes on where it was. */
function takeSteps(steps, local) {
  for (const [isCurrent, make] of steps) {
    const record = readRecord(local);
    if (!isCurrent(record)) writeRecord(local, { ...record, ...make() });
  }
}
