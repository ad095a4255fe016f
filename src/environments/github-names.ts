import type { Environment } from "./schema";

/** Names of what the state stack makes for GitHub Actions. What the environment's own stack makes is named in `names.ts`. */
export interface GitHubNames {
  readonly planRole: string;
  readonly applyRole: string;
  readonly releaseRole: string;
  /** The policy that no role made by the apply role can exceed. */
  readonly boundary: string;
  readonly readPolicy: string;
  readonly networkPolicy: string;
  readonly servicesPolicy: string;
  readonly rolesPolicy: string;
  readonly guardedPolicy: string;
  readonly releasesPolicy: string;
}

/** Longest name of an environment with which a role's name keeps within IAM's 64 characters. */
export const longestEnvironmentName = 64 - "-github-release".length;

export function githubNames(environment: string): GitHubNames {
  const stem = `${environment}-github`;
  return {
    planRole: `${stem}-plan`,
    applyRole: `${stem}-apply`,
    releaseRole: `${stem}-release`,
    boundary: `${stem}-boundary`,
    readPolicy: `${stem}-read`,
    networkPolicy: `${stem}-network`,
    servicesPolicy: `${stem}-services`,
    rolesPolicy: `${stem}-roles`,
    guardedPolicy: `${stem}-guarded`,
    releasesPolicy: `${stem}-releases`,
  };
}

/** Of the boundary; the environment's own stack names it too, and knows its account only as a reference. */
export function boundaryArn(environment: string, account: string): string {
  return `arn:aws:iam::${account}:policy/${githubNames(environment).boundary}`;
}

/** ARNs of the roles that workflows take. */
export interface GitHubRoleArns {
  readonly plan: string;
  readonly apply: string;
  readonly release: string;
}

/** Known without asking AWS, as an environment with `github` names its account; undefined where it has no such roles. */
export function githubRoleArns({
  account,
  github,
  name,
}: Pick<Environment, "account" | "github" | "name">): GitHubRoleArns | undefined {
  if (github === undefined || account === undefined) return undefined;
  const { planRole, applyRole, releaseRole } = githubNames(name);
  const arn = (role: string) => `arn:aws:iam::${account}:role/${role}`;
  return { plan: arn(planRole), apply: arn(applyRole), release: arn(releaseRole) };
}
