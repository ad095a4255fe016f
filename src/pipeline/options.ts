import { join, resolve } from "node:path";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { checkout } from "../checkout";
import { environment, environments } from "../environments";
import type { Environment } from "../environments/schema";
import { messageOf, UsageError } from "../lib/errors";
import { show } from "../lib/problem";
import { severities } from "../review/finding";
import { readFailOn, readVerify } from "../review/options";
import type { ApplyOptions } from "./apply";
import type { PlanOptions } from "./plan";
import { planFileOf } from "./session";

/** One step of a pipeline, with all that it was told. */
export type Step =
  | { readonly step: "environments"; readonly only: string | undefined }
  | { readonly step: "plan"; readonly target: Environment; readonly options: PlanOptions }
  | { readonly step: "apply"; readonly target: Environment; readonly options: ApplyOptions }
  | { readonly step: "comment" | "drift"; readonly target: Environment; readonly folder: string }
  | { readonly step: "reviewed"; readonly target: Environment };

/** @throws UsageError for what is no step, or not said as one */
export function parseStep([step, ...args]: readonly string[]): Step {
  switch (step) {
    case "environments":
      return { step, only: read(args, { only: text }, 0).values.only };
    case "plan":
      return parsePlan(args);
    case "apply":
      return parseApply(args);
    case "comment":
    case "drift": {
      const { target, values } = readTarget(args, { from: text });
      return { step, target, folder: folderOf(target, values.from) };
    }
    case "reviewed":
      return { step, target: readTarget(args, {}).target };
    case undefined:
    case "":
      throw new UsageError(usage());
    default:
      throw new UsageError(`${show(step)} is not a step of a pipeline. Choose one of these.\n${usage()}`);
  }
}

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;

function parsePlan(args: readonly string[]): Step {
  const { target, values } = readTarget(args, {
    speculative: flag,
    "refresh-only": flag,
    "no-lock": flag,
    live: flag,
    "keep-plan": flag,
    "plan-file": text,
    "fail-on": text,
    out: text,
  });
  const { speculative, live } = values;
  const planFile = values["plan-file"] ?? (values["keep-plan"] ? planFileOf(target) : undefined);
  return {
    step: "plan",
    target,
    options: {
      speculative,
      refreshOnly: values["refresh-only"],
      lock: !values["no-lock"],
      live,
      planFile: planFile === undefined ? undefined : resolve(planFile),
      failOn: readFailOn(values["fail-on"]),
      folder: folderOf(target, values.out),
    },
  };
}

function parseApply(args: readonly string[]): Step {
  const { target, values } = readTarget(args, { verify: text, live: flag, "plan-file": text, out: text });
  const { live, verify, "plan-file": planFile } = values;
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
      folder: folderOf(target, values.out),
    },
  };
}

function readTarget<T extends NonNullable<ParseArgsConfig["options"]>>(args: readonly string[], options: T) {
  const { values, positionals } = read(args, options, 1);
  const [name = ""] = positionals;
  return { target: environment(name), values };
}

function read<T extends NonNullable<ParseArgsConfig["options"]>>(args: readonly string[], options: T, names: number) {
  const found = parsed(args, options);
  if (found.positionals.length !== names) throw new UsageError(usage());
  return found;
}

function parsed<T extends NonNullable<ParseArgsConfig["options"]>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n${usage()}`);
  }
}

function folderOf({ name }: Environment, given: string | undefined): string {
  return given === undefined ? join(checkout.local, "pipeline", name) : resolve(given);
}

function usage(): string {
  const known = environments().map(({ name }) => name);
  return `usage: npm run pipeline -- <step> [options]
  environments [--only <environment>]    what a workflow has to know of the environments that it serves
  plan <environment> [--speculative] [--refresh-only] [--no-lock] [--live] [--fail-on <severity>] [--out <folder>]
                     [--keep-plan | --plan-file <file>]    plans, reviews, draws
  comment <environment> [--from <folder>]    puts the review on the pull request
  reviewed <environment>    the hash that was reviewed on the pull request of this commit
  apply <environment> (--verify <hash> | --plan-file <file>) [--live] [--out <folder>]    applies what was reviewed
  drift <environment> [--from <folder>]    keeps the issue on what a refresh-only plan found
Severities: ${severities.join(", ")}. Environments: ${known.join(", ")}`;
}
