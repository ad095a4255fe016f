import type { Command } from "commander";
import { UsageError } from "../../lib/errors";
import type { ReleaseOptions } from "../../operations/release/release-options";
import { onlyService } from "../../operations/release/target/service-reference";
import type { Wait } from "../../operations/release/service/snapshot";
import type { Goal } from "../../operations/release/deployment/verdict";
import { durationOption, environmentArgument, goalOption, readServices, serviceOption } from "../arguments";
import type { CliCommand } from "../command";
import { exitCodeHelp } from "../exit-codes";

/** A blue/green deployment, watched to its end. */
export const release: CliCommand = {
  name: "release",
  description: "Releases an image, or a changed task definition, by a blue/green deployment.",
  examples: [
    "production --service web --image 1.4.2",
    "production --service web --image 1.4.2 --dry-run",
    "production --service web --continue",
    "hands-on --image 2 --local",
  ],
  needs: "terraform",
  local: "up",
  declare: (command) =>
    serviceOption(environmentArgument(command))
      .option(
        "--image <image>",
        "tag or digest of the environment's repository, or URI of an image in ECR (default: what runs now)",
      )
      .option(
        "--wait-for <goal>",
        "ready: the replacement answers test traffic; traffic: it has all of it; done: the original is gone",
        goalOption,
        "done",
      )
      .option("--continue", "shift the traffic of the deployment that waits for it; with --image: do not wait")
      .option("--terminate", "stop the original tasks without waiting; ends the time in which a rollback is instant")
      .option("--config <name>", "CodeDeploy deployment configuration (default: the deployment group's)")
      .option("--allow-unhealthy", "release although the running tasks are not healthy")
      .option("--resume-scaling", "restore scaling that an interrupted release has left suspended, and do nothing else")
      .option("--dry-run", "check and show the plan, change nothing")
      .option("--yes", "do not ask")
      .option("--json", "one JSON object per line, for programs")
      .option(
        "--timeout <duration>",
        "give up watching after 90s, 30m, 2h (default: all waits and an hour)",
        durationOption("--timeout"),
      )
      .addHelpText("after", exitCodeHelp),
  prepare: (command) => {
    const options = readRelease(command);
    return async () => {
      const [{ run }, body] = await Promise.all([
        import("../../operations/release/run.js"),
        import("../../operations/release/release.js"),
      ]);
      return run(options, body.release);
    };
  },
};

interface Flags {
  readonly image?: string;
  readonly config?: string;
  readonly waitFor: Goal;
  readonly continue?: true;
  readonly terminate?: true;
  readonly allowUnhealthy?: true;
  readonly resumeScaling?: true;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
  readonly timeout?: number;
}

export function readRelease(command: Command): ReleaseOptions {
  const { environment, serviceKeys } = readServices(command);
  const flags = command.opts<Flags>();
  const { image, config, timeout } = flags;
  return {
    environment,
    serviceKey: onlyService(environment, serviceKeys, "a release is of"),
    mode: modeOf(flags),
    ...(image !== undefined && { image }),
    ...(config !== undefined && { config }),
    ...(timeout !== undefined && { timeout }),
    waitFor: flags.waitFor,
    continues: continuesOf(flags),
    allowUnhealthy: flags.allowUnhealthy ?? false,
    dryRun: flags.dryRun ?? false,
    yes: flags.yes ?? false,
    json: flags.json ?? false,
  };
}

/** The waits of a deployment that are to be cut short. */
export function continuesOf(flags: Pick<Flags, "continue" | "terminate">): ReadonlySet<Wait> {
  const continues = new Set<Wait>();
  if (flags.continue) continues.add("traffic");
  if (flags.terminate) continues.add("termination");
  return continues;
}

/** A running deployment cannot be given another image or configuration: with either, it is a new release. */
function modeOf(flags: Flags): ReleaseOptions["mode"] {
  const { image, config } = flags;
  if (flags.resumeScaling) {
    if (flags.continue || flags.terminate || flags.dryRun || image !== undefined || config !== undefined) {
      throw new UsageError("--resume-scaling stands alone: it restores scaling and releases nothing.");
    }
    return "resume-scaling";
  }
  if ((!flags.continue && !flags.terminate) || image !== undefined) return "release";
  if (config !== undefined || flags.dryRun) {
    const extra = config === undefined ? "--dry-run" : "--config";
    throw new UsageError(
      `${extra} is for a new release; --continue and --terminate without --image act on the running deployment. Add --image, or leave ${extra} out.`,
    );
  }
  return "continue";
}
