import type { DeploymentTarget, ECSTaskSet, LifecycleEvent, TargetStatus } from "@aws-sdk/client-codedeploy";
import { z } from "zod";
import { AwsError } from "../../protocol/call";
import { findDeployment } from "./deployments";
import { operation, type Context, type Operation } from "./operation";
import type { Deployment } from "../run/deployment";
import type { LifecycleEventState, MachineState } from "../run/machine-state";

const deployment = z.object({ deploymentId: z.string().optional() });

/** A deployment to ECS has one target, named after its service. */
function targetIdOf({ service }: Deployment): string {
  return `${service.cluster}:${service.service}`;
}

function findStarted(context: Context, id: string | undefined): Deployment {
  const found = findDeployment(context, id);
  if (found.state.status !== "Created") return found;
  throw new AwsError("DeploymentNotStartedException", `Deployment ${found.id} has not started yet.`);
}

function checkTargetId(found: Deployment, targetId: string | undefined): void {
  if (targetId === undefined || targetId === "") {
    throw new AwsError("DeploymentTargetIdRequiredException", "A deployment target ID was not provided.");
  }
  if (!/^[^:]+:[^:]+$/.test(targetId)) {
    throw new AwsError(
      "InvalidDeploymentTargetIdException",
      `Invalid id ${targetId} for ECS deployment, valid Id should be in format <cluster-name>:<service-name>`,
    );
  }
  if (targetId === targetIdOf(found)) return;
  throw new AwsError(
    "DeploymentTargetDoesNotExistException",
    `The target ${targetId} does not belong to deployment ${found.id}.`,
  );
}

function showTarget(context: Context, found: Deployment): DeploymentTarget {
  const { state } = found;
  return {
    deploymentTargetType: "ECSTarget",
    ecsTarget: {
      deploymentId: found.id,
      targetId: targetIdOf(found),
      targetArn: context.services.service(found.service)?.serviceArn,
      lastUpdatedAt: timeOf(state.updatedAt),
      lifecycleEvents: state.events.map(showEvent),
      status: targetStatus(state),
      taskSetsInfo: taskSets(context, found),
    },
  };
}

function showEvent({ name, status, startTime, endTime, message }: LifecycleEventState): LifecycleEvent {
  const failed = status === "Failed" && message !== undefined;
  return {
    lifecycleEventName: name,
    status,
    startTime: timeOf(startTime),
    endTime: timeOf(endTime),
    diagnostics: failed ? { errorCode: "ScriptFailed", scriptName: "", message, logTail: "" } : undefined,
  };
}

function targetStatus({ status }: MachineState): TargetStatus {
  if (status === "Created") return "Pending";
  return status === "Stopped" ? "Failed" : status;
}

/** The task sets that still exist, with what share of production traffic the deployment gives them. */
function taskSets(context: Context, { service, scene, state, loadBalancerInfo }: Deployment): ECSTaskSet[] {
  if (scene === undefined) return [];
  const names = loadBalancerInfo.targetGroupPairInfoList?.[0]?.targetGroups ?? [];
  return (context.services.service(service)?.taskSets ?? []).flatMap((taskSet): ECSTaskSet[] => {
    const isOriginal = taskSet.id === scene.originalTaskSetId;
    if (!isOriginal && taskSet.id !== scene.replacementTaskSetId) return [];
    const arn = taskSet.specification.loadBalancers[0]?.targetGroupArn;
    return [
      {
        identifer: taskSet.id,
        desiredCount: taskSet.computedDesiredCount,
        runningCount: taskSet.runningCount,
        pendingCount: Math.max(taskSet.computedDesiredCount - taskSet.runningCount, 0),
        status: taskSet.status,
        trafficWeight: isOriginal ? 100 - state.replacementPercent : state.replacementPercent,
        targetGroup: names.find(({ name }) => arn?.includes(`:targetgroup/${name ?? ""}/`) === true),
        taskSetLabel: isOriginal ? "Blue" : "Green",
      },
    ];
  });
}

function timeOf(milliseconds: number | undefined): Date | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds);
}

export const deploymentTargetOperations: Readonly<Record<string, Operation>> = {
  GetDeploymentTarget: operation(deployment.extend({ targetId: z.string().optional() }), (context, input) => {
    const found = findStarted(context, input.deploymentId);
    checkTargetId(found, input.targetId);
    return { deploymentTarget: showTarget(context, found) };
  }),

  BatchGetDeploymentTargets: operation(
    deployment.extend({ targetIds: z.array(z.string()).optional() }),
    (context, input) => {
      const found = findStarted(context, input.deploymentId);
      const [targetId, ...more] = input.targetIds ?? [];
      checkTargetId(found, targetId);
      if (more.length > 0) {
        throw new AwsError(
          "DeploymentTargetListSizeExceededException",
          `A deployment to ECS has exactly one target; ${more.length + 1} were given.`,
        );
      }
      return { deploymentTargets: [showTarget(context, found)] };
    },
  ),

  ListDeploymentTargets: operation(
    deployment.extend({
      nextToken: z.string().optional(),
      targetFilters: z.record(z.string(), z.array(z.string())).optional(),
    }),
    (context, input) => {
      const found = findStarted(context, input.deploymentId);
      const filters = input.targetFilters ?? {};
      const unknown = Object.keys(filters).find((name) => name !== "TargetStatus" && name !== "ServerInstanceLabel");
      if (unknown !== undefined) {
        throw new AwsError("InvalidTargetFilterNameException", `The target filter "${unknown}" is not valid.`);
      }
      const statuses = filters["TargetStatus"];
      const shown = statuses?.includes(targetStatus(found.state)) ?? true;
      return { targetIds: shown ? [targetIdOf(found)] : [] };
    },
  ),
};
