import type { Command } from "commander";
import type { RollbackOptions } from "../../operations/release/rollback-options";
import { onlyService } from "../../operations/release/target/service-reference";
import type { Goal } from "../../operations/release/deployment/verdict";
import { durationOption, environmentArgument, goalOption, readServices, serviceOption } from "../arguments";
import type { CliCommand } from "../command";
import { exitCodeHelp } from "../exit-codes";
import { continuesOf } from "./release";

/** Back to the revision that served before. */
export const rollback: CliCommand = {
  name: "rollback",
  description:
    "Stops the running deployment and brings the original back; where none runs, deploys the revision before the live one.",
  examples: ["production --service web", "production --service web --to 41 --dry-run"],
  needs: "terraform",
  local: "up",
  declare: (command) =>
    serviceOption(environmentArgument(command))
      .option(
        "--to <revision>",
        "deploy this revision of the task definition (default: the last that succeeded before)",
      )
      .option("--config <name>", "CodeDeploy deployment configuration (default: the deployment group's)")
      .option("--wait-for <goal>", "ready, traffic or done, as for a release", goalOption, "done")
      .option("--continue", "shift the traffic without waiting for somebody to continue")
      .option("--terminate", "stop the replaced tasks without waiting")
      .option("--dry-run", "check and show what would be done, change nothing")
      .option("--yes", "do not ask")
      .option("--json", "one JSON object per line, for programs")
      .option("--timeout <duration>", "give up watching after 90s, 30m, 2h", durationOption("--timeout"))
      .addHelpText("after", exitCodeHelp),
  prepare: (command) => {
    const options = readRollback(command);
    return async () => {
      const [{ run }, body] = await Promise.all([
        import("../../operations/release/run.js"),
        import("../../operations/release/rollback.js"),
      ]);
      return run(options, body.rollback);
    };
  },
};

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

export function readRollback(command: Command): RollbackOptions {
  const { environment, serviceKeys } = readServices(command);
  const flags = command.opts<Flags>();
  const { to, config, timeout } = flags;
  return {
    environment,
    serviceKey: onlyService(environment, serviceKeys, "a rollback is of"),
    ...(to !== undefined && { to }),
    ...(config !== undefined && { config }),
    ...(timeout !== undefined && { timeout }),
    waitFor: flags.waitFor,
    continues: continuesOf(flags),
    dryRun: flags.dryRun ?? false,
    yes: flags.yes ?? false,
    json: flags.json ?? false,
  };
}
