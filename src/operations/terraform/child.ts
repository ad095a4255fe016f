import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { constants } from "node:os";

const passedOn = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

export interface ChildOptions extends Pick<SpawnOptions, "cwd" | "env" | "stdio" | "detached"> {
  /**
   * What a signal to this process does.
   * @default passes it on to the child
   */
  readonly onSignal?: (signal: NodeJS.Signals, child: ChildProcess) => void;
  /** Gets what the child prints, where `stdio` makes pipes of its standard output and error. */
  readonly onOutput?: (chunk: Buffer) => void;
}

/**
 * Runs a program, without a shell, and waits for it. Signals are passed on, so that it may clean up.
 *
 * @returns its exit code, or 128 + n if signal n ended it, as shells count
 */
export async function runChild(command: string, args: readonly string[], options: ChildOptions = {}): Promise<number> {
  const { onSignal = passOn, onOutput, ...spawnOptions } = options;
  const child = spawn(command, args, { stdio: "inherit", ...spawnOptions });
  if (onOutput !== undefined) for (const stream of [child.stdout, child.stderr]) stream?.on("data", onOutput);
  const listener = (signal: NodeJS.Signals) => {
    onSignal(signal, child);
  };
  for (const signal of passedOn) process.on(signal, listener);
  try {
    return await exitCode(child);
  } finally {
    for (const signal of passedOn) process.off(signal, listener);
  }
}

/** Runs a program and returns what it printed. Its standard error goes where ours goes. */
export async function readChild(
  command: string,
  args: readonly string[],
  options: Pick<ChildOptions, "cwd" | "env"> = {},
): Promise<string> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await exitCode(child);
  if (code !== 0) throw new Error(`\`${[command, ...args].join(" ")}\` failed with exit code ${code}.`);
  return Buffer.concat(chunks).toString("utf8");
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

/**
 * For Terraform: passes on the first signal alone. A second one would tell it to give up at once and leave its lock behind,
 * and who cancels a job of GitHub Actions sends two, seven and a half seconds apart.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
 */
export function passOnOnce(): (signal: NodeJS.Signals, child: ChildProcess) => void {
  let told = false;
  return (signal, child) => {
    if (told) return;
    told = true;
    passOn(signal, child);
  };
}

/**
 * Ctrl-C on a terminal already reaches every process in the foreground. A second one would tell Terraform to give up
 * at once and leave its lock behind.
 */
function passOn(signal: NodeJS.Signals, child: ChildProcess): void {
  const onTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  const fromTerminal = onTerminal && (signal === "SIGINT" || signal === "SIGQUIT");
  if (!fromTerminal) child.kill(signal);
}
