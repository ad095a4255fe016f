import { spawn, type ChildProcess } from "node:child_process";

/** Runs a command as npm does: `node script/run.mjs <entry> ...`. */
export function command(
  entry: string,
  args: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): ChildProcess {
  return spawn(process.execPath, ["script/run.mjs", entry, ...args], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
