import { commandLine } from "../../lib/command-line";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../lib/checkout";
import type { Environment } from "../../environments/schema";
import { messageOf } from "../../lib/errors";
import { planFiles } from "./outcome";
import { failureText } from "./report";
import { reviewPlan } from "./review-plan";
import type { ReviewedPlan } from "./reviewed-plan";
import { planFileOf } from "./session";
import { InterruptedApply } from "./interrupted-apply";
import { addSummary } from "./workflow-files";
import { writeWhole } from "../../lib/write-whole";

export interface ApplyOptions {
  /** For the review and the outputs. */
  readonly folder: string;
  /** Hash of the plan that was reviewed; undefined where the plan file is that plan. */
  readonly verify: string | undefined;
  /** A plan that was made before; undefined to plan anew. */
  readonly planFile: string | undefined;
  readonly live: boolean;
}

/** Applies the plan that was reviewed, and no other. Answers the exit code. */
export async function apply(target: Environment, options: ApplyOptions, variables: NodeJS.ProcessEnv): Promise<number> {
  const { folder, verify, planFile, live } = options;
  const file = planFile ?? planFileOf(target);
  const mode = planFile === undefined ? { speculative: false, refreshOnly: false, lock: true } : undefined;
  const reviewed = await reviewPlan(target, { folder, file, mode, live }, variables);
  try {
    if (reviewed.plan.applyable === false && !reviewed.plan.errored) {
      progress(`Nothing is left to do: ${target.name} is as its code says.`);
    } else {
      await carryOut(reviewed, file, accept(reviewed, folder, verify));
    }
    const outputs = await reviewed.session.outputs();
    writeWhole(join(folder, planFiles.outputs), `${JSON.stringify(outputs, null, 2)}\n`);
    return 0;
  } catch (error) {
    addSummary(failureText(`${target.name}: not applied, or not all of it`, messageOf(error)), variables);
    throw error;
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * @returns whether it is what an earlier apply left to do
 * @throws Error unless it is that, or the plan that was reviewed
 */
function accept({ review, session }: ReviewedPlan, folder: string, verify: string | undefined): boolean {
  if (verify === undefined || verify === review.hash) return false;
  const { name } = session.environment;
  if (new InterruptedApply(join(checkout.stacks, name)).leaves(verify, review.changes)) {
    progress(`An apply of the plan ${verify} began here and did not finish. This plan is what it left to do.`);
    return true;
  }
  throw new Error(
    `${name}: this is not the plan that was reviewed, and nothing was applied. Reviewed: ${verify}. This one: ${review.hash}. ` +
      `The code or the account changed in between. Read the new review (${join(folder, planFiles.reviewText)}); if that is ` +
      `what shall happen: ${commandLine("pipeline apply", name, "--verify", review.hash)}`,
  );
}

async function carryOut({ session, review }: ReviewedPlan, file: string, goesOn: boolean): Promise<void> {
  const unfinished = new InterruptedApply(join(checkout.stacks, session.environment.name));
  if (!goesOn) unfinished.begin(review.hash, review.changes);
  try {
    await session.apply(file);
  } catch (error) {
    throw new Error(
      `${messageOf(error)}\nWhat was done is in the state. The same command again, on this machine, does the rest; ` +
        "elsewhere plan and review again.",
      { cause: error },
    );
  }
  unfinished.end();
}

function progress(line: string): void {
  process.stderr.write(`pipeline: ${line}\n`);
}
