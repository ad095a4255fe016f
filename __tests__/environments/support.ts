import { handsOn } from "../../src/environments/hands-on";
import { parseEnvironments } from "../../src/environments/parse";
import { production } from "../../src/environments/production";
import type { Environment, EnvironmentInput } from "../../src/environments/schema";
import { UsageError } from "../../src/lib/errors";

/** A path in a configuration ("network.zones.0.name") and what to put there, in objects made for it if need be; undefined takes the setting away. */
export type Change = readonly [path: string, value: unknown];

/** The hands-on's configuration with changes. */
export function changed(...changes: readonly Change[]): unknown {
  return withChanges(handsOn, changes);
}

/** Production's configuration with changes. */
export function changedProduction(...changes: readonly Change[]): unknown {
  return withChanges(production, changes);
}

function withChanges(environment: EnvironmentInput, changes: readonly Change[]): unknown {
  const input: unknown = structuredClone(environment);
  for (const [path, value] of changes) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce<unknown>((part, key) => ((part as Record<string, unknown>)[key] ??= {}), input);
    if (value === undefined) Reflect.deleteProperty(parent as object, last);
    else Reflect.set(parent as object, last, value);
  }
  return input;
}

/** The one environment that a valid input gives. */
export function parse(input: unknown): Environment {
  const [environment, ...others] = parseEnvironments([input]);
  if (environment === undefined || others.length > 0) throw new Error("One environment was to be read.");
  return environment;
}

/** The lines of the error that reading these inputs ends in; none if they are valid. */
export function problemsOf(...inputs: readonly unknown[]): readonly string[] {
  try {
    parseEnvironments(inputs);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message.split("\n");
  }
}
