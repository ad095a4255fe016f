import type { TrustStatement } from "../../shared/policy-document";

/** Who signs the tokens of workflows; an account knows it once, by this name. */
export const githubIssuer = "token.actions.githubusercontent.com";

/** What a token is for, as `aws-actions/configure-aws-credentials` asks for it. */
export const audience = "sts.amazonaws.com";

/**
 * Workflows of pull requests of the repository, and no others. GitHub gives none to a pull request from a fork; a workflow
 * that runs in the fork is another repository's.
 */
export function pullRequestSubject(repository: string): string {
  return `repo:${repository}:pull_request`;
}

/**
 * Workflows that run for a branch: pushes to it, schedules and calls by hand, which run for the default branch unless told
 * otherwise. A job that names a GitHub environment has its subject instead.
 * https://docs.github.com/en/actions/reference/security/oidc#filtering-for-a-specific-branch
 */
export function branchSubject(repository: string, branch: string): string {
  return `repo:${repository}:ref:refs/heads/${branch}`;
}

/** Jobs that name the GitHub environment, whose protection rules (branches, reviewers) they have passed then. */
export function environmentSubject(repository: string, environment: string): string {
  return `repo:${repository}:environment:${environment}`;
}

/**
 * Exactly these subjects: a pattern such as `repo:owner/*` would let in everyone who may create a repository there.
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export function githubTrust(providerArn: string, subjects: readonly [string, ...string[]]): TrustStatement {
  const [first, ...others] = subjects;
  const subject = others.length === 0 ? first : subjects;
  return {
    principals: { federated: [providerArn] },
    actions: ["sts:AssumeRoleWithWebIdentity"],
    conditions: { StringEquals: { [`${githubIssuer}:aud`]: audience, [`${githubIssuer}:sub`]: subject } },
  };
}
