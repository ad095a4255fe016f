import { spawnSync } from "node:child_process";

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Milliseconds that a whole process takes, start-up included; fails when it fails. */
export function wallTime(command: Command): number {
  return timed(command).milliseconds;
}

export function timed({ file, args, cwd, env }: Command): { readonly milliseconds: number; readonly stdout: string } {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    ...(cwd !== undefined && { cwd }),
    ...(env !== undefined && { env }),
  });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${String(status)}\n${stdout}\n${stderr}`);
  return { milliseconds, stdout };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error("median of nothing");
  return (low + high) / 2;
}

/**
 * Runs both commands in turn, A B A B ..., so that a machine whose speed drifts slows both; the first pair warms caches
 * and is not counted.
 */
export function comparePairs(a: Command, b: Command, pairs: number) {
  const counted = Array.from({ length: pairs + 1 }, () => ({ a: wallTime(a), b: wallTime(b) })).slice(1);
  return {
    a: median(counted.map((pair) => pair.a)),
    b: median(counted.map((pair) => pair.b)),
    ratio: median(counted.map((pair) => pair.a / pair.b)),
  };
}
