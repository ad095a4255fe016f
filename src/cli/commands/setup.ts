import type { CliCommand } from "../command";

/** Set-up is what runs before every command; here nothing comes after it. */
export const setup: CliCommand = {
  name: "setup",
  description: "Installs and checks what the commands need; each of them does so by itself.",
  examples: [""],
  needs: "local AWS",
  local: "no",
  declare: (command) => command,
  prepare: () => () => 0,
};
