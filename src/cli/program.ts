import { rememberInvocation, commandLine } from "../lib/command-line";
import { ensureLocalAws, localAwsEnvironment, runningLocalAws } from "../local-aws/daemon";
import { readPidFile } from "../local-aws/pid-file";
import type { CliCommand } from "./command";
import { isCalledByNpm } from "./npm-options";
import { parse } from "./parse";
import { exitCodeOf } from "./run-command";

/** What the launcher knows and does. */
export interface Host {
  /** Its path, as a person types it. */
  readonly launcher: string;
  /** Answers whether everything is there; what is missing has been said by then. */
  readonly setUp: (parts: { readonly localAws: boolean }) => Promise<boolean>;
}

/**
 * Runs a command line, and answers its exit code.
 *
 * @param host undefined where set-up has run already
 */
export function main(args: readonly string[], host?: Host): Promise<number> {
  return exitCodeOf(async () => {
    const launcher = isCalledByNpm(args, process.env) ? undefined : host?.launcher;
    rememberInvocation({ launcher, local: false });
    const chosen = parse(args);
    if (chosen === undefined) return 0;
    const { definition, command } = chosen;
    const { local = false } = command.opts<{ readonly local?: true }>();
    rememberInvocation({ launcher, local: local || definition.local === "always" || isInLocalAws() });
    const run = definition.prepare(command);
    const localAws = local || definition.needs === "local AWS";
    if (definition.needs !== "nothing" && host !== undefined && !(await host.setUp({ localAws }))) return 1;
    if (local) await enterLocalAws(definition);
    return run();
  });
}

/** Whether the environment is that of `npm run local --`. */
function isInLocalAws(): boolean {
  const endpoint = process.env["AWS_ENDPOINT_URL"];
  return endpoint !== undefined && endpoint === readPidFile()?.url;
}

async function enterLocalAws({ local }: CliCommand): Promise<void> {
  const found = local === "up" ? await runningLocalAws() : await ensureLocalAws();
  if (found === undefined) throw new Error(`The local AWS is not running. Run: ${commandLine("start")}`);
  const environment = localAwsEnvironment(found.url);
  for (const name of Object.keys(process.env)) if (!(name in environment)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, environment);
}
