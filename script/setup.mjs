// Makes a checkout ready to run, or says in one sentence what is missing. Plain Node: it runs before `npm ci` did.
// What it found is remembered in .local/setup.json, so that the next run only compares a few time stamps.
// `--without-local-aws` leaves out moto, and so Python: commands for an account do not need it.
// `--checkov` also installs what only `npm run scan` needs.
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkovIsCurrent, installCheckov } from "./setup/checkov.mjs";
import { whileLocked } from "./setup/lock.mjs";
import { checkNode } from "./setup/node.mjs";
import { installPackages, packagesAreCurrent } from "./setup/packages.mjs";
import { findPython, pythonIsCurrent } from "./setup/python.mjs";
import { readRecord, writeRecord } from "./setup/record.mjs";
import { SetupError, say } from "./setup/report.mjs";
import { cliConfigIsCurrent, writeCliConfig } from "./setup/terraform-config.mjs";
import { checkTerraform, terraformIsCurrent } from "./setup/terraform.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const local = join(root, ".local");

// Cheap checks come first: a missing tool should not cost a minute of downloads.
const steps = [
  [terraformIsCurrent, checkTerraform],
  [(record) => cliConfigIsCurrent(root, record), () => writeCliConfig(root, local)],
  [(record) => packagesAreCurrent(root, record), () => installPackages(root)],
  ...(process.argv.includes("--without-local-aws") ? [] : [[pythonIsCurrent, () => findPython(local)]]),
  ...(process.argv.includes("--checkov") ? [[checkovIsCurrent, () => installCheckov(local)]] : []),
];

try {
  checkNode(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node);
  const record = readRecord(local);
  if (!steps.every(([isCurrent]) => isCurrent(record))) {
    mkdirSync(local, { recursive: true });
    await whileLocked(join(local, "setup.lock"), setUp);
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}

/** Each step is remembered at once, so that a set-up that was stopped goes on where it was. */
function setUp() {
  for (const [isCurrent, make] of steps) {
    const record = readRecord(local);
    if (!isCurrent(record)) writeRecord(local, { ...record, ...make() });
  }
}
