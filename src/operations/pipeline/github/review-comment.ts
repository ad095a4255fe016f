import { body } from "./body";
import type { RunContext } from "./context";
import { acceptLabel, exitCodes, type Gate, gateNotes, gateOf } from "./gate";
import type { GitHub } from "./github";
import { type ReviewMarker, reviewMarker } from "./marker";
import type { PlanFolder } from "./plan-folder";
import { isOlder, StickyComments } from "./sticky-comment";

export interface Answer {
  readonly exitCode: number;
  /** For the log. */
  readonly message: string;
}

/** Brings the review of a plan to its pull request, and says whether the plan may go on. */
export async function commentReview(
  github: GitHub,
  { run, runUrl }: Pick<RunContext, "run" | "runUrl">,
  { number, commit }: { readonly number: number; readonly commit: string },
  { outcome, review, diagram }: PlanFolder,
): Promise<Answer> {
  const { environment, hash } = outcome;
  const label = acceptLabel(environment);
  const comments = await StickyComments.of(github, number, environment);
  const before = (await comments.newest())?.marker;
  const pullRequest = await github.pullRequest(number);
  const isAnother = before === undefined || before.hash !== hash;
  const isLabelled = pullRequest.labels.includes(label);
  const gate = gateOf(outcome, isLabelled && !isAnother);

  if (pullRequest.head !== commit || (before !== undefined && isOlder(run, before.run))) {
    return answer(
      gate,
      environment,
      `#${number} has a newer review or a newer commit, and its comment stays as it is.`,
    );
  }
  // Before the comment shows the new plan: were it after and failed, the next run would take the label for one of this plan.
  if (isAnother && isLabelled) await github.removeLabel(number, label);
  const marker: ReviewMarker = { environment, hash, commit, run };
  const notes = gateNotes(gate, environment, isAnother && isLabelled);
  await comments.write({ marker, body: body({ marker: reviewMarker(marker), notes, review, diagram, runUrl }) });
  // Whoever set it in the meantime had the old plan before their eyes.
  if (isAnother) await removeIfSet(github, number, label);
  return answer(gate, environment, `#${number} has the review.`);
}

async function removeIfSet(github: GitHub, number: number, label: string): Promise<void> {
  const { labels } = await github.pullRequest(number);
  if (labels.includes(label)) await github.removeLabel(number, label);
}

function answer(gate: Gate, environment: string, done: string): Answer {
  const says: Readonly<Record<Gate, string>> = {
    open: "",
    accepted: ` The label ${acceptLabel(environment)} accepts this plan.`,
    shut: ` This plan stops it: change it, or accept it with the label ${acceptLabel(environment)}.`,
    failed: " The plan failed.",
  };
  return { exitCode: exitCodes[gate], message: `${environment}: ${done}${says[gate]}` };
}
