import { Command } from "commander";
import { UsageError } from "../lib/errors";
import { environments } from "../environments";
import { parseProgram } from "../release/arguments";
import { chosenServices, onlyService } from "../release/service-reference";

export type ConformanceOptions = RunOptions | CompareOptions;

export interface RunOptions {
  readonly mode: "run";
  readonly environment: string;
  readonly serviceKey: string;
  /** File that the record is written to. */
  readonly record: string;
  /** Record to compare with. */
  readonly compare?: string;
  readonly yes: boolean;
  readonly json: false;
}

/** Two records that are there already. */
export interface CompareOptions {
  readonly mode: "compare";
  readonly files: readonly [string, string];
  readonly json: false;
}

interface Flags {
  readonly service?: string;
  readonly record?: string;
  readonly compare?: string;
  readonly with?: string;
  readonly yes?: true;
}

const help = `
Exit codes:
  0  the run is complete; with --compare: and there is no difference
  1  it failed or was interrupted; or, with --compare, there are differences
  2  wrong usage or configuration, or the service is not in a state to begin with`;

/** @param now for the name of the record */
export function parseConformanceOptions(args: readonly string[], now = new Date()): ConformanceOptions {
  const known = environments().map(({ name }) => name);
  const program = new Command("npm run conformance --")
    .description(
      "Walks a deployed service through the cases of a deployment, records the shape of AWS's answers, and puts everything back.",
    )
    .argument("[environment]", `one of: ${known.join(", ")}; none with --with`)
    .option("--service <name>", "service of the environment; where there is one, it need not be named")
    .option("--record <file>", "where the record is written (default: conformance-<environment>-<service>-<time>.json)")
    .option("--compare <record>", "print what differs from this record")
    .option("--with <record>", "compare with this record instead of making one; AWS is not called")
    .option("--yes", "do not ask")
    .addHelpText("after", help)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  parseProgram(program, args);
  const [environment] = program.args;
  const flags = program.opts<Flags>();
  return flags.with === undefined
    ? runOptions(environment, flags, now)
    : compareOptions(environment, flags, flags.with);
}

function runOptions(environment: string | undefined, flags: Flags, now: Date): RunOptions {
  if (environment === undefined) {
    throw new UsageError(
      "required: expected an environment to run on, or two records: --compare <record> --with <record>.",
    );
  }
  const serviceKey = onlyService(environment, chosenServices(environment, flags.service), "a conformance run is of");
  const time = now.toISOString().slice(0, 16).replace(":", "");
  return {
    mode: "run",
    environment,
    serviceKey,
    record: flags.record ?? `conformance-${environment}-${serviceKey}-${time}.json`,
    ...(flags.compare !== undefined && { compare: flags.compare }),
    yes: flags.yes ?? false,
    json: false,
  };
}

function compareOptions(environment: string | undefined, flags: Flags, other: string): CompareOptions {
  if (flags.compare === undefined) {
    throw new UsageError("--with compares two records. Add the other one: --compare <record>.");
  }
  if (environment !== undefined || flags.service !== undefined || flags.record !== undefined) {
    throw new UsageError("--with compares two records and makes none. Leave environment, --service and --record out.");
  }
  return { mode: "compare", files: [flags.compare, other], json: false };
}
