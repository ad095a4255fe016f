import { newDeploymentId } from "./operations/create-deployment";
import type { Deployment } from "./run/deployment";
import { type Ending, initialState } from "./run/machine-state";
import { rollbackProgram } from "./run/program";
import type { DeploymentGroup, RegionState } from "./state";

/**
 * The deployment that brings back what another one changed. It deploys no revision: the original task set still runs.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html
 */
export function rollbackOf(failed: Deployment, { message }: Ending, createTime: Date): Deployment {
  const program = rollbackProgram();
  const id = newDeploymentId();
  const rollbackMessage = `Deployment ${id} was created to roll back deployment ${failed.id}: ${message}`;
  failed.rollbackInfo = { rollbackDeploymentId: id, rollbackMessage };
  return {
    ...failed,
    id,
    info: {
      ...failed.info,
      deploymentId: id,
      revision: failed.info.previousRevision,
      previousRevision: failed.info.revision,
      description: `Rollback of deployment ${failed.id}`,
      creator: "codeDeployRollback",
      createTime,
    },
    alarms: undefined,
    appSpec: undefined,
    program,
    rollbackOnFailure: false,
    rollbackOnAlarm: false,
    rollbackOnStop: false,
    state: initialState(program),
    rollbackInfo: { rollbackTriggeringDeploymentId: failed.id, rollbackMessage },
  };
}

/** Writes down in the group what its last deployment was. */
export function rememberIn(state: RegionState, deployment: Deployment): void {
  const group = groupOf(state, deployment);
  if (group === undefined) return;
  const { status, startTime, completeTime } = deployment.state;
  const last = {
    deploymentId: deployment.id,
    status,
    ...(completeTime !== undefined && { endTime: new Date(completeTime) }),
    ...(startTime !== undefined && { createTime: deployment.info.createTime }),
  };
  const succeeded = status === "Succeeded";
  group.info = {
    ...group.info,
    lastAttemptedDeployment: last,
    ...(succeeded && { lastSuccessfulDeployment: last }),
    ...(succeeded && { targetRevision: deployment.info.revision }),
  };
}

function groupOf(state: RegionState, { groupId }: Deployment): DeploymentGroup | undefined {
  for (const { groups } of state.applications.values()) {
    for (const group of groups.values()) {
      if (group.info.deploymentGroupId === groupId) return group;
    }
  }
  return undefined;
}
