/**
 * What one environment does without as a whole, and why: by the id of a check or, where a rule has none that is its own,
 * by the rule's words. It follows from what the environment has chosen in its own file; a check that one resource fails in
 * every environment is waived beside its code, with `waive`.
 */
export const relaxed: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

/** What an environment does without, and why. */
export function relaxedIn(environment: string): Readonly<Record<string, string>> {
  return relaxed[environment] ?? {};
}

/** Those of checkov's checks among it. */
export function relaxedChecks(environment: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(relaxedIn(environment)).filter(([id]) => id.startsWith("CKV")));
}
