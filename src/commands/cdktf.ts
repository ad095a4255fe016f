import { cdktf } from "../terraform/cdktf";
import { terraformEnvironment } from "../terraform/environment";
import { runCommand } from "./run-command";

/** `npm run get`, `npm run synth`: CDKTF as it is, with the providers from where set-up found them. */
void runCommand((args) => cdktf(args, { env: terraformEnvironment() }));
