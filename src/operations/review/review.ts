import type { StackJson } from "../../lib/terraform/stack-json";
import { attributeDiff } from "./plan/attribute-diff";
import type { Action } from "./plan/change";
import { atLeast, type Finding, severities, type Severity } from "./finding";
import { rules } from "./findings";
import { type Downtime, downtimeOf } from "./findings/traffic/downtime";
import { ageFindings, hasOutputChanges } from "./findings/terraform/plan-state";
import { runningDeploymentFindings } from "./findings/deployment/running-deployment";
import { planHash } from "./plan/hash";
import type { LiveState } from "./live";
import type { PlanJson } from "./plan/plan-json";
import { readSubject, type Subject } from "./plan/subject";

/** What a plan means for live traffic: everything that renderers show. */
export interface Review {
  readonly environment: string | undefined;
  /** In one sentence. */
  readonly verdict: string;
  /** The worst of the findings; undefined where there are none. */
  readonly severity: Severity | undefined;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly changes: readonly ReviewedChange[];
  readonly hash: string;
}

export interface ReviewedChange {
  readonly address: string;
  readonly constructPath: string;
  readonly action: Action | "move";
  readonly outage: Downtime;
  /** What changes, a line for each value; nothing for what is new or goes. */
  readonly diff: readonly string[];
}

export interface ReviewOptions {
  readonly environment?: string;
  /** What was synthesized: for paths of constructs, and for what a plan does not say. */
  readonly stack?: StackJson | undefined;
  /** What runs in the account now. @default not known: nothing is said of it */
  readonly live?: LiveState | undefined;
  /** Hours since the plan was made. @default not known: nothing is said of it */
  readonly ageHours?: number | undefined;
}

/** The pure core: plan in, findings out. Reads no file, calls nobody. */
export function review(plan: PlanJson, { environment, stack, live, ageHours }: ReviewOptions = {}): Review {
  const subject = readSubject(plan, stack);
  const findings = sorted([
    ...rules.flatMap((rule) => rule(subject)),
    ...(live === undefined ? [] : runningDeploymentFindings(subject, live)),
    ...(ageHours === undefined ? [] : ageFindings(ageHours)),
  ]);
  return {
    environment,
    verdict: verdictOf(subject, findings),
    severity: findings[0]?.severity,
    findings,
    changes: subject.changes.map((change) => ({
      address: change.address,
      constructPath: change.constructPath,
      action: change.action === "none" ? "move" : change.action,
      outage: downtimeOf(change, subject)?.outage ?? "none",
      // When it is asked for: of a great plan, a comment shows the first of thousands.
      get diff() {
        return attributeDiff(change);
      },
    })),
    hash: planHash(plan),
  };
}

/** Ended by a finding that the caller does not accept. */
const foundTooMuch = 3;

/** What a command ends with; without a limit no finding stops it. */
export function exitCodeOf({ findings }: Pick<Review, "findings">, limit: Severity | undefined): number {
  return limit !== undefined && findings.some(({ severity }) => atLeast(severity, limit)) ? foundTooMuch : 0;
}

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return [...severities].reverse().flatMap((severity) => findings.filter((one) => one.severity === severity));
}

const verdicts: Readonly<Record<Severity, string>> = {
  "hard-outage": "Do not apply this as it is: users would meet errors.",
  refuse: "Do not apply this as it is: AWS will refuse it, and the apply stops half-way.",
  traffic: "This changes where live traffic goes. Apply it only if that is meant.",
  warn: "Live traffic stays where it is. Look at the warnings before you merge.",
  note: "Live traffic stays where it is. Nothing stands against applying it.",
};

function verdictOf({ plan, changes }: Subject, findings: readonly Finding[]): string {
  const worst = findings[0]?.severity ?? "note";
  if (plan.errored) return "This is no plan to apply: it ended in an error.";
  if (changes.length === 0 && worst === "note" && !hasOutputChanges(plan)) return "Nothing changes.";
  return verdicts[worst];
}
