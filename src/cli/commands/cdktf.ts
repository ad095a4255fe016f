import type { Command } from "commander";
import { environment, environmentNames, environments } from "../../environments";
import { cdktf } from "../../operations/terraform/cdktf";
import { terraformEnvironment } from "../../operations/terraform/environment";
import type { CliCommand } from "../command";

/** A command of CDKTF as it is, with the providers from where set-up found them. */
export function passedOn(given: Pick<CliCommand, "name" | "description" | "examples" | "local">): CliCommand {
  return {
    needs: "terraform",
    ...given,
    declare: (command) =>
      command
        .argument("[environment]", `one of: ${environmentNames().join(", ")}`)
        .allowUnknownOption()
        .allowExcessArguments()
        .addHelpText("after", `\nAll other options are CDKTF's own: npx cdktf ${given.name} --help`),
    prepare: (command) => {
      checkEnvironments(command);
      const args = [given.name, ...command.args];
      return () => cdktf(args, { env: terraformEnvironment() });
    },
  };
}

/** CDKTF shows an app that fails as a stack trace under a spinner. So what an environment's file says is checked before. */
function checkEnvironments({ args }: Command): void {
  const named = args.filter((arg) => environmentNames().includes(arg));
  if (named.length === 0) environments();
  else named.forEach(environment);
}

export const cdktfCommands: readonly CliCommand[] = [
  passedOn({
    name: "synth",
    description: "Writes the Terraform JSON of every environment to cdktf.out/stacks/<environment>/cdk.tf.json.",
    examples: [""],
    local: "no",
  }),
  passedOn({
    name: "diff",
    description: "Shows what a deploy would change.",
    examples: ["production", "hands-on --local"],
    local: "started",
  }),
  passedOn({
    name: "deploy",
    description: "Deploys an environment: terraform apply of its Terraform JSON.",
    examples: ["production", "hands-on --local --auto-approve --skip-provider-lock"],
    local: "started",
  }),
  {
    ...passedOn({
      name: "get",
      description: "Generates provider bindings into .gen, for another provider version than the packaged one.",
      examples: [""],
      local: "no",
    }),
    prepare:
      ({ args }) =>
      () =>
        cdktf(["get", ...args], { env: terraformEnvironment() }),
  },
];
