import type { Command } from "commander";
import { environment, environmentNames } from "../../environments";
import { UsageError } from "../../lib/errors";
import { hoursSince } from "../../operations/review/age";
import { severities } from "../../operations/review/finding";
import { loadPlan, loadStack } from "../../operations/review/plan/load";
import { type Format, formats, oneOf, type Options, readFailOn, readVerify } from "../../operations/review/options";
import { readPlanJson } from "../../operations/review/plan/plan-json";
import { renderJson } from "../../operations/review/render/json";
import { renderMarkdown } from "../../operations/review/render/markdown";
import { renderText } from "../../operations/review/render/text";
import { exitCodeOf, review, type Review } from "../../operations/review/review";
import type { CliCommand } from "../command";

/** What a plan does to live traffic. */
export const reviewCommand: CliCommand = {
  name: "review",
  description:
    "Says what a plan does to live traffic. Reads a plan file of `terraform plan -out`, or what `terraform show -json` printed of it.",
  examples: ["plan --environment production", "plan.json --format markdown --fail-on refuse"],
  needs: "terraform",
  local: "started",
  declare: (command) =>
    command
      .argument("<plan>", "plan file, or its JSON")
      .option("--environment <name>", `whose plan it is; one of: ${environmentNames().join(", ")}`)
      .option("--format <format>", `one of: ${formats.join(", ")} (default: text)`)
      .option("--fail-on <severity>", `end with exit code 3 from this severity on; one of: ${severities.join(", ")}`)
      .option("--verify <hash>", "end with exit code 1 unless this is the plan that was reviewed")
      .option(
        "--live",
        "ask AWS, with your credentials, whether a deployment runs that the plan would get in the way of",
      ),
  prepare: (command) => {
    const options = readReview(command);
    return () => reviewPlan(options);
  },
};

interface Flags {
  readonly environment?: string;
  readonly format?: string;
  readonly failOn?: string;
  readonly verify?: string;
  readonly live?: true;
}

export function readReview(command: Command): Options {
  const [file = ""] = command.args;
  const flags = command.opts<Flags>();
  return {
    file,
    environment: flags.environment,
    format: oneOf("--format", formats, flags.format) ?? "text",
    failOn: readFailOn(flags.failOn),
    verify: readVerify(flags.verify),
    live: readLiveFlag(flags.live ?? false, flags.environment),
  };
}

function readLiveFlag(asked: boolean, environment: string | undefined): boolean {
  if (!asked || environment !== undefined) return asked;
  throw new UsageError(
    "--live: it looks for deployments of an environment's services, and none is given. " +
      "Allowed: together with --environment. Add --environment <name>.",
  );
}

const renderers: Readonly<Record<Format, (review: Review) => string>> = {
  text: renderText,
  markdown: (one) => renderMarkdown(one),
  json: renderJson,
};

async function reviewPlan({ file, environment: name, format, failOn, verify, live }: Options): Promise<number> {
  const target = name === undefined ? undefined : environment(name).name;
  const plan = readPlanJson(await loadPlan(file, target), file);
  const found = review(plan, {
    ...(target !== undefined && { environment: target }),
    stack: loadStack(target),
    ageHours: hoursSince(plan.timestamp),
    ...(live && target !== undefined && { live: await lookLive(target) }),
  });
  process.stdout.write(renderers[format](found));
  if (verify !== undefined && verify !== found.hash) {
    process.stderr.write(
      `${file}: this is not the plan that was reviewed. Reviewed: ${verify}. This one: ${found.hash}. ` +
        "The code or the account changed in between: review this plan before you apply it.\n",
    );
    return 1;
  }
  return exitCodeOf(found, failOn);
}

async function lookLive(environment: string) {
  const { readLiveState: readLive } = await import("../../operations/review/live.js");
  return readLive(environment);
}
