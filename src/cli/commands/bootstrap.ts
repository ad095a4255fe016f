import { environment } from "../../environments";
import { environmentArgument } from "../arguments";
import type { CliCommand } from "../command";

/** The place where an environment's state is kept. */
export const bootstrap: CliCommand = {
  name: "bootstrap",
  description: "Makes the bucket for an environment's Terraform state; safe to repeat.",
  examples: ["production", "production --local"],
  needs: "terraform",
  local: "started",
  declare: environmentArgument,
  prepare: ({ args: [name = ""] }) => {
    const target = environment(name);
    return async () => {
      const body = await import("../../operations/terraform/bootstrap.js");
      process.stdout.write(`${await body.bootstrap(target)}\n`);
      return 0;
    };
  },
};
