import { ensureLocalAws } from "../../local-aws/daemon";
import type { CliCommand } from "../command";

/** The local AWS of this checkout, in the background. */
export const localUp: CliCommand = {
  name: "local up",
  description: "Starts the local AWS of this checkout, if it is not up, and prints where it listens.",
  examples: [""],
  needs: "local AWS",
  local: "no",
  declare: (command) => command,
  prepare: () => async () => {
    const { url } = await ensureLocalAws();
    process.stdout.write(`The local AWS listens on ${url}.\n`);
    return 0;
  },
};
