import { environmentArgument } from "../arguments";
import type { CliCommand } from "../command";

export const newEnvironment: CliCommand = {
  name: "new environment",
  description:
    "Adds an environment with the settings of another: its file, its line in the index, dependency locks. Lists every value to change.",
  examples: ["qa --from staging"],
  needs: "nothing",
  local: "no",
  declare: (command) =>
    command
      .argument("<name>", "name of the new environment")
      .requiredOption("--from <environment>", "environment whose settings it takes over"),
  prepare: (command) => {
    const [name = ""] = command.args;
    const { from } = command.opts<{ readonly from: string }>();
    return async () => {
      const scaffold = await import("../../operations/scaffold/new-environment.js");
      process.stdout.write(scaffold.newEnvironment({ name, from }));
      return 0;
    };
  },
};

export const newService: CliCommand = {
  name: "new service",
  description:
    "Adds a service to an environment's file: with a path and a listener rule's priority that are free, and alarms where the others have them.",
  examples: ["production orders"],
  needs: "nothing",
  local: "no",
  declare: (command) => environmentArgument(command).argument("<name>", "name of the new service"),
  prepare: (command) => {
    const [environment = "", name = ""] = command.args;
    return async () => {
      const scaffold = await import("../../operations/scaffold/new-service.js");
      process.stdout.write(scaffold.newService({ environment, name }));
      return 0;
    };
  },
};
