/**
 * How bad what a plan does would be, from the mildest:
 * `note` good to know; `warn` look before you merge; `traffic` moves live traffic, or the path it takes;
 * `refuse` AWS refuses it, so that the apply stops half-way; `hard-outage` users meet errors.
 */
export const severities = ["note", "warn", "traffic", "refuse", "hard-outage"] as const;

export type Severity = (typeof severities)[number];

/** What a reviewer should know before merging. */
export interface Finding {
  /** The rule that found it, for filters and for tests. */
  readonly id: string;
  readonly severity: Severity;
  /** Undefined where it is about the plan as a whole. */
  readonly address: string | undefined;
  readonly constructPath: string | undefined;
  /** What the plan does, as a sentence. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do about it. */
  readonly todo: string;
  /** More lines, such as the difference between two revisions. */
  readonly details?: readonly string[];
}

export function atLeast(severity: Severity, limit: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(limit);
}

/** What a finding says of the resource it is about. */
export function about({
  address,
  constructPath,
}: {
  readonly address: string;
  readonly constructPath: string;
}): Pick<Finding, "address" | "constructPath"> {
  return { address, constructPath };
}
