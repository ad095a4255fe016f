/** Environments that no security rule is asked of, and why. */
export const exempt: Readonly<Record<string, string>> = {
  "hands-on":
    "It is what the ContainerHandsOn makes by hand, open doors included: a lesson, not a place for real traffic.",
};

export function isExempt(environment: string): boolean {
  return environment in exempt;
}
