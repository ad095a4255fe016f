import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../lib/errors";
import { renderJson } from "../review/render/json";
import { renderMarkdown, summaryLimit } from "../review/render/markdown";
import { renderText } from "../review/render/text";
import type { PlanJson } from "../review/plan/plan-json";
import { getStrings } from "../review/plan/values";
import { quoted, reviewLimit } from "./github/body";
import type { ReviewedPlan } from "./reviewed-plan";
import { shortened } from "./failure";
import { redactOutput } from "./redact-output";
import { type PlanOutcome, planFiles, writeOutcome } from "./outcome";
import { addSummary, setOutput } from "./workflow-files";
import { writeWhole } from "../../lib/write-whole";

/** Takes away what an earlier plan left in the folder, so that nobody takes it for this one's. */
export function clearReport(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of Object.values(planFiles).reverse()) rmSync(join(folder, file), { force: true });
}

/** Writes a review for the steps and the people after this one: to the folder, to the job's summary, to the step's outputs. */
export function writeReport(
  folder: string,
  { session, plan, review }: ReviewedPlan,
  variables: NodeJS.ProcessEnv,
): void {
  const { hash, severity, verdict } = review;
  const environment = session.environment.name;
  writeWhole(join(folder, planFiles.reviewJson), renderJson(review));
  writeWhole(join(folder, planFiles.reviewText), renderText(review));
  writeWhole(join(folder, planFiles.reviewMarkdown), renderMarkdown(review, { limit: reviewLimit }));
  addSummary(
    renderMarkdown(review, { limit: summaryLimit, rest: `The whole review is in ${planFiles.reviewText}.` }),
    variables,
  );
  finish(
    folder,
    { environment, hash, severity, verdict, changes: review.changes.length + changedOutputs(plan) },
    variables,
  );
}

function changedOutputs({ outputChanges }: PlanJson): number {
  return Object.values(outputChanges).filter((change) =>
    getStrings(change, "actions").some((action) => action !== "no-op"),
  ).length;
}

/** Writes that there is no plan, and why. */
export function writeFailure(folder: string, environment: string, error: unknown, variables: NodeJS.ProcessEnv): void {
  const failure = shortened(redactOutput(messageOf(error), variables));
  const verdict = "There is no plan to review: it failed.";
  addSummary(failureText(`Plan of ${environment}: ${verdict}`, failure), variables);
  finish(folder, { environment, verdict, changes: 0, failure }, variables);
}

/** For a summary. */
export function failureText(title: string, failure: string): string {
  return `## ${title}\n\n${quoted(failure.split("\n"))}\n`;
}

function finish(folder: string, outcome: PlanOutcome, variables: NodeJS.ProcessEnv): void {
  writeOutcome(folder, outcome);
  setOutput("hash", outcome.hash ?? "", variables);
  setOutput("severity", outcome.severity ?? "", variables);
  setOutput("changes", String(outcome.changes), variables);
}
