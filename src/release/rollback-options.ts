import { command, durationOption, goalOption, parseArguments } from "./arguments";
import { exitCodeHelp } from "./release-options";
import { onlyService } from "./service-reference";
import type { Wait } from "./snapshot";
import type { Goal } from "./verdict";

export interface RollbackOptions {
  readonly environment: string;
  readonly serviceKey: string;
  /** Revision to deploy. */
  readonly to?: string;
  readonly config?: string;
  readonly waitFor: Goal;
  readonly continues: ReadonlySet<Wait>;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
  /** Milliseconds. */
  readonly timeout?: number;
}

interface Flags {
  readonly to?: string;
  readonly config?: string;
  readonly waitFor: Goal;
  readonly continue?: true;
  readonly terminate?: true;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
  readonly timeout?: number;
}

export function parseRollbackOptions(args: readonly string[]): RollbackOptions {
  const program = command(
    "rollback",
    "Stops the running deployment and brings the original back; where none runs, deploys the revision before the live one.",
  )
    .option("--to <revision>", "deploy this revision of the task definition (default: the last that succeeded before)")
    .option("--config <name>", "CodeDeploy deployment configuration (default: the deployment group's)")
    .option("--wait-for <goal>", "ready, traffic or done, as for a release", goalOption, "done")
    .option("--continue", "shift the traffic without waiting for somebody to continue")
    .option("--terminate", "stop the replaced tasks without waiting")
    .option("--dry-run", "check and show what would be done, change nothing")
    .option("--yes", "do not ask")
    .option("--json", "one JSON object per line, for programs")
    .option("--timeout <duration>", "give up watching after 90s, 30m, 2h", durationOption("--timeout"))
    .addHelpText("after", exitCodeHelp);
  const { environment, serviceKeys, options } = parseArguments<Flags>(program, args);
  const { to, config, timeout } = options;
  const continues = new Set<Wait>();
  if (options.continue) continues.add("traffic");
  if (options.terminate) continues.add("termination");
  return {
    environment,
    serviceKey: onlyService(environment, serviceKeys, "a rollback is of"),
    ...(to !== undefined && { to }),
    ...(config !== undefined && { config }),
    ...(timeout !== undefined && { timeout }),
    waitFor: options.waitFor,
    continues,
    dryRun: options.dryRun ?? false,
    yes: options.yes ?? false,
    json: options.json ?? false,
  };
}
