import type { Finding } from "../finding";
import type { Subject } from "../subject";
import { textsAt, type Values } from "../values";

/** What the plan says of itself. */
export function planStateFindings({ plan, changes, drift }: Subject): readonly Finding[] {
  const found: Finding[] = [];
  if (plan.errored) {
    found.push(
      ofPlan(
        "plan-errored",
        "refuse",
        "The plan ended in an error.",
        "It is unfinished: what is not in it is unknown, and Terraform refuses to apply it.",
        "Read the error in the output of `terraform plan`, mend it, plan again.",
      ),
    );
  }
  if (plan.deferred.length > 0) {
    found.push(
      ofPlan(
        "plan-deferred",
        "warn",
        `${plan.deferred.length} resources are put off until a later plan.`,
        "What they depend on is not known yet: this review does not see them.",
        "Apply this plan, then plan and review again.",
      ),
    );
  } else if (plan.complete === false && !plan.errored) {
    found.push(
      ofPlan(
        "plan-partial",
        "warn",
        "The plan is partial: it was made with -target, or left something out.",
        "What it leaves out stays as it is, and what fits together only as a whole may not.",
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
  if (changes.length === 0 && plan.applyable === true && drift.length > 0 && !hasOutputs(plan.outputChanges)) {
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

function hasOutputs(outputs: Values): boolean {
  return Object.values(outputs).some((change) => textsAt(change, "actions").some((action) => action !== "no-op"));
}

function ofPlan(id: string, severity: Finding["severity"], what: string, why: string, todo: string): Finding {
  return { id, severity, address: undefined, constructPath: undefined, what, why, todo };
}
