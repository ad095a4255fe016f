import { z } from "zod";
import { AwsError } from "../../protocol/call";
import { findDeployment } from "./deployments";
import { operation, type Context, type Operation } from "./operation";
import type { Deployment } from "../run/deployment";
import { hookEffect } from "../run/hook-id";
import { isOver } from "../run/machine-state";

const deployment = z.object({ deploymentId: z.string().optional() });

function findRunning(context: Context, id: string | undefined): Deployment {
  const found = findDeployment(context, id);
  if (!isOver(found.state)) return found;
  throw new AwsError(
    "DeploymentAlreadyCompletedException",
    `Deployment ${found.id} is already completed with status ${found.state.status}.`,
  );
}

export const deploymentControlOperations: Readonly<Record<string, Operation>> = {
  ContinueDeployment: operation(deployment.extend({ deploymentWaitType: z.string().optional() }), (context, input) => {
    const found = findRunning(context, input.deploymentId);
    const wait = input.deploymentWaitType ?? "READY_WAIT";
    if (wait !== "READY_WAIT" && wait !== "TERMINATION_WAIT") {
      throw new AwsError(
        "InvalidDeploymentWaitTypeException",
        `The wait type "${wait}" is neither READY_WAIT nor TERMINATION_WAIT.`,
      );
    }
    const { waiting } = found.state;
    if (waiting?.kind !== "wait" || waiting.wait !== wait) {
      throw new AwsError(
        "DeploymentIsNotInReadyStateException",
        `Deployment ${found.id} has status ${found.state.status} and is not in its ${wait}.`,
      );
    }
    context.runner.send(found, { type: "continue", wait });
    return {};
  }),

  StopDeployment: operation(deployment.extend({ autoRollbackEnabled: z.boolean().optional() }), (context, input) => {
    const found = findRunning(context, input.deploymentId);
    if (found.info.creator === "codeDeployRollback") {
      throw new AwsError(
        "UnsupportedActionForDeploymentTypeException",
        `Deployment ${found.id} is a rollback and cannot be stopped.`,
      );
    }
    const rollback = input.autoRollbackEnabled ?? found.rollbackOnStop;
    const ending = {
      status: "Stopped",
      code: "MANUAL_STOP",
      message: "The deployment was stopped by a user.",
      rollback,
    } as const;
    context.runner.send(found, { type: "interrupt", ending });
    return isOver(found.state)
      ? { status: "Succeeded", statusMessage: `Deployment ${found.id} is stopped.` }
      : { status: "Pending", statusMessage: `Deployment ${found.id} stops as soon as what it does now is done.` };
  }),

  PutLifecycleEventHookExecutionStatus: operation(
    deployment.extend({ lifecycleEventHookExecutionId: z.string().optional(), status: z.string().optional() }),
    (context, input) => {
      const found = findDeployment(context, input.deploymentId);
      const executionId = input.lifecycleEventHookExecutionId ?? "";
      const effect = hookEffect(found.id, executionId);
      const event = found.state.events.find(({ hookEffect: invoked }) => invoked !== undefined && invoked === effect);
      if (effect === undefined || event === undefined) {
        throw new AwsError(
          "InvalidLifecycleEventHookExecutionIdException",
          `"${executionId}" is not the id of a hook that deployment ${found.id} invoked.`,
        );
      }
      if (input.status !== "Succeeded" && input.status !== "Failed") {
        throw new AwsError(
          "InvalidLifecycleEventHookExecutionStatusException",
          `A hook reports Succeeded or Failed; given: ${input.status ?? "none"}.`,
        );
      }
      if (event.status !== "InProgress") {
        throw new AwsError(
          "LifecycleEventAlreadyCompletedException",
          `${event.name} of deployment ${found.id} is already ${event.status}.`,
        );
      }
      context.runner.send(
        found,
        input.status === "Succeeded"
          ? { type: "effectSucceeded", id: effect }
          : {
              type: "effectFailed",
              id: effect,
              code: "HOOK_EXECUTION_FAILURE",
              message: `The Lambda function of ${event.name} reported Failed.`,
            },
      );
      return { lifecycleEventHookExecutionId: executionId };
    },
  ),
};
