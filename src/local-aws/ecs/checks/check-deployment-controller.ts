import type { UpdateServiceRequest } from "@aws-sdk/client-ecs";
import { AwsError } from "../../protocol/call";
import type { JsonObject } from "../../protocol/json";
import type { ServiceSettings } from "../service-settings";
import type { DeploymentController, RunningService } from "../task-set";

/**
 * What AWS demands of an UpdateService that changes the deployment controller, as it can since 2025-07-15. The guide's list
 * of valid changes has none to CODE_DEPLOY, but the same page has conditions for one, and both its way to revert a change and
 * the Containers blog of 2025-09-16 (Migrating from AWS CodeDeploy to Amazon ECS for blue/green deployments) take one.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html (Deployment controller), and
 * "Troubleshooting Amazon ECS deployment strategy updates" in the same guide for the words about task sets.
 */
export function checkControllerChange(
  request: UpdateServiceRequest,
  service: RunningService,
  settings: ServiceSettings,
): void {
  const next = request.deploymentController?.type;
  if (next === undefined || next === service.deploymentController) return;
  if (service.taskSets.length > 1) {
    throw invalid(
      "Updating the deployment controller is not supported when there are multiple tasksets in the service. " +
        "Please ensure your service has only one taskset and try again.",
    );
  }
  if (next === "CODE_DEPLOY" && service.specification.loadBalancers.length === 0) {
    throw invalid("The CODE_DEPLOY deployment controller needs a service with a load balancer.");
  }
  const obstacle = service.deploymentController === "ECS" ? ofEcsAlone(settings) : undefined;
  if (obstacle !== undefined) {
    throw invalid(`The deployment controller of a service with ${obstacle} cannot be updated from ECS to ${next}.`);
  }
}

/** What only the ECS controller has, and what has to go before the service leaves it. */
function ofEcsAlone({ service, deployment }: ServiceSettings): string | undefined {
  const configuration = (service["deploymentConfiguration"] ?? {}) as JsonObject;
  const isOn = (block: unknown, switchName: string) => (block as JsonObject | undefined)?.[switchName] === true;
  if (isOn(configuration["deploymentCircuitBreaker"], "enable")) return "a deployment circuit breaker";
  if (isOn(configuration["alarms"], "enable")) return "deployment alarms";
  if (configuration["strategy"] === "BLUE_GREEN") return "the deployment strategy BLUE_GREEN";
  if (isOn(deployment["serviceConnectConfiguration"], "enabled")) return "Service Connect";
  return undefined;
}

/** The controller that a service has after an update. */
export function nextController(request: UpdateServiceRequest, service: RunningService): DeploymentController {
  return request.deploymentController?.type ?? service.deploymentController;
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
