import { createInterface } from "node:readline/promises";
import { UsageError } from "./errors";

export interface Consent {
  /** --yes */
  readonly yes: boolean;
  /** --json: a program reads the answers, so nobody is there to ask. */
  readonly json: boolean;
}

/**
 * Asks a person on a terminal.
 *
 * @throws UsageError where there is nobody to ask
 */
export async function confirm(question: string, { yes, json }: Consent): Promise<boolean> {
  if (yes) return true;
  if (json || !process.stdin.isTTY || !process.stderr.isTTY) throw noTerminal();
  return ask(question);
}

/** Asks on a terminal that is there. */
export async function ask(question: string): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `)).trim());
  } finally {
    prompt.close();
  }
}

/** Known before anything is asked of AWS, so said before. */
export function requireConsent({ yes, json }: Consent): void {
  if (!yes && (json || !process.stdin.isTTY || !process.stderr.isTTY)) throw noTerminal();
}

function noTerminal(): UsageError {
  return new UsageError(
    "This changes what serves traffic and asks before it does, but there is no terminal to ask on. Add --yes to go ahead, or --dry-run to see the plan alone.",
  );
}
