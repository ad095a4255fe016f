import { oneOf, section, text, type Rule } from "./rule";

const name = "[A-Za-z0-9][A-Za-z0-9-]*";

/** The form of the names is GitHub's; the numbers are what its tokens carry for repositories with immutable subjects. */
const repository: Rule<string> = {
  kind: "a repository of GitHub",
  allowed: '"owner/name" or, with the numbers of both, "owner@123456/name@456789"',
  remedy: "Look it up with: gh api repos/<owner>/<name>/actions/oidc/customization/sub.",
  test: (given) => new RegExp(`^${name}(/[\\w.-]+|@\\d+/[\\w.-]+@\\d+)$`).test(given),
};

/** Git takes more; these letters stand in a token as they are written. */
const branch: Rule<string> = {
  kind: "a name of a branch",
  allowed: "1 to 255 letters, digits, hyphens and underscores, with single dots and slashes between them",
  remedy: 'Write the branch\'s short name, such as "main".',
  test: (given) => given.length <= 255 && /^\w[\w-]*([./]\w[\w-]*)*$/.test(given),
};

/** GitHub takes nearly any text; these letters stand in a token as they are written. */
const environment: Rule<string> = {
  kind: "a name of an environment of GitHub",
  allowed: "1 to 255 letters, digits, dots, hyphens and underscores",
  remedy: "Rename the environment on GitHub (Settings, Environments).",
  test: (given) => /^[\w.-]{1,255}$/.test(given),
};

/**
 * Three roles that workflows of a repository can take, without a key that could be stolen. `npm run bootstrap` makes them,
 * with an administrator's rights, beside the state bucket. Free of charge. Needs `account`, which the roles' ARNs contain.
 *
 * - plan: sees how things are and reads the state, from pull requests of the repository and from `branch`;
 * - apply: manages what the environment's stack declares, from jobs of one GitHub environment;
 * - release: pushes images, releases, rolls back and asks for the status, from jobs of one GitHub environment.
 *
 * Whoever may push to the repository may plan, and so read the environment's state. Whoever passes the protection rules of
 * a GitHub environment may apply or release: give it required reviewers or allowed branches, or everyone who may push does.
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export const github = section({
  /**
   * "owner/name", in GitHub's own spelling: capital letters count. With the numbers of both where the repository's tokens
   * carry them, which is so for repositories made, renamed or moved after 15 July 2026; a wrong form lets nobody in.
   * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
   */
  repository: text(repository),
  /**
   * The branch that is applied. Its workflows without a GitHub environment may plan: before an apply, and on a schedule,
   * which GitHub runs for the repository's default branch only.
   * @default "main"
   */
  branch: text(branch).default("main"),
  /** The GitHub environment whose jobs may apply. @default the environment's own name */
  environment: text(environment).optional(),
  /**
   * The GitHub environment whose jobs may release. While it is the one of applies, whoever passes its rules may do both:
   * where more people shall release than change infrastructure, give releases one of their own.
   * @default the GitHub environment of applies
   */
  releaseEnvironment: text(environment).optional(),
  /**
   * Whether the identity provider of GitHub is made here or there is one already. An account has one for all: where several
   * environments share an account, one of them makes it, and it is bootstrapped first and removed last.
   * @default "create"
   */
  provider: oneOf(["create", "existing"], {
    kind: "an answer to who makes the identity provider",
    remedy: "Choose existing if another environment or stack of the account makes it.",
  }).default("create"),
});
