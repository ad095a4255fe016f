import {
  BatchGetDeploymentTargetsCommand,
  BatchGetDeploymentsCommand,
  GetDeploymentCommand,
  ListDeploymentTargetsCommand,
  ListDeploymentsCommand,
  type DeploymentInfo,
  type DeploymentStatus,
  type ECSTarget,
} from "@aws-sdk/client-codedeploy";
import { chunks } from "../../../lib/chunks";
import { runningStatuses } from "../../../lib/aws/deployment-status";
import type { ReleaseContract } from "../../../release-contract/contract";
import type { WithAppSpec } from "./app-specs";
import { isNamed } from "../../../lib/aws/errors";
import type { Target } from "../target/environment-contract";
import type { Colour, DeploymentSnapshot, EventState, TaskSetState } from "../service/snapshot";

/** The deployment that runs now. CodeDeploy allows one per group. */
export async function findRunningDeployment(target: Target): Promise<DeploymentSnapshot | undefined> {
  const [id] = (await listDeployments(target, 1, runningStatuses)).ids;
  return id === undefined ? undefined : loadDeployment(target, id);
}

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeployments.html */
export const deploymentBatch = 25;

/** Deployments as CodeDeploy tells of them, without what they carry; newest first. */
export async function describeDeployments({ aws }: Target, ids: readonly string[]): Promise<readonly DeploymentInfo[]> {
  const infos: DeploymentInfo[] = [];
  for (const deploymentIds of chunks(ids, deploymentBatch)) {
    const command = new BatchGetDeploymentsCommand({ deploymentIds: [...deploymentIds] });
    const { deploymentsInfo = [] } = await aws.codeDeploy.send(command);
    infos.push(...deploymentsInfo);
  }
  return infos.sort((a, b) => (b.createTime?.getTime() ?? 0) - (a.createTime?.getTime() ?? 0));
}

export interface ListedDeployments {
  /** Newest first. */
  readonly ids: readonly string[];
  /** Whether there are no older ones. */
  readonly complete: boolean;
}

/** The deployments of the service's group. */
export async function listDeployments(
  { aws, contract }: Target,
  limit: number,
  statuses?: readonly DeploymentStatus[],
): Promise<ListedDeployments> {
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws.codeDeploy.send(
      new ListDeploymentsCommand({
        applicationName: contract.codeDeploy.application,
        deploymentGroupName: contract.codeDeploy.deploymentGroup,
        ...(statuses !== undefined && { includeOnlyStatuses: [...statuses] }),
        nextToken,
      }),
    );
    ids.push(...(page.deployments ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined && ids.length < limit);
  return { ids: ids.slice(0, limit), complete: nextToken === undefined && ids.length <= limit };
}

/** One look at a deployment: its state, its lifecycle events and its task sets. */
export async function loadDeployment(
  target: Target,
  deploymentId: string,
  abortSignal?: AbortSignal,
): Promise<DeploymentSnapshot> {
  const { aws, contract, appSpecs } = target;
  const options = abortSignal === undefined ? {} : { abortSignal };
  const [{ deploymentInfo }, ecsTarget] = await Promise.all([
    aws.codeDeploy.send(new GetDeploymentCommand({ deploymentId }), options),
    loadDeploymentTarget(target, deploymentId, options),
  ]);
  if (deploymentInfo === undefined) throw new Error(`CodeDeploy knows no deployment ${deploymentId}.`);
  const appSpec = await appSpecs.of(deploymentInfo, options);
  return toSnapshot({ deployment: deploymentInfo, appSpec }, ecsTarget, contract.targetGroups);
}

async function loadDeploymentTarget(
  { aws }: Target,
  deploymentId: string,
  options: { readonly abortSignal?: AbortSignal },
): Promise<ECSTarget | undefined> {
  try {
    const { targetIds = [] } = await aws.codeDeploy.send(new ListDeploymentTargetsCommand({ deploymentId }), options);
    if (targetIds.length === 0) return undefined;
    const { deploymentTargets } = await aws.codeDeploy.send(
      new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }),
      options,
    );
    return deploymentTargets?.[0]?.ecsTarget;
  } catch (error) {
    // A deployment has no targets until CodeDeploy begins with it.
    if (isNamed(error, "DeploymentNotStartedException", "DeploymentTargetDoesNotExistException")) return undefined;
    throw error;
  }
}

/** CodeDeploy's answers as plain data. */
export function toSnapshot(
  { deployment: info, appSpec }: WithAppSpec<DeploymentInfo>,
  target: ECSTarget | undefined,
  targetGroups: ReleaseContract["targetGroups"],
): DeploymentSnapshot {
  const { errorInformation: error, rollbackInfo, completeTime } = info;
  return {
    id: info.deploymentId ?? "",
    status: info.status ?? "Created",
    creator: info.creator ?? "user",
    createdAt: (info.createTime ?? new Date(0)).toISOString(),
    ...(completeTime !== undefined && { completedAt: completeTime.toISOString() }),
    config: info.deploymentConfigName ?? "",
    description: info.description ?? "",
    ...(appSpec.kind === "found" && { taskDefinitionArn: appSpec.spec.taskDefinitionArn }),
    events: (target?.lifecycleEvents ?? []).map(({ lifecycleEventName = "", status = "Pending", diagnostics }) => {
      const message = diagnostics?.message;
      return { name: lifecycleEventName, status, ...(message && { message }) } satisfies EventState;
    }),
    taskSets: taskSetStates(target, targetGroups),
    terminationWaitStarted: info.instanceTerminationWaitTimeStarted ?? false,
    ...(error?.message !== undefined && { error: { code: error.code ?? "UNKNOWN", message: error.message } }),
    ...(rollbackInfo?.rollbackDeploymentId !== undefined && {
      rollbackDeploymentId: rollbackInfo.rollbackDeploymentId,
    }),
    ...(rollbackInfo?.rollbackMessage !== undefined && { rollbackMessage: rollbackInfo.rollbackMessage }),
  };
}

/** The original first, in whatever order CodeDeploy names them. */
function taskSetStates(
  target: ECSTarget | undefined,
  targetGroups: ReleaseContract["targetGroups"],
): readonly TaskSetState[] {
  const states = (target?.taskSetsInfo ?? []).map((set): TaskSetState => {
    const targetGroup = set.targetGroup?.name ?? "";
    const colour = colourOf(targetGroup, targetGroups);
    return {
      role: set.taskSetLabel === "Green" ? "replacement" : "original",
      targetGroup,
      ...(colour !== undefined && { colour }),
      desired: set.desiredCount ?? 0,
      running: set.runningCount ?? 0,
      pending: set.pendingCount ?? 0,
      weight: set.trafficWeight ?? 0,
    };
  });
  return states.sort((a, b) => a.role.localeCompare(b.role));
}

function colourOf(targetGroup: string, { blue, green }: ReleaseContract["targetGroups"]): Colour | undefined {
  return targetGroup === blue.name ? "blue" : targetGroup === green.name ? "green" : undefined;
}
