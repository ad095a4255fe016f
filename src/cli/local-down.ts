import { stopLocalAws } from "../local-aws/daemon";
import type { CliCommand } from "./command";

/** Stops the local AWS of this checkout. */
export const localDown: CliCommand = {
  name: "local down",
  description: "Stops the local AWS of this checkout. It keeps everything in memory: what was made in it is gone.",
  examples: [""],
  needs: "nothing",
  local: "no",
  declare: (command) => command,
  prepare: () => async () => {
    const stopped = await stopLocalAws();
    process.stdout.write(
      stopped ? "The local AWS is stopped; everything in it is gone.\n" : "The local AWS was not running.\n",
    );
    return 0;
  },
};
