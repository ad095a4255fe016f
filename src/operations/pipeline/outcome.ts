import { commandLine } from "../../lib/command-line";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../../lib/errors";
import { severities } from "../review/finding";
import { writeWhole } from "../../lib/write-whole";

/** What a plan leaves in its folder, for the steps and jobs after it. No plan file: that holds secrets. */
export const planFiles = {
  reviewJson: "review.json",
  /** As long as a comment may be. */
  reviewMarkdown: "review.md",
  reviewText: "review.txt",
  diagramSvg: "diagram.svg",
  diagramMermaid: "diagram.mmd",
  /** Written last: where it is, the others are complete. */
  outcome: "outcome.json",
  /** Of an apply: the outputs that are not sensitive. */
  outputs: "outputs.json",
} as const;

const outcomeFormat = z.object({
  environment: z.string(),
  /** Of the plan; undefined where there is none. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** The worst of the findings; undefined where there are none. */
  severity: z.enum(severities).optional(),
  /** In one sentence. */
  verdict: z.string(),
  /** How many resources and outputs the plan changes. */
  changes: z.number().int().nonnegative(),
  /** Why there is no plan, without values; undefined where there is one. */
  failure: z.string().optional(),
});

/** How a plan ended, in short. */
export type PlanOutcome = Readonly<z.output<typeof outcomeFormat>>;

/** Makes the folder if it is not there. */
export function writeOutcome(folder: string, outcome: PlanOutcome): void {
  mkdirSync(folder, { recursive: true });
  writeWhole(join(folder, planFiles.outcome), `${JSON.stringify(outcome, null, 2)}\n`);
}

/** @throws UsageError where no plan has left its outcome, or something else lies there */
export function readOutcome(folder: string): PlanOutcome {
  const file = join(folder, planFiles.outcome);
  if (!existsSync(file)) throw notPlanned(file, "there is no such file");
  const read = outcomeFormat.safeParse(parsed(file));
  if (!read.success) throw notPlanned(file, "this is not the outcome of a plan");
  return read.data;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function notPlanned(file: string, fault: string): UsageError {
  return new UsageError(
    `${file}: ${fault}. Allowed: what \`${commandLine("pipeline plan", "<environment>")}\` writes. ` +
      "Run that first, and name its folder if it is another.",
  );
}
