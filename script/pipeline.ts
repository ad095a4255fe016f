import { runCommand } from "../src/commands/run-command";
import { runStep } from "../src/pipeline/run-step";
import { parseStep } from "../src/pipeline/options";

/** `npm run pipeline -- <step>`: what the workflows of GitHub, Atlantis and people do with an environment, step by step. */
void runCommand((args) => runStep(parseStep(args), process.env));
