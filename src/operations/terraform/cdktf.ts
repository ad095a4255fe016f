import type { ChildProcess } from "node:child_process";
import { type ChildOptions, runChild } from "./child";
import { descendants, listProcesses } from "./descendants";

/** Runs the CDKTF that is installed here. Answers its exit code. */
export function cdktf(args: readonly string[], options: ChildOptions): Promise<number> {
  return runChild(process.execPath, [require.resolve("cdktf-cli/bundle/bin/cdktf"), ...args], options);
}

/**
 * `cdktf deploy` of one stack, with its progress on standard error. The committed lock makes its own call of
 * `terraform providers lock`, which needs the registry, superfluous.
 *
 * CDKTF answers Ctrl-C by ending at once and closing Terraform's terminal, which can kill Terraform before it has written
 * the state and given back the lock. So CDKTF runs in a process group of its own, out of the terminal's reach, and the
 * interrupt goes to Terraform alone: it finishes what is under way, unlocks, and CDKTF ends after it.
 */
export function cdktfDeploy(stack: string, environment: NodeJS.ProcessEnv): Promise<number> {
  const onTerminal = process.stderr.isTTY;
  const colour = onTerminal ? [] : ["--no-color"];
  return cdktf(["deploy", stack, "--auto-approve", "--skip-provider-lock", ...colour], {
    // With CI set, CDKTF writes what Terraform says line by line, and no spinner.
    env: onTerminal ? environment : { ...environment, CI: "1" },
    stdio: ["ignore", process.stderr, process.stderr],
    detached: true,
    onSignal: interruptTerraform(),
  });
}

/** Once only: Terraform takes a second interrupt as the wish to give up without unlocking. */
function interruptTerraform(): (signal: NodeJS.Signals, cdktf: ChildProcess) => void {
  let told = false;
  return (_, { pid }) => {
    if (told || pid === undefined) return;
    told = true;
    process.stderr.write("\nInterrupted: waiting for Terraform to finish what is under way and to unlock the state.\n");
    const running = descendants(listProcesses(), pid, "terraform");
    for (const one of running.length > 0 ? running : [pid]) process.kill(one, "SIGINT");
  };
}
