import { UsageError } from "../../lib/errors";
import { explain } from "../../lib/aws/errors";
import { ProblemsError } from "./plan/problems";
import { createOutput, type Output } from "./output/output";

interface Common {
  readonly json: boolean;
  /** Of commands that change something. */
  readonly dryRun?: boolean;
}

/**
 * Runs one of the release commands and turns what it throws into sentences. What is thrown here has changed nothing:
 * from the moment a deployment exists, commands answer with an exit code.
 */
export async function run<Options extends Common>(
  options: Options,
  body: (options: Options, output: Output) => Promise<number>,
): Promise<number> {
  const output = createOutput(options.json);
  try {
    return await body(options, output);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const message = sentences(error, options.dryRun !== undefined);
    if (!options.json) throw new Error(message, { cause: error });
    output.result(1, message, error instanceof ProblemsError ? { findings: error.findings } : {});
    return 1;
  }
}

function sentences(error: unknown, changes: boolean): string {
  if (!(error instanceof ProblemsError)) return explain(error);
  return changes ? `Nothing was changed:\n${error.message}` : error.message;
}
