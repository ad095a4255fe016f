import { stopLocalAws } from "../local-aws/daemon";
import { runCommand } from "./run-command";

/** `npm run local:down`: stops the local AWS of this checkout. What was made in it is gone, its memory was its disk. */
void runCommand(async () => {
  const stopped = await stopLocalAws();
  process.stdout.write(
    stopped ? "The local AWS is stopped; everything in it is gone.\n" : "The local AWS was not running.\n",
  );
  return 0;
});
