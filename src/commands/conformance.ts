import { conformance } from "../conformance/conformance";
import { parseConformanceOptions } from "../conformance/options";
import { run } from "../release/run";
import { runCommand } from "./run-command";

/** `npm run conformance -- <environment>`: what AWS answers when a service is deployed, as a record to compare. */
void runCommand((args) => run(args, parseConformanceOptions, conformance));
