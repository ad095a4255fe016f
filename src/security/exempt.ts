/** Environments that no security rule is asked of, and why. */
export const exempt: Readonly<Record<string, string>> = {
  "hands-on": "It is the published lesson, value for value, and not meant for real traffic.",
};

export function isExempt(environment: string): boolean {
  return environment in exempt;
}
