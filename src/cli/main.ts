import { main } from "./program";
import { runCommand } from "./run-command";

/** The command line where set-up has run already: for tests, and for commands that run others. */
void runCommand((args) => main(args));
