import { UsageError } from "../lib/errors";
import { explain } from "../lib/aws/errors";

/** What a program does with its arguments; answers its exit code. */
export type Program = (args: readonly string[]) => number | Promise<number>;

/** Runs a program and ends this process with its exit code. */
export async function runCommand(program: Program, args: readonly string[] = process.argv.slice(2)): Promise<void> {
  process.exitCode = await exitCodeOf(() => program(args));
}

/**
 * Turns what is thrown into a message on standard error and an exit code: 2 for wrong usage or configuration, 1 for
 * everything else. `DEBUG=1` adds the stack.
 */
export async function exitCodeOf(work: () => number | Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (process.env["DEBUG"] !== undefined) return error.stack ?? error.message;
  return "$metadata" in error ? explain(error) : error.message;
}
