import type { Service } from "@aws-sdk/client-ecs";
import type { Target } from "../target/environment-contract";
import { ProblemsError, type OperationError } from "../plan/problems";
import type { ServiceState } from "./service";

type Names = Pick<Target["contract"], "cluster" | "service" | "region">;

/** Who deploys a service. A service without a controller has ECS's own. */
export function deploymentControllerOf({ deploymentController }: Service): string {
  return deploymentController?.type ?? "ECS";
}

/**
 * What is wrong with a service that somebody has moved to another deployment controller, as the ECS console offers;
 * undefined while CodeDeploy deploys it. The way back is AWS's own (ECS guide, Troubleshooting deployment strategy updates,
 * "Revert a deployment controller update"; Containers blog, 2025-09-16); the guide's list of valid changes (Update Amazon ECS
 * service parameters) has none to CODE_DEPLOY.
 */
export function movedAway(service: Service, names: Names): OperationError | undefined {
  const controller = deploymentControllerOf(service);
  if (controller === "CODE_DEPLOY") return undefined;
  return {
    problem:
      `The ECS service ${names.service} is under the deployment controller ${controller}, not CODE_DEPLOY: ` +
      "CodeDeploy can neither release it nor roll it back.",
    remedy:
      `Change it back: aws ecs update-service --region ${names.region} --cluster ${names.cluster} ` +
      `--service ${names.service} --deployment-controller type=CODE_DEPLOY. What this needs, and what to do where AWS ` +
      'refuses it: docs/operations.md, "The service left CodeDeploy".',
  };
}

/** @throws Findings where CodeDeploy does not deploy the service */
export function requireCodeDeploy({ contract }: Target, { service }: ServiceState): void {
  const found = movedAway(service, contract);
  if (found !== undefined) throw new ProblemsError([found]);
}
