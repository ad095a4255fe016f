import { rollback } from "../release/rollback";
import { parseRollbackOptions } from "../release/rollback-options";
import { run } from "../release/run";
import { runCommand } from "./run-command";

/** `npm run rollback -- <environment> [--service <name>]`: back to the revision that served before. */
void runCommand((args) => run(args, parseRollbackOptions, rollback));
