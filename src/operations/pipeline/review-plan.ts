import { rmSync } from "node:fs";
import type { Environment } from "../../environments/schema";
import { readLiveState } from "../review/live";
import { loadPlan, loadStack } from "../review/plan/load";
import { readPlanJson } from "../review/plan/plan-json";
import { renderText } from "../review/render/text";
import { review } from "../review/review";
import { writeDiagram } from "./diagram-file";
import { clearReport, writeFailure, writeReport } from "./report";
import type { ReviewedPlan } from "./reviewed-plan";
import { type PlanMode, Session } from "./session";

export interface ReviewPlanOptions {
  /** For the review. */
  readonly folder: string;
  /** For the plan itself. */
  readonly file: string;
  /** How to plan; undefined where the file holds a plan already. */
  readonly mode: PlanMode | undefined;
  /** Whether to look for deployments that run now. */
  readonly live: boolean;
}

/** Plans, and leaves the review in the folder: also where there is no plan, with the reason. */
export async function reviewPlan(
  target: Environment,
  { folder, file, mode, live }: ReviewPlanOptions,
  variables: NodeJS.ProcessEnv,
): Promise<ReviewedPlan> {
  clearReport(folder);
  try {
    const session = await Session.open(target, variables);
    if (mode !== undefined) await session.plan(file, mode);
    const plan = readPlanJson(await loadPlan(file, target.name), file);
    const stack = loadStack(target.name);
    const found = review(plan, {
      environment: target.name,
      stack,
      ...(live && { live: await readLiveState(target.name) }),
    });
    const reviewed = { session, plan, review: found };
    if (stack !== undefined) await writeDiagram(folder, stack, reviewed);
    writeReport(folder, reviewed, variables);
    process.stdout.write(renderText(found));
    return reviewed;
  } catch (error) {
    if (mode !== undefined) rmSync(file, { force: true });
    writeFailure(folder, target.name, error, variables);
    throw error;
  }
}
