import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VIOLATIONS_FILE } from "../../src/local-aws/api-model/violations-log";
import { knownViolations } from "./known-violations";

/** Every violation of AWS's API models that a local AWS has written down. @param folder of its log */
export function readViolations(folder: string): readonly string[] {
  return readFileSync(join(folder, VIOLATIONS_FILE), "utf8").split("\n").filter(Boolean);
}

/** @throws Error that lists the violations, except known ones; also if nobody looked for any */
export function expectNoViolations(violations: readonly string[]): void {
  const known = new Set(knownViolations.map(({ violation }) => violation));
  const found = violations.filter((violation) => !known.has(violation));
  if (found.length === 0) return;
  throw new Error(["The local AWS breaks AWS's API models:", ...found].join("\n"));
}
