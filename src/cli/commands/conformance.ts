import type { Command } from "commander";
import type { CompareOptions, ConformanceOptions, RunOptions } from "../../operations/conformance/options";
import { environmentNames } from "../../environments";
import { UsageError } from "../../lib/errors";
import { chosenServices, onlyService } from "../../operations/release/target/service-reference";
import { serviceOption } from "../arguments";
import type { CliCommand } from "../command";

const help = `
Exit codes:
  0  the run is complete; with --compare: and there is no difference
  1  it failed or was interrupted; or, with --compare, there are differences
  2  wrong usage or configuration, or the service is not in a state to begin with`;

/** What AWS answers when a service is deployed, as a record to compare. */
export const conformance: CliCommand = {
  name: "conformance",
  description:
    "Walks a deployed service through the cases of a deployment, records the shape of AWS's answers, and puts everything back.",
  examples: [
    "hands-on --compare docs/conformance/local-aws.json",
    "--compare docs/conformance/local-aws.json --with conformance-hands-on-web.json",
  ],
  needs: "terraform",
  local: "up",
  declare: (command) =>
    serviceOption(command.argument("[environment]", `one of: ${environmentNames().join(", ")}; none with --with`))
      .option(
        "--record <file>",
        "where the record is written (default: conformance-<environment>-<service>-<time>.json)",
      )
      .option("--compare <record>", "print what differs from this record")
      .option("--with <record>", "compare with this record instead of making one; AWS is not called")
      .option("--yes", "do not ask")
      .addHelpText("after", help),
  prepare: (command) => {
    const options = readConformance(command);
    return async () => {
      const [{ run }, body] = await Promise.all([
        import("../../operations/release/run.js"),
        import("../../operations/conformance/conformance.js"),
      ]);
      return run(options, body.conformance);
    };
  },
};

interface Flags {
  readonly service?: string;
  readonly record?: string;
  readonly compare?: string;
  readonly with?: string;
  readonly yes?: true;
}

/** @param now for the name of the record */
export function readConformance(command: Command, now = new Date()): ConformanceOptions {
  const [environment] = command.args;
  const flags = command.opts<Flags>();
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
