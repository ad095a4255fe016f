import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { largePlan, mixes } from "./large-plan";
import { type Command, median, timed } from "./measure";

const parseOnly =
  'const text = require("fs").readFileSync(process.argv[1], "utf8"), start = process.hrtime.bigint(); JSON.parse(text); ' +
  "const milliseconds = Number(process.hrtime.bigint() - start) / 1e6; " +
  "console.log(JSON.stringify({ milliseconds, mebibytes: process.resourceUsage().maxRSS / 1024 }))";

/** A whole review of a large plan against `JSON.parse` of it, in time and peak memory; each in a process of its own. */
export async function benchReview(pairs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "blue-green-bench-"));
  try {
    for (const mix of mixes) {
      const file = join(folder, "plan.json");
      const text = largePlan(mix);
      writeFileSync(file, text);
      const parse: Command = { file: process.execPath, args: ["-e", parseOnly, file] };
      const review: Command = { file: process.execPath, args: ["script/run.mjs", "script/bench/review-plan.ts", file] };
      const ratios: Measured[] = [];
      for (let pair = 0; pair < pairs; pair++) {
        const [a, b] = [await measure(review), await measure(parse)];
        ratios.push({ milliseconds: a.milliseconds / b.milliseconds, mebibytes: a.mebibytes / b.mebibytes });
      }
      console.log(
        `review of 10,000 resources, ${(text.length / 1e6).toFixed(0)} MB, ${mix}: ` +
          `${median(ratios.map((one) => one.milliseconds)).toFixed(2)}x the time of JSON.parse, ` +
          `${median(ratios.map((one) => one.mebibytes)).toFixed(2)}x its memory`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  readonly milliseconds: number;
  readonly mebibytes: number;
}

async function measure(command: Command): Promise<Measured> {
  return JSON.parse((await timed(command)).stdout) as Measured;
}
