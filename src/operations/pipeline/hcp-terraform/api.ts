import { messageOf, UsageError } from "../../../lib/errors";

/** Where a workspace is. */
export interface Place {
  readonly hostname: string;
  readonly organization: string;
  readonly name: string;
}

export function nameOf({ organization, name }: Place): string {
  return `Workspace ${organization}/${name}`;
}

/** Where a person finds it. */
export function urlOf({ hostname, organization, name }: Place): string {
  return `https://${hostname}/app/${organization}/workspaces/${name}`;
}

/**
 * What HCP Terraform's API answers. https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 *
 * @throws UsageError if there is no token, if it is not taken, or if it may not see what the path names
 */
export async function read(place: Place, path: string, variables: NodeJS.ProcessEnv): Promise<unknown> {
  const answer = await ask(place, path, variables);
  if (answer.ok) return answer.json();
  throw refusal(place, path, answer);
}

/** Whether the token may see what the path names. Nothing is fetched from where the answer leads to. */
export async function maySee(place: Place, path: string, variables: NodeJS.ProcessEnv): Promise<boolean> {
  const answer = await ask(place, path, variables);
  if (answer.status === 404) return false;
  if (answer.status < 400) return true;
  throw refusal(place, path, answer);
}

async function ask({ hostname }: Place, path: string, variables: NodeJS.ProcessEnv): Promise<Response> {
  const token = tokenFor(hostname, variables);
  try {
    return await fetch(`https://${hostname}/api/v2${path}`, {
      headers: { authorization: `Bearer ${token}`, "content-type": "application/vnd.api+json" },
      redirect: "manual",
      signal: AbortSignal.timeout(30_000),
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.cause ?? error) : error;
    throw new Error(
      `${hostname}: it cannot be reached (${messageOf(reason)}). Check backend.hostname and the network. Node.js uses a proxy ` +
        "(HTTPS_PROXY) from 22.21 on, with NODE_USE_ENV_PROXY=1, and reads an authority of your own from NODE_EXTRA_CA_CERTS.",
      { cause: error },
    );
  }
}

function refusal(place: Place, path: string, { status, statusText }: Response): Error {
  const { hostname } = place;
  switch (status) {
    case 401:
      return new UsageError(
        `${hostname}: it does not take the token in ${variableFor(hostname)}. The token has expired, was revoked, or is ` +
          "another host's. Make a new one for the team that runs the pipelines, and put it there.",
      );
    case 404:
      // The same answer for what is not there and for what may not be seen.
      return new UsageError(
        `${nameOf(place)}: ${hostname} does not know it (${path}), or the token in ${variableFor(hostname)} may not see it. ` +
          "Check organization and workspace in the environment's backend, and the team that the token is of; or make the workspace.",
      );
    default:
      return new Error(
        `${nameOf(place)}: ${hostname} answered ${status} ${statusText} to ${path}. Run this again later.`,
      );
  }
}

/**
 * From the variable that Terraform reads too: underscores for dots, two for a hyphen.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#environment-variable-credentials
 */
function tokenFor(hostname: string, variables: NodeJS.ProcessEnv): string {
  for (const [name, token = ""] of Object.entries(variables)) {
    const [, host = ""] = /^TF_TOKEN_(.+)$/.exec(name) ?? [];
    if (token !== "" && host.replaceAll("__", "-").replaceAll("_", ".").toLowerCase() === hostname) return token;
  }
  throw new UsageError(
    `${hostname}: there is no token for it. Put one into ${variableFor(hostname)}: pipelines read it from there alone, ` +
      "not from the files of `terraform login`.",
  );
}

function variableFor(hostname: string): string {
  return `TF_TOKEN_${hostname.replaceAll("-", "__").replaceAll(".", "_")}`;
}
