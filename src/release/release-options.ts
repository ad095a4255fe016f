import { UsageError } from "../lib/errors";
import { command, durationOption, goalOption, parseArguments } from "./arguments";
import { onlyService } from "./service-reference";
import type { Wait } from "./snapshot";
import { exitCodes, type Goal } from "./verdict";

export interface ReleaseOptions {
  readonly environment: string;
  readonly serviceKey: string;
  /** A new release; the running one goes on; or a suspension that was left behind is mended. */
  readonly mode: "release" | "continue" | "resume-scaling";
  readonly image?: string;
  readonly config?: string;
  readonly waitFor: Goal;
  readonly continues: ReadonlySet<Wait>;
  readonly allowUnhealthy: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
  /** Milliseconds. @default all waits of the deployment and an hour */
  readonly timeout?: number;
}

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

export const exitCodeHelp = `
Exit codes:
  ${exitCodes.reached}  what was waited for is reached; unless that was "ready", the new revision serves all traffic
  ${exitCodes.refused}  it failed before anything was changed
  ${exitCodes.usage}  wrong usage or configuration
  ${exitCodes.rolledBack}  the deployment failed and was rolled back: the original revision serves all traffic
  ${exitCodes.notRolledBack}  the deployment failed and was not rolled back
  ${exitCodes.stillRunning}  interrupted or timed out; the deployment goes on`;

export function parseReleaseOptions(args: readonly string[]): ReleaseOptions {
  const program = command("release", "Releases an image, or a changed task definition, by a blue/green deployment.")
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
    .addHelpText("after", exitCodeHelp);
  const { environment, serviceKeys, options } = parseArguments<Flags>(program, args);
  const { image, config, timeout } = options;
  const continues = new Set<Wait>();
  if (options.continue) continues.add("traffic");
  if (options.terminate) continues.add("termination");
  return {
    environment,
    serviceKey: onlyService(environment, serviceKeys, "a release is of"),
    mode: modeOf(options),
    ...(image !== undefined && { image }),
    ...(config !== undefined && { config }),
    ...(timeout !== undefined && { timeout }),
    waitFor: options.waitFor,
    continues,
    allowUnhealthy: options.allowUnhealthy ?? false,
    dryRun: options.dryRun ?? false,
    yes: options.yes ?? false,
    json: options.json ?? false,
  };
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
