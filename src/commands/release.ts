import { release } from "../release/release";
import { parseReleaseOptions } from "../release/release-options";
import { run } from "../release/run";
import { runCommand } from "./run-command";

/** `npm run release -- <environment> [--service <name>]`: a blue/green deployment, watched to its end. */
void runCommand((args) => run(args, parseReleaseOptions, release));
