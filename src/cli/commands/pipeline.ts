import { join, resolve } from "node:path";
import type { Command } from "commander";
import { checkout } from "../../lib/checkout";
import { environment } from "../../environments";
import type { Environment } from "../../environments/schema";
import { UsageError } from "../../lib/errors";
import type { Step } from "../../operations/pipeline/options";
import { planFileOf } from "../../operations/pipeline/session";
import { severities } from "../../operations/review/finding";
import { readFailOn, readVerify } from "../../operations/review/options";
import { environmentArgument } from "../arguments";
import type { CliCommand } from "../command";

type PipelineCommand = CliCommand & { readonly read: (command: Command) => Step };

/** A step of pipelines: on GitHub, in HCP Terraform, with Atlantis. */
function step(
  name: Step["step"],
  description: string,
  examples: readonly string[],
  declare: (command: Command) => Command,
  read: (command: Command) => Step,
): PipelineCommand {
  return {
    name: `pipeline ${name}`,
    description,
    examples,
    needs: "terraform",
    local: "started",
    declare,
    read,
    prepare: (command) => {
      const chosen = read(command);
      return async () => (await import("../../operations/pipeline/run-step.js")).runStep(chosen, process.env);
    },
  };
}

/** What the workflows of GitHub, Atlantis and people do with an environment, step by step. */
export const pipelineSteps: readonly PipelineCommand[] = [
  step(
    "environments",
    "Prints what a workflow has to know of the environments that it serves.",
    ["", "--only production"],
    (command) => command.option("--only <environment>", "this one alone"),
    (command) => ({ step: "environments", only: command.opts<{ readonly only?: string }>().only }),
  ),
  step(
    "plan",
    "Plans, reviews and draws an environment.",
    ["production --fail-on refuse"],
    (command) =>
      environmentArgument(command)
        .option("--speculative", "for a look only: nobody can apply the plan")
        .option("--refresh-only", "look for drift alone")
        .option("--no-lock", "do not hold the state meanwhile")
        .option("--live", "ask AWS whether a deployment runs")
        .option("--fail-on <severity>", `end with exit code 3 from this severity on; one of: ${severities.join(", ")}`)
        .option("--out <folder>", "where the review is written (default: .local/pipeline/<environment>)")
        .option("--keep-plan", "keep the plan file beside the Terraform JSON")
        .option("--plan-file <file>", "keep the plan file here"),
    readPlan,
  ),
  step("comment", "Puts the review on the pull request.", ["production"], fromOption, (command) => ({
    step: "comment",
    ...readFolder(command),
  })),
  step(
    "reviewed",
    "Prints the hash that was reviewed on the pull request of this commit.",
    ["production"],
    environmentArgument,
    (command) => ({ step: "reviewed", target: targetOf(command) }),
  ),
  step(
    "apply",
    "Applies what was reviewed.",
    ["production --verify <hash>"],
    (command) =>
      environmentArgument(command)
        .option("--verify <hash>", "of the plan that was reviewed")
        .option("--plan-file <file>", "the plan that was reviewed")
        .option("--live", "ask AWS whether a deployment runs")
        .option("--out <folder>", "where the outcome is written (default: .local/pipeline/<environment>)"),
    readApply,
  ),
  step("drift", "Keeps the issue on what a refresh-only plan found.", ["production"], fromOption, (command) => ({
    step: "drift",
    ...readFolder(command),
  })),
];

interface PlanFlags {
  readonly speculative?: true;
  readonly refreshOnly?: true;
  readonly lock: boolean;
  readonly live?: true;
  readonly failOn?: string;
  readonly out?: string;
  readonly keepPlan?: true;
  readonly planFile?: string;
}

function readPlan(command: Command): Step {
  const target = targetOf(command);
  const flags = command.opts<PlanFlags>();
  const planFile = flags.planFile ?? (flags.keepPlan ? planFileOf(target) : undefined);
  return {
    step: "plan",
    target,
    options: {
      speculative: flags.speculative ?? false,
      refreshOnly: flags.refreshOnly ?? false,
      lock: flags.lock,
      live: flags.live ?? false,
      planFile: planFile === undefined ? undefined : resolve(planFile),
      failOn: readFailOn(flags.failOn),
      folder: folderOf(target, flags.out),
    },
  };
}

interface ApplyFlags {
  readonly verify?: string;
  readonly planFile?: string;
  readonly live?: true;
  readonly out?: string;
}

function readApply(command: Command): Step {
  const target = targetOf(command);
  const { verify, planFile, live = false, out } = command.opts<ApplyFlags>();
  if (verify === undefined && planFile === undefined) {
    throw new UsageError(
      `apply ${target.name}: it was not said which plan was reviewed. Allowed: --verify with its hash, or --plan-file with ` +
        "the plan itself. Copy the hash from the last line of the review.",
    );
  }
  return {
    step: "apply",
    target,
    options: {
      live,
      verify: readVerify(verify),
      planFile: planFile === undefined ? undefined : resolve(planFile),
      folder: folderOf(target, out),
    },
  };
}

function fromOption(command: Command): Command {
  return environmentArgument(command).option(
    "--from <folder>",
    "where the review was written (default: .local/pipeline/<environment>)",
  );
}

function readFolder(command: Command): { readonly target: Environment; readonly folder: string } {
  const target = targetOf(command);
  return { target, folder: folderOf(target, command.opts<{ readonly from?: string }>().from) };
}

function targetOf({ args: [name = ""] }: Command): Environment {
  return environment(name);
}

function folderOf({ name }: Environment, given: string | undefined): string {
  return given === undefined ? join(checkout.local, "pipeline", name) : resolve(given);
}
