import {
  ContinueDeploymentCommand,
  CreateDeploymentCommand,
  StopDeploymentCommand,
  type CreateDeploymentCommandOutput,
} from "@aws-sdk/client-codedeploy";
import { createHash, randomUUID } from "node:crypto";
import { isNamed, isTransient } from "../../../lib/aws/errors";
import { findRunningDeployment } from "./deployments";
import type { Target } from "../target/environment-contract";
import { requireNoDeployment } from "../plan/preflight";
import type { Wait } from "../service/snapshot";

export interface DeploymentRequest {
  readonly appSpec: string;
  readonly config: string;
  /** What the console and `status` show of it. */
  readonly description: string;
  /** Whether CodeDeploy brings the original back by itself, whatever the group says. @default as the group says */
  readonly rollsBack?: true;
}

/**
 * Creates a deployment. Its description ends in a word of its own: when the answer is lost on the way, and the SDK's next try
 * is refused because a deployment runs, this tells whether that one is ours.
 *
 * @returns its id
 */
export async function createDeployment(target: Target, request: DeploymentRequest): Promise<string> {
  const { application, deploymentGroup } = target.contract.codeDeploy;
  target.appSpecs.remember(request.appSpec);
  const description = `${request.description} [${randomUUID().slice(0, 8)}]`;
  try {
    const created: CreateDeploymentCommandOutput = await target.aws.codeDeploy.send(
      new CreateDeploymentCommand({
        applicationName: application,
        deploymentGroupName: deploymentGroup,
        deploymentConfigName: request.config,
        description,
        ...(request.rollsBack && {
          autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"] },
        }),
        revision: {
          revisionType: "AppSpecContent",
          appSpecContent: {
            content: request.appSpec,
            sha256: createHash("sha256").update(request.appSpec).digest("hex"),
          },
        },
      }),
    );
    if (created.deploymentId !== undefined) return created.deploymentId;
    throw new Error("CodeDeploy created a deployment without telling its id.");
  } catch (error) {
    const refused = isNamed(error, "DeploymentLimitExceededException");
    if (!refused && !isTransient(error)) throw error;
    const running = await findRunningDeployment(target);
    if (running?.description === description) return running.id;
    if (refused) await requireNoDeployment(target);
    throw error;
  }
}

/** Cuts a wait short: lets traffic shift, or the original tasks stop. */
export async function continueDeployment({ aws }: Target, deploymentId: string, wait: Wait): Promise<void> {
  await aws.codeDeploy.send(
    new ContinueDeploymentCommand({
      deploymentId,
      deploymentWaitType: wait === "traffic" ? "READY_WAIT" : "TERMINATION_WAIT",
    }),
  );
}

/** Stops a deployment; CodeDeploy brings the original back with a deployment of its own. */
export async function stopDeployment({ aws }: Target, deploymentId: string): Promise<void> {
  try {
    await aws.codeDeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
  } catch (error) {
    // It ended by itself in the meantime: watching it tells how.
    if (!isNamed(error, "DeploymentAlreadyCompletedException")) throw error;
  }
}
