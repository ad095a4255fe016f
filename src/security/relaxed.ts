/**
 * Checks that one environment does without as a whole, by their ids, and why. They are of what it has chosen in its own
 * file; a check that one resource fails in every environment is waived beside its code, with `waive`.
 */
export const relaxed: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

/** The checks that an environment does without: id to reason. */
export function relaxedIn(environment: string): Readonly<Record<string, string>> {
  return relaxed[environment] ?? {};
}
