import { connect } from "./client";
import { pullRequestContext, pushContext, runContext } from "./context";
import { readDrift, reportDrift } from "./drift-issue";
import { readPlanFolder } from "./plan-folder";
import { type Answer, commentReview } from "./review-comment";
import { reviewedHash } from "./reviewed-plan";

/** `pipeline comment`: the review of a plan on its pull request. Answers the exit code: 1 the plan failed, 3 it stops the pull request. */
export async function comment(environment: string, folder: string, variables: NodeJS.ProcessEnv): Promise<number> {
  const plan = readPlanFolder(folder, environment);
  const run = runContext(variables);
  const pullRequest = pullRequestContext(variables);
  return told(await commentReview(connect(run.repository, variables), run, pullRequest, plan));
}

/** `pipeline reviewed`: hash of the plan that was reviewed in the pull request of the pushed commit. */
export async function reviewed(environment: string, variables: NodeJS.ProcessEnv): Promise<string> {
  const { repository } = runContext(variables);
  return reviewedHash(connect(repository, variables), pushContext(variables), environment);
}

/** `pipeline drift`: the issue about drift, after a refresh-only plan. Answers the exit code: 1 the plan failed; drift is none. */
export async function drift(environment: string, folder: string, variables: NodeJS.ProcessEnv): Promise<number> {
  const plan = readPlanFolder(folder, environment);
  const { repository, runUrl } = runContext(variables);
  return told(await reportDrift(connect(repository, variables), runUrl, plan, readDrift(folder, plan)));
}

function told({ exitCode, message }: Answer): number {
  process.stderr.write(`${message}\n`);
  return exitCode;
}
