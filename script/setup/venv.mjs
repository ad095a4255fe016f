import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { SetupError } from "./report.mjs";

/**
 * Makes a virtual environment with what pip installs by these arguments. `remedy` is what a person does where pip cannot:
 * it follows "could not". Answers the environment's Python.
 */
export function installInVenv(python, venv, pipArguments, remedy) {
  attempt(
    python,
    ["-m", "venv", "--clear", venv],
    `make a virtual environment: install Python's venv module (Debian, Ubuntu: apt-get install python3-venv)`,
  );
  const own = join(venv, "bin", "python");
  attempt(own, ["-m", "pip", "install", "--quiet", ...pipArguments], remedy);
  return own;
}

function attempt(python, args, remedy) {
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: "utf8" });
  if (status === 0) return;
  const reason =
    `${stdout}${stderr}`
      .split("\n")
      .find((line) => /error/i.test(line))
      ?.trim() ?? `exit code ${status}`;
  throw new SetupError(`${python} could not ${remedy}; it said: ${reason}`);
}
