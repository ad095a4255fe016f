import { checkout } from "../../lib/checkout";
import { runChild } from "../../operations/terraform/child";
import type { CliCommand } from "../command";

export const bench: CliCommand = {
  name: "bench",
  description: "Measures speed, as ratios within one run: figures of one machine mean nothing on another.",
  examples: [""],
  needs: "local AWS",
  local: "no",
  declare: (command) => command,
  prepare: () => () => runChild(process.execPath, ["script/run.mjs", "script/bench.ts"], { cwd: checkout.root }),
};
