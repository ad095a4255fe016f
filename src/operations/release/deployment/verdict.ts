import {
  hasShifted,
  isActive,
  isReplacementReady,
  taskSet,
  type DeploymentView,
  type DeploymentSnapshot,
} from "../service/snapshot";
import { revisionName } from "../service/task-definition";

/** How far a command waits: until the replacement could take traffic, has all of it, or the original is gone. */
export const goals = ["ready", "traffic", "done"] as const;
export type Goal = (typeof goals)[number];

/**
 * How commands end. Scripts rely on these numbers.
 */
export const exitCodes = {
  /** What was waited for is reached; unless that was `ready`, the new revision serves all traffic. */
  reached: 0,
  /** Nothing was changed. */
  refused: 1,
  /** Wrong arguments. */
  usage: 2,
  /** The deployment failed; the original revision serves all traffic again. */
  rolledBack: 3,
  /** The deployment failed and CodeDeploy did not bring the original back: somebody has to look. */
  notRolledBack: 4,
  /** The command stopped or timed out; the deployment goes on. */
  stillRunning: 5,
} as const;

export interface ReleaseOutcome {
  readonly exitCode: 0 | 3 | 4 | 5;
  readonly sentence: string;
}

/** CodeDeploy names the rollback a moment after the failure; until then nobody can tell whether there is one. */
export const rollbackGraceMilliseconds = 10_000;

/**
 * What has become of a deployment, or undefined while it is open.
 *
 * @param endedFor milliseconds since the deployment was first seen ended
 */
export function verdict(
  { deployment, rollback }: DeploymentView,
  goal: Goal,
  endedFor: number,
): ReleaseOutcome | undefined {
  const reached = reachedGoal(deployment, goal);
  if (reached !== undefined) return { exitCode: exitCodes.reached, sentence: reached };
  if (isActive(deployment)) return undefined;
  if (deployment.rollbackDeploymentId === undefined) {
    return endedFor < rollbackGraceMilliseconds ? undefined : notRolledBack(deployment);
  }
  if (rollback === undefined || isActive(rollback)) return undefined;
  if (rollback.status === "Succeeded") {
    return {
      exitCode: exitCodes.rolledBack,
      sentence: `${ending(deployment)} Deployment ${rollback.id} rolled it back: the original revision serves all traffic.`,
    };
  }
  return {
    exitCode: exitCodes.notRolledBack,
    sentence: `${ending(deployment)} Its rollback failed too. ${ending(rollback)} ${whoServes(deployment)}`,
  };
}

function reachedGoal(deployment: DeploymentSnapshot, goal: Goal): string | undefined {
  const { id } = deployment;
  const revision = revisionOf(deployment);
  switch (goal) {
    case "ready":
      return isReplacementReady(deployment)
        ? `Deployment ${id} is ready: ${revision} answers test traffic.`
        : undefined;
    case "traffic":
      return hasShifted(deployment) ? `Deployment ${id} has shifted: ${revision} serves all traffic.` : undefined;
    case "done":
      return deployment.status === "Succeeded"
        ? `Deployment ${id} succeeded: ${revision} serves all traffic.`
        : undefined;
  }
}

function revisionOf({ taskDefinitionArn }: DeploymentSnapshot): string {
  return taskDefinitionArn === undefined ? "the new revision" : revisionName(taskDefinitionArn);
}

function notRolledBack(deployment: DeploymentSnapshot): ReleaseOutcome {
  return {
    exitCode: exitCodes.notRolledBack,
    sentence: `${ending(deployment)} CodeDeploy did not roll it back. ${whoServes(deployment)}`,
  };
}

/** "Deployment d-1 failed at AllowTraffic: ... (HEALTH_CONSTRAINTS)." */
function ending({ id, status, error, events }: DeploymentSnapshot): string {
  const failed = events.find((event) => event.status === "Failed");
  const where = failed === undefined ? "" : ` at ${failed.name}`;
  const reason = error?.message ?? failed?.message;
  const code = error === undefined ? "" : ` (${error.code})`;
  const verb = status === "Stopped" ? "was stopped" : "failed";
  const because = reason === undefined || reason === "" ? "" : `: ${reason.replace(/\.$/, "")}`;
  return `Deployment ${id} ${verb}${where}${because}${code}.`;
}

function whoServes(deployment: DeploymentSnapshot): string {
  const original = taskSet(deployment, "original")?.weight;
  const replacement = taskSet(deployment, "replacement")?.weight ?? 0;
  if (original === undefined) return "Look with the status command at who serves the traffic.";
  if (replacement === 0) return "The original revision serves all traffic.";
  if (original === 0) return `The new revision (${revisionOf(deployment)}) serves all traffic.`;
  return `Traffic is split: original ${original} %, replacement ${replacement} %.`;
}
