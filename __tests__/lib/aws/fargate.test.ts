import fc from "fast-check";
import { fargateCpuSizes, fargateMemorySizes } from "../../../src/lib/aws/fargate";

describe("the sizes of Fargate", () => {
  it("are seven for the CPU", () => {
    expect(fargateCpuSizes).toEqual([256, 512, 1024, 2048, 4096, 8192, 16384]);
  });

  // Smallest, largest and number of memory sizes, in GiB, as AWS's table has them.
  it.each([
    [256, 0.5, 2, 3],
    [512, 1, 4, 4],
    [1024, 2, 8, 7],
    [2048, 4, 16, 13],
    [4096, 8, 30, 23],
    [8192, 16, 60, 12],
    [16384, 32, 120, 12],
  ])("give %i CPU units from %d to %d GiB in %i sizes", (cpu, smallest, largest, count) => {
    const sizes = fargateMemorySizes(cpu);
    expect(sizes).toHaveLength(count);
    expect(sizes[0]).toBe(smallest * 1024);
    expect(sizes.at(-1)).toBe(largest * 1024);
  });

  it("are each what AWS's table says", () => {
    expect(fargateMemorySizes(256)).toEqual([512, 1024, 2048]);
    expect(fargateMemorySizes(512)).toEqual([1024, 2048, 3072, 4096]);
    expect(fargateMemorySizes(1024)).toEqual([2048, 3072, 4096, 5120, 6144, 7168, 8192]);
    expect(fargateMemorySizes(8192)).toEqual(
      [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60].map((gibibytes) => gibibytes * 1024),
    );
    expect(fargateMemorySizes(16384)).toEqual(
      [32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120].map((gibibytes) => gibibytes * 1024),
    );
  });

  it.each([1024, 4096, 8192, 16384])("rise by equal steps from 1024 CPU units on: %i", (cpu) => {
    const sizes = fargateMemorySizes(cpu);
    const steps = new Set(sizes.slice(1).map((size, index) => size - (sizes[index] ?? 0)));
    expect([...steps]).toEqual([{ 1024: 1024, 4096: 1024, 8192: 4096, 16384: 8192 }[cpu]]);
  });

  it("give every CPU size from 2 to 8 GiB a vCPU, smallest first", () => {
    fc.assert(
      fc.property(fc.constantFrom(...fargateCpuSizes), (cpu) => {
        const sizes = fargateMemorySizes(cpu);
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(2 * cpu);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(8 * cpu);
        expect([...sizes].sort((one, other) => one - other)).toEqual(sizes);
      }),
    );
  });

  it("are none for any other CPU size", () => {
    fc.assert(
      fc.property(
        fc.integer().filter((cpu) => !fargateCpuSizes.includes(cpu)),
        (cpu) => {
          expect(fargateMemorySizes(cpu)).toEqual([]);
        },
      ),
    );
  });
});
