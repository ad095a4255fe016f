import type { Command } from "commander";
import type { AdoptOptions } from "../../operations/adopt/adopt";
import { environment } from "../../environments";
import { UsageError } from "../../lib/errors";
import { environmentArgument } from "../arguments";
import type { CliCommand } from "../command";

/** Takes what exists in the account into Terraform's state. */
export const adopt: CliCommand = {
  name: "adopt",
  description:
    "Finds what the environment declares, what exists in the account and what Terraform's state does not know, and imports it. AWS is only read.",
  examples: ["hands-on --dry-run", "production --yes --json"],
  needs: "terraform",
  local: "started",
  declare: (command) =>
    environmentArgument(command)
      .option("--yes", "do not ask")
      .option("--dry-run", "look only")
      .option("--json", "print what was found as JSON"),
  prepare: (command) => {
    const options = readAdopt(command);
    return async () => (await import("../../operations/adopt/adopt.js")).adopt(options);
  },
};

export function readAdopt(command: Command): AdoptOptions {
  const [name = ""] = command.args;
  const { yes = false, dryRun = false, json = false } = command.opts<Partial<AdoptOptions>>();
  if (!yes && !dryRun && !process.stdin.isTTY) {
    throw new UsageError(
      "adopt asks before it imports, and there is no terminal to ask on. Add --yes to import, or --dry-run to look only.",
    );
  }
  return { target: environment(name), yes, dryRun, json };
}
