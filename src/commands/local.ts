import { ensureLocalAws, localAwsEnvironment } from "../local-aws/daemon";
import { UsageError } from "../lib/errors";
import { terraformEnvironment } from "../terraform/environment";
import { runChild } from "../terraform/child";
import { type Command, runCommand } from "./run-command";

/** `npm run local -- <command> [arguments]`: any program, against the local AWS. */
const local: Command = async (args) => {
  const [command, ...rest] = args[0] === "--" ? args.slice(1) : args;
  if (command === undefined) {
    throw new UsageError(
      "usage: npm run local -- <command> [arguments]\n" +
        "Runs a command against the local AWS, for example: npm run local -- aws ecs list-services --cluster ContainerHandsOn",
    );
  }
  const { url } = await ensureLocalAws();
  try {
    return await runChild(command, rest, { env: terraformEnvironment(localAwsEnvironment(url)) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    process.stderr.write(`${command}: there is no such command on PATH.\n`);
    return 127;
  }
};

void runCommand(local);
