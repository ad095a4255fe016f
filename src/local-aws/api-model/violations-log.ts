import { appendFileSync } from "node:fs";
import { join } from "node:path";

/** The variable of the environment that, set to 1, has a local AWS check its answers against AWS's API models. */
export const CHECK_MODELS_VARIABLE = "LOCAL_AWS_CHECK_MODELS";

/** Beside the gateway's log; a line for each violation. Only a local AWS that checks has one. */
export const VIOLATIONS_FILE = "model-violations.log";

/** Writes each violation down once, at once: it is there when a process is killed. */
export function violationsLog(folder: string): (violation: string) => void {
  const file = join(folder, VIOLATIONS_FILE);
  const known = new Set<string>();
  appendFileSync(file, "");
  return (violation) => {
    if (known.has(violation)) return;
    known.add(violation);
    appendFileSync(file, `${violation}\n`);
  };
}
