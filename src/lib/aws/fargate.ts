const GIB = 1024;

/**
 * The memory sizes, in MiB, that Fargate gives to a task of so many CPU units (1024 are one vCPU). AWS refuses every
 * other pair when the task definition is registered: "No Fargate configuration exists for given values".
 * The two largest CPU sizes need Linux and platform version 1.4.0 or later.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
const sizes: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1 * GIB, 2 * GIB]],
  [512, steps(1 * GIB, 4 * GIB, GIB)],
  [1024, steps(2 * GIB, 8 * GIB, GIB)],
  [2048, steps(4 * GIB, 16 * GIB, GIB)],
  [4096, steps(8 * GIB, 30 * GIB, GIB)],
  [8192, steps(16 * GIB, 60 * GIB, 4 * GIB)],
  [16384, steps(32 * GIB, 120 * GIB, 8 * GIB)],
]);

/** The CPU sizes of a task, in CPU units, smallest first. */
export const fargateCpuSizes: readonly number[] = [...sizes.keys()];

/** The memory sizes in MiB that go with so many CPU units, smallest first; none for a CPU size that does not exist. */
export function fargateMemorySizes(cpu: number): readonly number[] {
  return sizes.get(cpu) ?? [];
}

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
