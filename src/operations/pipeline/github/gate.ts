import { createHash } from "node:crypto";
import { atLeast } from "../../review/finding";
import type { PlanOutcome } from "../outcome";

/** GitHub takes no longer name of a label. https://github.com/github/docs/issues/32156 */
const longestLabel = 50;

/** The label of a pull request that accepts one plan of an environment, whatever its review says. */
export function acceptLabel(environment: string): string {
  const label = `accept-plan:${environment}`;
  if (label.length <= longestLabel) return label;
  const digest = createHash("sha256").update(environment).digest("hex").slice(0, 8);
  return `${label.slice(0, longestLabel - digest.length - 1)}-${digest}`;
}

/** From here on a plan stops its pull request. */
const limit = "refuse";

export type Gate = "open" | "accepted" | "shut" | "failed";

/** @param accepted whether somebody has accepted this very plan */
export function gateOf({ failure, severity }: Pick<PlanOutcome, "failure" | "severity">, accepted: boolean): Gate {
  if (failure !== undefined) return "failed";
  if (severity === undefined || !atLeast(severity, limit)) return "open";
  return accepted ? "accepted" : "shut";
}

export const exitCodes: Readonly<Record<Gate, number>> = { open: 0, accepted: 0, failed: 1, shut: 3 };

/**
 * What a reader of the comment has to know of it, in Markdown.
 *
 * @param taken whether the label was there for another plan, and was taken away
 */
export function gateNotes(gate: Gate, environment: string, taken: boolean): readonly string[] {
  const label = `\`${acceptLabel(environment)}\``;
  const notes: Readonly<Record<Gate, readonly string[]>> = {
    open: [],
    accepted: [`**Accepted.** The label ${label} accepts this plan, and no other.`],
    shut: [
      `**This plan stops the pull request.** If it is meant, set the label ${label}: it accepts this plan, and no other.`,
    ],
    failed: ["**There is no plan, so that nothing can be applied.** Mend what is said below, then run the job again."],
  };
  return [...notes[gate], ...(taken ? [`The label ${label} was set for another plan, and has been taken away.`] : [])];
}
