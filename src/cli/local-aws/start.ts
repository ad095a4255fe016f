import type { CliCommand } from "../command";

/** The hands-on in the local AWS. */
export const start: CliCommand = {
  name: "start",
  description: "Deploys hands-on to the local AWS, without an AWS account. Repeated, it continues or changes nothing.",
  examples: [""],
  needs: "local AWS",
  local: "always",
  declare: (command) => command,
  prepare: () => async () => (await import("./start-hands-on.js")).startHandsOn(),
};
