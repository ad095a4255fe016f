import { UsageError } from "../lib/errors";
import { explain } from "../release/aws-errors";

/** What a command does with its arguments; answers its exit code. */
export type Command = (args: readonly string[]) => number | Promise<number>;

/**
 * Runs a command and turns what it throws into a message on standard error and an exit code: 2 for wrong usage or
 * configuration, 1 for everything else. `DEBUG=1` adds the stack.
 */
export async function runCommand(command: Command, args: readonly string[] = process.argv.slice(2)): Promise<void> {
  // package.json's engines and exact versions say which Node fits; the AWS SDK need not say it on every run.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  try {
    process.exitCode = await command(args);
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (process.env["DEBUG"] !== undefined) return error.stack ?? error.message;
  return "$metadata" in error ? explain(error) : error.message;
}
