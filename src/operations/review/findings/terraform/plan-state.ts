import type { Finding } from "../../finding";
import type { PlanJson } from "../../plan/plan-json";
import type { Subject } from "../../plan/subject";
import { getStrings } from "../../plan/values";

/** A day: releases move traffic several times in one. */
const oldAfterHours = 24;

/** An old plan. Its JSON tells when it was made, and not of which version of the state: that only Terraform can compare. */
export function ageFindings(ageHours: number): readonly Finding[] {
  if (ageHours < oldAfterHours) return [];
  return [
    ofPlan(
      "plan-old",
      "note",
      `The plan is ${Math.floor(ageHours)} hours old.`,
      "Terraform refuses an old plan only if its state has changed since (Saved plan is stale). A release does not change " +
        "it: listeners and services may be otherwise now than they are in here.",
      "Plan again, and review that.",
    ),
  ];
}

/** What the plan says of itself. */
export function planStateFindings({ plan, changes, drift }: Subject): readonly Finding[] {
  const found: Finding[] = [];
  if (plan.errored) {
    found.push(
      ofPlan(
        "plan-errored",
        "refuse",
        "The plan ended in an error.",
        "What is missing in it is not known, and Terraform refuses to apply it (Cannot apply incomplete plan).",
        "Read the error in the output of `terraform plan`, mend it, plan again.",
      ),
    );
  }
  if (plan.deferred.length > 0) {
    found.push(
      ofPlan(
        "plan-deferred",
        "warn",
        `The plan puts off ${plan.deferred.map(({ address }) => address).join(", ")}.`,
        "What they depend on is not known yet: this review does not see them.",
        "Apply this plan, then plan and review again.",
      ),
    );
  } else if (plan.complete === false && !plan.errored) {
    found.push(
      ofPlan(
        "plan-partial",
        "warn",
        "The plan is partial: it was made with -target.",
        "What it leaves out stays as it is, and what fits together only as a whole may not. A plan does not say what it left out.",
        "Plan without -target before you merge; keep -target for repairs.",
      ),
    );
  }
  if (plan.failedChecks.length > 0) {
    found.push(
      ofPlan(
        "check-failed",
        "warn",
        `Checks did not pass: ${plan.failedChecks.join(", ")}.`,
        "The code itself says that something has to hold which does not.",
        "Read the messages in the output of `terraform plan`.",
      ),
    );
  }
  if (changes.length === 0 && plan.applyable === true && drift.length > 0 && !hasOutputChanges(plan)) {
    found.push(
      ofPlan(
        "plan-refresh-only",
        "note",
        "Applying it changes nothing in the account: it only notes down in the state what changed there.",
        "It is a refresh-only plan.",
        "Look at the drift: it is what would be taken for right from then on.",
      ),
    );
  }
  return found;
}

/** Whether outputs change, be it only because the account did. */
export function hasOutputChanges({ outputChanges }: PlanJson): boolean {
  return Object.values(outputChanges).some((change) =>
    getStrings(change, "actions").some((action) => action !== "no-op"),
  );
}

function ofPlan(id: string, severity: Finding["severity"], what: string, why: string, todo: string): Finding {
  return { id, severity, address: undefined, constructPath: undefined, what, why, todo };
}
