import type { Command } from "commander";
import type { ConformanceOptions } from "../../src/operations/conformance/options";
import { readConformance } from "../../src/cli/commands/conformance";
import { parse } from "../../src/cli/parse";
import { pipelineSteps } from "../../src/cli/commands/pipeline";
import { readRelease } from "../../src/cli/commands/release";
import { readReview } from "../../src/cli/commands/review";
import { readRollback } from "../../src/cli/commands/rollback";
import { readStatus } from "../../src/cli/commands/status";
import type { Step } from "../../src/operations/pipeline/options";
import type { ReleaseOptions } from "../../src/operations/release/release-options";
import type { RollbackOptions } from "../../src/operations/release/rollback-options";
import type { StatusOptions } from "../../src/operations/release/status";
import type { Options as ReviewOptions } from "../../src/operations/review/options";

/** The arguments of a command line, as commander has read them. Not as npm calls it, though npm may run the test. */
function commandOf(name: string, args: readonly string[]): Command {
  const chosen = parse([name, ...args], {});
  if (chosen === undefined) throw new Error(`${name} ${args.join(" ")} asks for help.`);
  return chosen.command;
}

export function parseReleaseOptions(args: readonly string[]): ReleaseOptions {
  return readRelease(commandOf("release", args));
}

export function parseRollbackOptions(args: readonly string[]): RollbackOptions {
  return readRollback(commandOf("rollback", args));
}

export function parseStatusOptions(args: readonly string[]): StatusOptions {
  return readStatus(commandOf("status", args));
}

export function parseConformanceOptions(args: readonly string[], now: Date): ConformanceOptions {
  return readConformance(commandOf("conformance", args), now);
}

export function parseReviewOptions(args: readonly string[]): ReviewOptions {
  return readReview(commandOf("review", args));
}

export function parseStep(args: readonly string[]): Step {
  const command = commandOf("pipeline", args);
  const step = pipelineSteps.find(({ name }) => name === `pipeline ${command.name()}`);
  if (step === undefined) throw new Error(`${command.name()} is not a step.`);
  return step.read(command);
}
