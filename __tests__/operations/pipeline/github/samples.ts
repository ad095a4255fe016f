import type { PlanFolder } from "../../../../src/operations/pipeline/github/plan-folder";
import type { PlanOutcome } from "../../../../src/operations/pipeline/outcome";

/** Last commit of the pull request. */
export const head = "a".repeat(40);
export const olderCommit = "b".repeat(40);

export const hash = "1".repeat(64);
export const anotherHash = "2".repeat(64);

export const run = { id: 100, attempt: 1 };
export const runUrl = "https://github.com/acme/shop/actions/runs/100/attempts/1";

/** A plan of staging that does nothing, with changes. */
export function plan(changes: Partial<PlanOutcome> = {}): PlanFolder {
  return {
    outcome: { environment: "staging", hash, verdict: "Nothing changes.", changes: 0, ...changes },
    review: "## Plan of staging: Nothing changes.\n",
    diagram: undefined,
  };
}

/** The first line of a comment that a run has left. */
export function markerLine(changes: Partial<Record<"environment" | "hash" | "commit" | "run", string>> = {}): string {
  const {
    environment,
    hash: named,
    commit,
    run: by,
  } = {
    environment: "staging",
    hash,
    commit: head,
    run: "100.1",
    ...changes,
  };
  return `<!-- blue-green-review environment=${environment} hash=${named} commit=${commit} run=${by} -->`;
}
