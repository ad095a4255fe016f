import { UsageError } from "../lib/errors";
import { handsOn } from "./hands-on";
import { parseEnvironments } from "./parse";
import { production } from "./production";
import type { Environment, EnvironmentInput } from "./schema";
import { staging } from "./staging";

/** Every environment of this project. A new one is a file beside this and a line here. */
const inputs: readonly EnvironmentInput[] = [handsOn, staging, production];

let parsed: readonly Environment[] | undefined;

/** All environments. Read when first asked for, so that a caller can answer a wrong configuration as it likes. */
export function environments(): readonly Environment[] {
  parsed ??= parseEnvironments(inputs);
  return parsed;
}

/** The environment of this name; what to do if there is none is in the error. */
export function environment(name: string): Environment {
  const found = environments().find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  const known = environments().map((candidate) => candidate.name);
  throw new UsageError(
    `${JSON.stringify(name)} is not an environment. Allowed: ${known.join(", ")}. ` +
      "Choose one of these, or add a file to src/environments and a line to its index.ts.",
  );
}
