import type { Environment } from "../../environments/schema";
import { UsageError } from "../../lib/errors";
import { githubRoleArns } from "../../environments/github-names";

/** What the jobs of a workflow have to know of an environment. */
export interface MatrixEntry {
  readonly environment: string;
  readonly region: string;
  /** ARNs of the roles for GitHub. Empty where HCP Terraform has the credentials, not the workflow. */
  readonly planRole: string;
  readonly applyRole: string;
  readonly releaseRole: string;
  /** Its rules on GitHub decide who may apply. */
  readonly gitHubEnvironment: string;
  /** The same for who may release. */
  readonly releaseEnvironment: string;
  readonly services: readonly string[];
}

/**
 * A matrix for GitHub Actions: every environment that a pipeline can serve, by roles of its own or by HCP Terraform.
 *
 * @param only the one environment that is wanted; all of them where it is empty, as an input is that nobody filled in
 */
export function matrix(environments: readonly Environment[], only = ""): { readonly include: readonly MatrixEntry[] } {
  const include = environments.flatMap(entries);
  if (only === "") return { include };
  const chosen = include.filter(({ environment }) => environment === only);
  if (chosen.length > 0) return { include: chosen };
  const served = include.map(({ environment }) => environment);
  throw new UsageError(
    `--only: ${JSON.stringify(only)} is not an environment that a pipeline serves. ` +
      `Allowed: ${served.length > 0 ? served.join(", ") : "none so far"}. ` +
      'Choose one of these, or give the environment `github`, or a backend of the type "cloud".',
  );
}

function entries(environment: Environment): readonly MatrixEntry[] {
  const { name, region, backend, github, services } = environment;
  const roles = githubRoleArns(environment);
  if (roles === undefined && backend.type !== "cloud") return [];
  const { plan: planRole = "", apply: applyRole = "", release: releaseRole = "" } = roles ?? {};
  const { environment: gitHubEnvironment = name, releaseEnvironment = name } = github ?? {};
  return [
    {
      environment: name,
      region,
      planRole,
      applyRole,
      releaseRole,
      gitHubEnvironment,
      releaseEnvironment,
      services: Object.keys(services),
    },
  ];
}
