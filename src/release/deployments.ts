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
import type { ReleaseContract } from "../lib/release-contract";
import { parseAppSpec, type AppSpec } from "../lib/app-spec";
import { runningStatuses } from "../lib/deployment-status";
import { isNamed } from "./aws-errors";
import type { Target } from "./environment-contract";
import type { Colour, DeploymentSnapshot, EventState, TaskSetState } from "./snapshot";

/** The deployment that runs now. CodeDeploy allows one per group. */
export async function findRunningDeployment(target: Target): Promise<DeploymentSnapshot | undefined> {
  const [id] = await listDeployments(target, runningStatuses, 1);
  return id === undefined ? undefined : loadDeployment(target, id);
}

/** Deployments of the environment's group, newest first. */
export async function loadRecentDeployments(
  target: Target,
  limit: number,
  statuses?: readonly DeploymentStatus[],
): Promise<readonly DeploymentInfo[]> {
  const ids = await listDeployments(target, statuses, limit);
  const infos: DeploymentInfo[] = [];
  // BatchGetDeployments takes 25 at most.
  for (let start = 0; start < ids.length; start += 25) {
    const { deploymentsInfo = [] } = await target.aws.codeDeploy.send(
      new BatchGetDeploymentsCommand({ deploymentIds: ids.slice(start, start + 25) }),
    );
    infos.push(...deploymentsInfo);
  }
  return infos.sort((a, b) => (b.createTime?.getTime() ?? 0) - (a.createTime?.getTime() ?? 0));
}

async function listDeployments(
  { aws, contract }: Target,
  statuses: readonly DeploymentStatus[] | undefined,
  limit: number,
): Promise<string[]> {
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
  return ids.slice(0, limit);
}

/** One look at a deployment: its state, its lifecycle events and its task sets. */
export async function loadDeployment(
  { aws, contract }: Target,
  deploymentId: string,
  abortSignal?: AbortSignal,
): Promise<DeploymentSnapshot> {
  const options = abortSignal === undefined ? {} : { abortSignal };
  const [{ deploymentInfo }, target] = await Promise.all([
    aws.codeDeploy.send(new GetDeploymentCommand({ deploymentId }), options),
    loadDeploymentTarget({ aws, contract }, deploymentId, options),
  ]);
  if (deploymentInfo === undefined) throw new Error(`CodeDeploy knows no deployment ${deploymentId}.`);
  return toSnapshot(deploymentInfo, target, contract.targetGroups);
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
  info: DeploymentInfo,
  target: ECSTarget | undefined,
  targetGroups: ReleaseContract["targetGroups"],
): DeploymentSnapshot {
  const { errorInformation: error, rollbackInfo, completeTime } = info;
  const taskDefinitionArn = appSpecOfDeployment(info)?.taskDefinitionArn;
  return {
    id: info.deploymentId ?? "",
    status: info.status ?? "Created",
    creator: info.creator ?? "user",
    createdAt: (info.createTime ?? new Date(0)).toISOString(),
    ...(completeTime !== undefined && { completedAt: completeTime.toISOString() }),
    config: info.deploymentConfigName ?? "",
    description: info.description ?? "",
    ...(taskDefinitionArn !== undefined && { taskDefinitionArn }),
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

/** What a deployment carries; undefined where CodeDeploy does not tell (a revision in S3) or nobody can read it. */
export function appSpecOfDeployment({ revision }: Pick<DeploymentInfo, "revision">): AppSpec | undefined {
  const content = revision?.appSpecContent?.content;
  try {
    return content === undefined ? undefined : parseAppSpec(content);
  } catch {
    return undefined;
  }
}
