import type { Command } from "commander";
import type { StatusOptions } from "../../operations/release/status";
import { onlyService } from "../../operations/release/target/service-reference";
import { environmentArgument, readServices, serviceOption } from "../arguments";
import type { CliCommand } from "../command";

/** What is live, and what is on its way. */
export const status: CliCommand = {
  name: "status",
  description: "Shows what is live, what is being released and what Terraform still declares.",
  examples: ["production", "production --service web --watch", "hands-on --local"],
  needs: "terraform",
  local: "up",
  declare: (command) =>
    serviceOption(environmentArgument(command))
      .option("--watch", "keep watching; follows a deployment to its end and exits as its release would")
      .option("--json", "one JSON object per line, for programs"),
  prepare: (command) => {
    const options = readStatus(command);
    return async () => {
      const [{ run }, body] = await Promise.all([
        import("../../operations/release/run.js"),
        import("../../operations/release/status.js"),
      ]);
      return run(options, body.status);
    };
  },
};

export function readStatus(command: Command): StatusOptions {
  const { environment, serviceKeys } = readServices(command);
  const { watch = false, json = false } = command.opts<{ readonly watch?: true; readonly json?: true }>();
  if (watch) onlyService(environment, serviceKeys, "--watch follows");
  return { environment, serviceKeys, watch, json };
}
