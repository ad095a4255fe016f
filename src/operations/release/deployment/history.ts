import type { DeploymentInfo } from "@aws-sdk/client-codedeploy";
import { chunks } from "../../../lib/chunks";
import type { AppSpec } from "../../../release-contract/app-spec";
import { UsageError } from "../../../lib/errors";
import type { WithAppSpec } from "./app-specs";
import { deploymentBatch, describeDeployments, listDeployments } from "./deployments";
import type { Target } from "../target/environment-contract";
import type { ServiceState } from "../service/service";
import { revisionName, type Revision } from "../service/task-definition";

/** How many successful deployments are read: as many as an environment can ask to keep the images of. */
export const historyLength = 100;

interface Deployed {
  readonly deploymentId: string;
  readonly createdAt: Date | undefined;
}

/** A success that can be repeated. */
export interface KnownSuccess extends Deployed {
  readonly kind: "known";
  readonly appSpec: AppSpec;
  /** The AppSpec as it was deployed, to the letter. */
  readonly content: string;
}

/** A success of which nobody can say what it deployed. */
export interface UnknownSuccess extends Deployed {
  readonly kind: "unknown";
  /** A sentence or two. */
  readonly why: string;
}

/** A deployment that succeeded. */
export type Success = KnownSuccess | UnknownSuccess;

export interface History {
  /** Newest first. CodeDeploy's rollbacks are not among them: each undoes a deployment that did not succeed. */
  readonly successes: readonly Success[];
  /** Whether it begins with the first deployment of the group. */
  readonly complete: boolean;
}

/**
 * Reads back, 25 deployments at a time, until what is wanted is known.
 *
 * @param isEnough asked after each 25
 */
export async function loadHistory(target: Target, isEnough: (history: History) => boolean): Promise<History> {
  const { ids, complete } = await listDeployments(target, historyLength, ["Succeeded"]);
  const successes: Success[] = [];
  for (const some of chunks(ids, deploymentBatch)) {
    const infos = await describeDeployments(target, some);
    const own = infos.filter(({ creator }) => creator !== "codeDeployRollback");
    successes.push(...(await target.appSpecs.ofAll(own)).map(successOf));
    if (isEnough({ successes, complete: false })) return { successes, complete: false };
  }
  return { successes, complete };
}

export function successOf({ deployment, appSpec }: WithAppSpec<DeploymentInfo>): Success {
  const deployed = { deploymentId: deployment.deploymentId ?? "", createdAt: deployment.createTime };
  return appSpec.kind === "found"
    ? { kind: "known", ...deployed, appSpec: appSpec.spec, content: appSpec.content }
    : { kind: "unknown", ...deployed, why: appSpec.why };
}

/** The revision that serves, as ECS tells it. */
export interface LiveRevision {
  readonly arn: string;
  /** The deployment that started its tasks; undefined for those that the service was created with. */
  readonly deploymentId: string | undefined;
  readonly serviceCreatedAt: Date | undefined;
}

export function liveOf({ service, primary, runningRevisionArn }: ServiceState): LiveRevision {
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html: the id of the CodeDeploy deployment.
  return { arn: runningRevisionArn, deploymentId: primary?.externalId, serviceCreatedAt: service.createdAt };
}

/** What was live before the live revision, as far as it is certain. */
export type Previous =
  | { readonly kind: "success"; readonly success: KnownSuccess }
  /** The revision that the service was created with: all deployments since carry the live one. */
  | { readonly kind: "first" }
  /** Nothing: the service was created with the live revision. */
  | { readonly kind: "none" }
  /** One of the unknown may have been it; if none was, the known one. */
  | { readonly kind: "unknown"; readonly unknown: readonly UnknownSuccess[]; readonly known: KnownSuccess | undefined }
  /** All that was read carries the live revision, and there is more. */
  | { readonly kind: "further-back" };

/** The last revision that succeeded before the one that is live. */
export function previousRevision({ successes, complete }: History, live: LiveRevision): Previous {
  // Older deployments were those of another service with its name.
  const ofService = successes.filter(
    ({ createdAt }) => !(createdAt && live.serviceCreatedAt) || createdAt >= live.serviceCreatedAt,
  );
  const unknown: UnknownSuccess[] = [];
  for (const success of ofService) {
    // Of this one ECS tells what it deployed.
    if (success.deploymentId === live.deploymentId) continue;
    if (success.kind === "unknown") unknown.push(success);
    else if (success.appSpec.taskDefinitionArn !== live.arn) {
      return unknown.length > 0 ? { kind: "unknown", unknown, known: success } : { kind: "success", success };
    }
  }
  if (unknown.length > 0) return { kind: "unknown", unknown, known: undefined };
  if (!complete && ofService.length === successes.length) return { kind: "further-back" };
  return live.deploymentId === undefined && ofService.length === 0 ? { kind: "none" } : { kind: "first" };
}

/** "d-1, d-2: ...", for each reason. */
export function unknownSentence(unknown: readonly UnknownSuccess[]): string {
  const reasons = [...new Set(unknown.map(({ why }) => why))];
  return reasons
    .map((reason) => {
      const ids = unknown.filter(({ why }) => why === reason).map(({ deploymentId }) => deploymentId);
      return `${ids.join(", ")}: ${reason}`;
    })
    .join(" ");
}

/**
 * The revision that Terraform created the service with: the declared one, where it was registered before. One that Terraform
 * registered later has never run by being declared, and those before it are not known.
 */
export function firstRevision({ arn, definition }: Revision, live: LiveRevision): string | undefined {
  const { registeredAt } = definition;
  const isOlder = registeredAt && live.serviceCreatedAt && registeredAt <= live.serviceCreatedAt;
  return isOlder ? arn : undefined;
}

/**
 * ARN of the revision that `--to` names: "7", "family:7" or an ARN.
 *
 * @throws UsageError when it is no revision of the service's family
 */
export function namedRevision(wanted: string, liveArn: string): string {
  const family = revisionName(liveArn).replace(/:\d+$/, "");
  const match = /^(?:(?:arn:[^/]+\/)?([\w-]+):)?(\d+)$/.exec(wanted);
  if (match === null || (match[1] !== undefined && match[1] !== family)) {
    throw new UsageError(`--to "${wanted}" is no revision of ${family}. Write its number, for example --to 7.`);
  }
  return `${liveArn.slice(0, liveArn.lastIndexOf(":"))}:${match[2] ?? ""}`;
}

/** The last success of a revision: it is repeated as it was, network and platform included. */
export function lastSuccessOf({ successes }: History, arn: string): KnownSuccess | undefined {
  return successes
    .filter((success) => success.kind === "known")
    .find(({ appSpec }) => appSpec.taskDefinitionArn === arn);
}
