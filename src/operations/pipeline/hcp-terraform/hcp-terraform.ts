import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Environment } from "../../../environments/schema";
import { UsageError } from "../../../lib/errors";
import { maySee, nameOf, type Place, read, urlOf } from "./api";

export { explainRun, nothingToApply } from "./reasons";

/**
 * What HCP Terraform forces to differ: its workspace may run Terraform itself. Then a plan is a run on its side, a plan file
 * is a bookmark of that run, and Terraform's exit code does not say all that became of it.
 */

/** The workspace behind a backend of the type "cloud". */
export interface Workspace extends Place {
  /** Who runs Terraform: the caller ("local", the workspace keeps the state alone), or HCP Terraform or its agent ("remote"). */
  readonly execution: "local" | "remote";
  /** Who locked it by hand; undefined where nobody did. A run that locks it in passing does not count: the next one queues. */
  readonly lockedBy: string | undefined;
}

/**
 * The environment's workspace, asked for before Terraform is: `terraform init` would make one that is missing.
 *
 * @param variables of the process; the token is in one of them, as Terraform reads it
 * @returns undefined unless the backend is "cloud"
 */
export async function workspaceOf(
  { backend }: Pick<Environment, "backend">,
  variables: NodeJS.ProcessEnv,
): Promise<Workspace | undefined> {
  if (backend.type !== "cloud") return undefined;
  const place = { hostname: backend.hostname, organization: backend.organization, name: backend.workspace };
  const organization = `/organizations/${place.organization}`;
  const entitlements = entitlementsFormat.parse(await read(place, `${organization}/entitlement-set`, variables));
  const workspace = workspaceFormat.parse(
    await read(place, `${organization}/workspaces/${place.name}?include=locked_by`, variables),
  );
  const mode = workspace.data.attributes["execution-mode"];
  if (mode !== "local" && !entitlements.data.attributes.operations) {
    throw new UsageError(
      `${nameOf(place)}: its execution mode is "${mode}", but the organization is not entitled to remote runs. ` +
        `Set the mode to "local" at ${urlOf(place)}/settings/general, or choose a plan for the organization that has them.`,
    );
  }
  return { ...place, execution: mode === "local" ? "local" : "remote", lockedBy: lockedBy(workspace) };
}

/**
 * Before an apply. A plan may go ahead on a locked workspace, speculative or saved; a run that changes something would wait
 * for ever. https://developer.hashicorp.com/terraform/cloud-docs/workspaces/run/modes-and-options#saved-plans
 */
export function refuseLocked(workspace: Workspace): void {
  if (workspace.lockedBy === undefined) return;
  throw new Error(
    `${nameOf(workspace)}: it was locked by ${workspace.lockedBy}, so that no run may change anything. ` +
      `Ask them why, unlock it at ${urlOf(workspace)}, and run this again.`,
  );
}

/**
 * The plan file of a remote run that was started without `-out`, as speculative ones are: for `terraform show -json`.
 * The format is Terraform's own (internal/cloud/cloudplan/saved_plan.go).
 */
export function bookmark(planOutput: string, hostname: string): string {
  return JSON.stringify({ remote_plan_format: 1, run_id: runOf(planOutput, hostname).id, hostname });
}

/**
 * Fails unless the run that Terraform printed came to its end, and its plan may be read. Terraform ends with exit code 0 where
 * a run was discarded, or was cancelled a moment after Terraform looked for the last time (internal/cloud/backend.go, `Operation`).
 *
 * @param output what Terraform printed, with exit code 0
 */
export async function confirmRun(
  step: "plan" | "apply",
  output: string,
  workspace: Workspace,
  variables: NodeJS.ProcessEnv,
): Promise<void> {
  const { id, url } = runOf(output, workspace.hostname);
  const good = step === "plan" ? planned : applied;
  for (let second = 0; second < settlingSeconds; second++) {
    const { status } = runFormat.parse(await read(workspace, `/runs/${id}`, variables)).data.attributes;
    if (good.includes(status)) {
      if (step === "plan") await refuseUnreadable(id, workspace, variables);
      return;
    }
    if (bad.includes(status)) {
      throw new Error(
        `${nameOf(workspace)}: the run ended as "${status}". Who or what ended it stands at ${url}. ` +
          "Then plan and review again.",
      );
    }
    await sleep(1000);
  }
  throw new Error(
    `${nameOf(workspace)}: Terraform has ended, but its run has not. Look at ${url} before you run this again.`,
  );
}

/** https://developer.hashicorp.com/terraform/cloud-docs/api-docs/plans#retrieve-the-json-execution-plan */
async function refuseUnreadable(run: string, workspace: Workspace, variables: NodeJS.ProcessEnv): Promise<void> {
  if (await maySee(workspace, `/runs/${run}/plan/json-output`, variables)) return;
  throw new UsageError(
    `${nameOf(workspace)}: the token may plan, but not read the plan as JSON, so that there is nothing to review. HCP Terraform ` +
      "shows it to users and teams with the role Admin of the workspace alone, and never to a token of the organization. " +
      "Give the token's team that role.",
  );
}

/** https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#run-states */
const planned: readonly string[] = ["planned_and_finished", "planned_and_saved"];
const applied: readonly string[] = ["applied", "planned_and_finished"];
const bad: readonly string[] = [
  "canceled",
  "discarded",
  "errored",
  "force_canceled",
  "policy_override",
  "policy_soft_failed",
];

/** For what HCP Terraform still has to do with a run that Terraform has left. */
const settlingSeconds = 60;

/** The run whose address Terraform printed. */
function runOf(output: string, hostname: string): { readonly id: string; readonly url: string } {
  for (const [url, host, id] of output.matchAll(/https:\/\/([^/\s]+)\/app\/\S+\/runs\/(run-\w+)/g)) {
    if (host === hostname && id !== undefined) return { id, url };
  }
  throw new Error(`Terraform named no run on ${hostname}; what it said is above.`);
}

const entitlementsFormat = z.object({ data: z.object({ attributes: z.object({ operations: z.boolean() }) }) });
const runFormat = z.object({ data: z.object({ attributes: z.object({ status: z.string() }) }) });

const named = z.object({ id: z.string(), type: z.string() });
const workspaceFormat = z.object({
  data: z.object({
    attributes: z.object({ "execution-mode": z.string(), locked: z.boolean() }),
    relationships: z.object({ "locked-by": z.object({ data: named.nullish() }).optional() }).optional(),
  }),
  included: z
    .array(named.extend({ attributes: z.object({ username: z.string().optional(), name: z.string().nullish() }) }))
    .default([]),
});

function lockedBy({ data, included }: z.output<typeof workspaceFormat>): string | undefined {
  const holder = data.relationships?.["locked-by"]?.data;
  if (!data.attributes.locked || holder?.type === "runs") return undefined;
  const who = included.find(({ id, type }) => id === holder?.id && type === holder.type)?.attributes;
  return who?.username ?? who?.name ?? holder?.id ?? "somebody whom the token may not see";
}
