import { run } from "../release/run";
import { parseStatusOptions, status } from "../release/status";
import { runCommand } from "./run-command";

/** `npm run status -- <environment> [--service <name>]`: what is live, and what is on its way. */
void runCommand((args) => run(args, parseStatusOptions, status));
