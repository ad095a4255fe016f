import type { Command } from "commander";
import { environment } from "../../environments";
import type { EjectOptions } from "../../operations/eject/eject";
import { environmentArgument } from "../arguments";
import type { CliCommand } from "../command";

/** Out of CDKTF: the environment as HCL. */
export const eject: CliCommand = {
  name: "eject",
  description:
    "Writes an environment and its state bucket as HCL, to keep instead of this project: same backend, addresses and lock. Then plans JSON and HCL against the environment's state and compares the plans.",
  examples: ["production --out ../production-hcl", "hands-on --out hcl --local"],
  needs: "terraform",
  local: "started",
  declare: (command) =>
    environmentArgument(command)
      .requiredOption("--out <folder>", "folder to make; it gets one folder for each of the two stacks")
      .option("--no-compare", "write the files only: no plan, no credentials"),
  prepare: (command) => {
    const options = readEject(command);
    return async () => (await import("../../operations/eject/eject.js")).eject(options);
  },
};

function readEject(command: Command): EjectOptions {
  const [name = ""] = command.args;
  const { out, compare } = command.opts<{ readonly out: string; readonly compare: boolean }>();
  return { environment: environment(name).name, out, compare };
}
