import { commandLine } from "../lib/command-line";
import { UsageError } from "../lib/errors";
import { handsOn } from "./hands-on";
import { parseEnvironments } from "./parse";
import { production } from "./production";
import type { Environment, EnvironmentInput } from "./schema";
import { staging } from "./staging";

/** Every environment of this project. A new one is a file beside this and a line here. */
export const environmentInputs: readonly EnvironmentInput[] = [handsOn, staging, production];

let parsed: readonly Environment[] | undefined;

/** All environments. Read when first asked for, so that a caller can answer a wrong configuration as it likes. */
export function environments(): readonly Environment[] {
  parsed ??= parseEnvironments(environmentInputs);
  return parsed;
}

/** The names of all environments, whether what their files say is right or not. */
export function environmentNames(): readonly string[] {
  return environmentInputs.map(({ name }) => name);
}

const parsedByName = new Map<string, Environment>();

/**
 * The environment of this name. A mistake in the file of another one is not looked for: it must not stand in the way of a
 * rollback. What to do if there is none is in the error.
 */
export function environment(name: string): Environment {
  const found =
    parsedByName.get(name) ?? parseEnvironments(environmentInputs.filter((input) => input.name === name))[0];
  if (found !== undefined) {
    parsedByName.set(name, found);
    return found;
  }
  throw new UsageError(
    `${JSON.stringify(name)} is not an environment. Allowed: ${environmentNames().join(", ")}. ` +
      `Choose one of these, or make one: ${commandLine("new environment", "<name>", "--from", "<environment>")}`,
  );
}
