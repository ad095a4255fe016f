import type { DeploymentInfo } from "@aws-sdk/client-codedeploy";
import type { TaskSet } from "@aws-sdk/client-ecs";
import type { WithAppSpec } from "./app-specs";
import { describeDeployments, listDeployments } from "./deployments";
import type { Target } from "../target/environment-contract";
import { firstRevision, liveOf } from "./history";
import type { ServiceState } from "../service/service";
import { revisionName, type Revision } from "../service/task-definition";

export interface PastDeployment {
  readonly id: string;
  readonly status: string;
  readonly revision: string | null;
  /** Why its revision is not known. */
  readonly revisionUnknown: string | null;
  readonly config: string;
  readonly creator: string;
  readonly createdAt: string | null;
  readonly completedAt: string | null;
  readonly message: string | null;
}

export interface RecentDeployments {
  /** Newest first. */
  readonly deployments: readonly WithAppSpec<DeploymentInfo>[];
  /** Whether there are no older ones. */
  readonly complete: boolean;
}

export async function loadRecentDeployments(target: Target, count: number): Promise<RecentDeployments> {
  const { ids, complete } = await listDeployments(target, count);
  return { deployments: await target.appSpecs.ofAll(await describeDeployments(target, ids)), complete };
}

/** The deployments of a service with the revision of each, of which ECS tells some and CodeDeploy the others. */
export function pastDeployments(
  recent: RecentDeployments,
  service: ServiceState,
  declared: Revision,
): readonly PastDeployment[] {
  return recent.deployments.map(({ deployment: info, appSpec }): PastDeployment => {
    const arn =
      taskSetOf(service, info.deploymentId ?? "")?.taskDefinition ??
      restoredRevision(info, service) ??
      (appSpec.kind === "found" ? appSpec.spec.taskDefinitionArn : undefined) ??
      (isRollbackToFirst(info, recent) ? firstRevision(declared, liveOf(service)) : undefined);
    return {
      id: info.deploymentId ?? "",
      status: info.status ?? "",
      revision: arn === undefined ? null : revisionName(arn),
      revisionUnknown: arn === undefined && appSpec.kind === "unknown" ? appSpec.why : null,
      config: info.deploymentConfigName ?? "",
      creator: info.creator ?? "user",
      createdAt: info.createTime?.toISOString() ?? null,
      completedAt: info.completeTime?.toISOString() ?? null,
      message: info.errorInformation?.message ?? null,
    };
  });
}

/** The task set that a deployment made, while the service has it. */
export function taskSetOf({ service }: ServiceState, deploymentId: string): TaskSet | undefined {
  return service.taskSets?.find(({ externalId }) => externalId === deploymentId);
}

/**
 * CodeDeploy's rollback of a deployment starts no tasks: it gives the traffic back to those that had it. They are the ones
 * that serve now, where those are older than the rollback.
 */
function restoredRevision(info: DeploymentInfo, { primary }: ServiceState): string | undefined {
  if (!isRollback(info) || info.status !== "Succeeded" || info.createTime === undefined) return undefined;
  if (primary?.createdAt === undefined || primary.createdAt > info.createTime) return undefined;
  return primary.externalId === info.rollbackInfo?.rollbackTriggeringDeploymentId ? undefined : primary.taskDefinition;
}

/** Whether this is a rollback to what the service was created with: no deployment had succeeded before it. */
function isRollbackToFirst(info: DeploymentInfo, { deployments, complete }: RecentDeployments): boolean {
  const { createTime } = info;
  const successes = deployments.filter(({ deployment: { status, creator, createTime: at } }) => {
    return status === "Succeeded" && creator !== "codeDeployRollback" && at && createTime && at < createTime;
  });
  return isRollback(info) && complete && successes.length === 0;
}

function isRollback({ creator }: DeploymentInfo): boolean {
  return creator === "codeDeployRollback";
}
