import { runningLocalAws, stopLocalAws } from "../../local-aws/daemon";
import { ask } from "../../lib/confirm";
import type { CliCommand } from "../command";

/** Stops the local AWS of this checkout. */
export const localDown: CliCommand = {
  name: "local down",
  description: "Stops the local AWS of this checkout. It keeps everything in memory: what was made in it is gone.",
  examples: [""],
  needs: "nothing",
  local: "no",
  declare: (command) => command.option("--yes", "do not ask, though Terraform may be at work in it"),
  prepare: (command) => {
    const { yes = false } = command.opts<{ readonly yes?: true }>();
    return () => stop(yes);
  },
};

async function stop(yes: boolean): Promise<number> {
  const running = await runningLocalAws();
  const runs = running === undefined ? [] : await readRuns(running.url);
  if (runs.length > 0) {
    process.stderr.write(["Terraform is at work in the local AWS:", ...runs.map((run) => `  ${run}`), ""].join("\n"));
    if (!yes && process.stdin.isTTY && process.stderr.isTTY && !(await ask("Stop the local AWS, and fail that run?"))) {
      process.stderr.write("The local AWS is still running.\n");
      return 1;
    }
  }
  const stopped = await stopLocalAws();
  process.stdout.write(
    stopped ? "The local AWS is stopped; everything in it is gone.\n" : "The local AWS was not running.\n",
  );
  return 0;
}

/** A local AWS that does not answer about its states can be stopped all the same. */
async function readRuns(url: string): Promise<readonly string[]> {
  const { terraformRuns } = await import("../../local-aws/terraform-runs.js");
  return terraformRuns(url).catch(() => []);
}
