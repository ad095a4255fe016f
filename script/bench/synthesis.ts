import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../../src/lib/checkout";
import { type Command, comparePairs, median, timed } from "./measure";

const floor: Command = { file: process.execPath, args: ["-e", 'require("cdktf")'] };

/** The app as cdktf.json runs it, compilation included, against the time Node takes to load cdktf. */
export async function benchSynthesis(pairs: number): Promise<void> {
  const app: Command = { file: process.execPath, args: ["script/run.mjs", "main.ts"] };
  const { a, b, ratio } = await comparePairs(app, floor, pairs);
  console.log(
    `synthesize all environments: ${ratio.toFixed(2)}x the floor (${a.toFixed(0)} ms against ${b.toFixed(0)} ms)`,
  );
}

/** Time and memory of the app when it holds many copies of the stack. */
export async function benchCopies(counts: readonly number[], runs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "blue-green-bench-"));
  try {
    const measured: Measured[] = [];
    for (const count of counts) measured.push(await measureCopies(folder, count, runs));
    console.log("copies      time      memory   per further stack");
    measured.forEach((now, index) => {
      const before = measured[index - 1];
      const further =
        before === undefined
          ? ""
          : `${perFurtherStack(before, now, "milliseconds").toFixed(1)} ms, ${perFurtherStack(before, now, "mebibytes").toFixed(2)} MiB`;
      console.log(
        `${String(now.count).padStart(6)} ${now.milliseconds.toFixed(0).padStart(6)} ms ${now.mebibytes.toFixed(0).padStart(8)} MiB   ${further}`,
      );
    });
    const [early, late] = [measured.slice(0, -1).slice(-2), measured.slice(-2)].map(([from, to]) =>
      from === undefined || to === undefined ? NaN : perFurtherStack(from, to, "milliseconds"),
    );
    console.log(
      `growth: the last step costs ${((late ?? NaN) / (early ?? NaN)).toFixed(2)}x the step before, per stack (1 is linear)`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  readonly count: number;
  readonly milliseconds: number;
  readonly mebibytes: number;
}

function perFurtherStack(from: Measured, to: Measured, what: "milliseconds" | "mebibytes"): number {
  return (to[what] - from[what]) / (to.count - from.count);
}

async function measureCopies(folder: string, count: number, runs: number): Promise<Measured> {
  const cwd = join(folder, String(count));
  mkdirSync(join(cwd, "locks"), { recursive: true });
  for (let copy = 0; copy < count; copy++) {
    symlinkSync(
      join(checkout.locks, "hands-on.terraform.lock.hcl"),
      join(cwd, "locks", `copy-${copy}.terraform.lock.hcl`),
    );
  }
  const command: Command = {
    file: process.execPath,
    args: [join(checkout.root, "script", "run.mjs"), "script/bench/copies.ts", String(count)],
    cwd,
  };
  const results: { milliseconds: number; mebibytes: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const { milliseconds, stdout } = await timed(command);
    results.push({ milliseconds, mebibytes: Number(stdout) });
  }
  return {
    count,
    milliseconds: median(results.map((result) => result.milliseconds)),
    mebibytes: median(results.map((result) => result.mebibytes)),
  };
}
