import { rmSync } from "node:fs";
import type { Environment } from "../../environments/schema";
import type { Severity } from "../review/finding";
import { exitCodeOf } from "../review/review";
import { reviewPlan } from "./review-plan";
import { planFileOf, type PlanMode } from "./session";

export interface PlanOptions extends PlanMode {
  /** For the review. */
  readonly folder: string;
  /** Where the plan itself shall stay; undefined where it shall not. */
  readonly planFile: string | undefined;
  readonly live: boolean;
  readonly failOn: Severity | undefined;
}

/** Plans an environment and reviews the plan. Answers the exit code. */
export async function plan(target: Environment, options: PlanOptions, variables: NodeJS.ProcessEnv): Promise<number> {
  const { folder, planFile, live, failOn } = options;
  const file = planFile ?? planFileOf(target);
  const { review } = await reviewPlan(target, { folder, file, mode: options, live }, variables);
  if (planFile === undefined) rmSync(file, { force: true });
  return exitCodeOf(review, failOn);
}
