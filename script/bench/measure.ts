import { execFile as execFileWithCallback } from "node:child_process";
import { promisify } from "node:util";

const execFile = promisify(execFileWithCallback);

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** What a whole process takes, start-up included, and what it prints; fails when it fails. */
export async function timed({ file, args, cwd, env }: Command): Promise<{ milliseconds: number; stdout: string }> {
  const start = process.hrtime.bigint();
  const { stdout } = await execFile(file, args, { maxBuffer: 1 << 28, cwd, env });
  return { milliseconds: Number(process.hrtime.bigint() - start) / 1e6, stdout };
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
export async function comparePairs(a: Command, b: Command, pairs: number) {
  const counted: { a: number; b: number }[] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const times = { a: (await timed(a)).milliseconds, b: (await timed(b)).milliseconds };
    if (pair > 0) counted.push(times);
  }
  return {
    a: median(counted.map((pair) => pair.a)),
    b: median(counted.map((pair) => pair.b)),
    ratio: median(counted.map((pair) => pair.a / pair.b)),
  };
}
