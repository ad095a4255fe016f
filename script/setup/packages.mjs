import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint } from "./find.mjs";
import { SetupError, say } from "./report.mjs";

/** npm writes this file when it has finished; it lists what is installed. */
const installedList = ["node_modules", ".package-lock.json"];

export function packagesAreCurrent(root, { packages }) {
  return (
    packages !== undefined &&
    packages.lockfile === lockfileHash(root) &&
    packages.installed === fingerprint(join(root, ...installedList))
  );
}

export function installPackages(root) {
  if (matchesLockfile(root)) {
    say("packages are installed as package-lock.json says");
  } else {
    say("npm ci (packages are missing or package-lock.json changed)");
    runNpmCi(root);
  }
  return { packages: { lockfile: lockfileHash(root), installed: fingerprint(join(root, ...installedList)) } };
}

function lockfileHash(root) {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

/**
 * A person may have installed by hand. Every package of the lockfile must be there in the same version; only optional
 * ones may be absent, since they belong to other platforms.
 */
function matchesLockfile(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(join(root, ...installedList));
  return (
    Object.keys(installed).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, { version, integrity, optional, devOptional }]) => {
      const there = installed[path];
      if (there === undefined) return path === "" || optional === true || devOptional === true;
      return there.version === version && there.integrity === integrity;
    })
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

function runNpmCi(root) {
  // The npm that runs us, where there is one: another version may stand first on PATH.
  const own = process.env.npm_execpath;
  const [command, ...first] = own?.endsWith(".js") ? [process.execPath, own] : ["npm"];
  const { status, error } = spawnSync(command, [...first, "ci", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (error !== undefined)
    throw new SetupError("npm is not on PATH: install Node.js with npm from https://nodejs.org/en/download.");
  if (status !== 0)
    throw new SetupError("`npm ci` failed, its own message is above: mend that and run `npm run setup`.");
}
