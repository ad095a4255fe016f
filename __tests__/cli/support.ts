import { spawn, type ChildProcess } from "node:child_process";

/** Runs a command of this project as npm does, but without set-up. */
export function command(args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, ["script/run.mjs", "src/cli/main.ts", ...args], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
