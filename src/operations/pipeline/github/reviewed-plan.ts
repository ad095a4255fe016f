import type { GitHub, PullRequest } from "./github";
import { StickyComments } from "./sticky-comment";

/**
 * Hash of the plan that was reviewed in the pull request of a commit.
 *
 * @throws Error where there is none that people have read; it says what to do
 */
export async function reviewedHash(
  github: GitHub,
  pushed: { readonly commit: string; readonly branch: string },
  environment: string,
): Promise<string> {
  const { number, head } = mergedAs(pushed, await github.pullRequestsOf(pushed.commit));
  const comment = await (await StickyComments.of(github, number, environment)).newest();
  if (comment === undefined) throw notReviewed(`#${number} has no review of ${environment} by this workflow's token.`);
  const { hash, commit } = comment.marker;
  if (hash === undefined) throw notReviewed(`The last plan of ${environment} in #${number} failed.`);
  if (commit !== head) {
    throw notReviewed(`The review of ${environment} in #${number} is of commit ${commit}, but ${head} was merged.`);
  }
  return hash;
}

/** A commit can be in several: one was merged into another, or goes to another branch too. */
function mergedAs(
  { commit, branch }: { readonly commit: string; readonly branch: string },
  pullRequests: readonly PullRequest[],
): PullRequest {
  const merged = pullRequests.filter((one) => one.merged && one.base === branch);
  const [found, ...more] = merged.length > 1 ? merged.filter(({ mergeCommit }) => mergeCommit === commit) : merged;
  if (found !== undefined && more.length === 0) return found;
  if (merged.length === 0) throw notReviewed(`No pull request brought commit ${commit} into ${branch}.`);
  const numbers = merged.map(({ number }) => `#${number}`).join(", ");
  throw notReviewed(`Several pull requests brought commit ${commit} into ${branch}: ${numbers}.`);
}

function notReviewed(fault: string): Error {
  return new Error(
    `${fault} So there is no plan that somebody has read. ` +
      "Read the one in the summary of this job; to apply it, run this workflow by hand with its hash.",
  );
}
