/** Names of what the state stack makes for GitHub Actions. What the environment's own stack makes is named in `names.ts`. */
export interface GitHubNames {
  readonly planRole: string;
  readonly applyRole: string;
  /** The policy that no role made by the apply role can exceed. */
  readonly boundary: string;
  readonly readPolicy: string;
  readonly networkPolicy: string;
  readonly servicesPolicy: string;
  readonly rolesPolicy: string;
  readonly guardedPolicy: string;
}

/** Longest name of an environment with which a role's name keeps within IAM's 64 characters. */
export const longestEnvironmentName = 64 - "-github-apply".length;

export function githubNames(environment: string): GitHubNames {
  const stem = `${environment}-github`;
  return {
    planRole: `${stem}-plan`,
    applyRole: `${stem}-apply`,
    boundary: `${stem}-boundary`,
    readPolicy: `${stem}-read`,
    networkPolicy: `${stem}-network`,
    servicesPolicy: `${stem}-services`,
    rolesPolicy: `${stem}-roles`,
    guardedPolicy: `${stem}-guarded`,
  };
}

/** Of the boundary; the environment's own stack names it too, and knows its account only as a reference. */
export function boundaryArn(environment: string, account: string): string {
  return `arn:aws:iam::${account}:policy/${githubNames(environment).boundary}`;
}
