import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { show } from "../../../lib/problem";
import { UsageError } from "../../../lib/errors";
import { type PlanOutcome, planFiles, readOutcome } from "../outcome";
import { quoted } from "./body";

/** What the plan of an environment left, as far as GitHub is to show it. */
export interface PlanFolder {
  readonly outcome: PlanOutcome;
  /** Markdown: the review, or why there is none. */
  readonly review: string;
  /** Mermaid, where there is a picture. */
  readonly diagram: string | undefined;
}

/** @throws UsageError where the folder has no plan, or that of another environment */
export function readPlanFolder(folder: string, environment: string): PlanFolder {
  const outcome = readOutcome(folder);
  if (outcome.environment !== environment) {
    throw new UsageError(
      `${folder}: it has the plan of ${show(outcome.environment)}. Allowed: one of ${show(environment)}. ` +
        "Name the folder of that, or the other environment.",
    );
  }
  if (outcome.failure !== undefined) {
    const review = `## Plan of ${environment}: it failed\n\n${quoted(outcome.failure.split("\n"))}`;
    return { outcome, review, diagram: undefined };
  }
  const diagram = join(folder, planFiles.diagramMermaid);
  return {
    outcome,
    review: readFileSync(join(folder, planFiles.reviewMarkdown), "utf8"),
    diagram: existsSync(diagram) ? readFileSync(diagram, "utf8") : undefined,
  };
}
