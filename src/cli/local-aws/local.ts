import { ensureLocalAws, localAwsEnvironment } from "../../local-aws/daemon";
import { calledAs, commandLine } from "../../lib/command-line";
import { UsageError } from "../../lib/errors";
import { runChild } from "../../operations/terraform/child";
import { terraformEnvironment } from "../../operations/terraform/environment";
import type { CliCommand } from "../command";

/** Any program, against the local AWS. */
export const local: CliCommand = {
  name: "local",
  description: "Runs any command against the local AWS, which it starts if it is not up.",
  examples: [
    "-- aws ecs list-services --cluster ContainerHandsOn",
    "-- terraform -chdir=cdktf.out/stacks/hands-on plan",
  ],
  needs: "local AWS",
  local: "no",
  declare: (command) =>
    command
      .argument("[command...]", "program with its arguments")
      .passThroughOptions()
      .usage("-- <command> [arguments]"),
  prepare: ({ args }) => {
    const [command, ...rest] = args[0] === "--" ? args.slice(1) : args;
    if (command === undefined) {
      throw new UsageError(
        `required: expected a program to run against the local AWS, for example: ${calledAs("local")} aws ecs list-services ` +
          `--cluster ContainerHandsOn. The local AWS alone is started by: ${commandLine("local up")}`,
      );
    }
    return () => runLocal(command, rest);
  },
};

async function runLocal(command: string, args: readonly string[]): Promise<number> {
  const { url } = await ensureLocalAws();
  try {
    return await runChild(command, args, { env: terraformEnvironment(localAwsEnvironment(url)) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    process.stderr.write(`${command}: there is no such command on PATH.\n`);
    return 127;
  }
}
