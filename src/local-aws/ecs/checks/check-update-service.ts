import type { UpdateServiceRequest } from "@aws-sdk/client-ecs";
import { AwsError } from "../../protocol/call";

/** What only a deployment may change, in AWS's words. */
const DEPLOYED: readonly (readonly [keyof UpdateServiceRequest, string])[] = [
  ["taskDefinition", "Unable to update task definition"],
  ["networkConfiguration", "Unable to update network parameters"],
  ["loadBalancers", "Unable to update load balancers"],
  ["platformVersion", "Unable to update platform version"],
  ["serviceRegistries", "Unable to update service registries"],
  ["capacityProviderStrategy", "Unable to update capacity providers"],
];

/**
 * Under CODE_DEPLOY, UpdateService takes desired count, deployment configuration, health-check grace period,
 * placement, ECS-managed tags and tag propagation.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
export function checkUpdateUnderCodeDeploy(request: UpdateServiceRequest): void {
  const refused = DEPLOYED.find(([field]) => request[field] !== undefined)?.[1];
  if (refused !== undefined) throw refusal(refused);
  if (request.forceNewDeployment === true) throw refusal("Cannot force a new deployment");
}

function refusal(what: string): AwsError {
  return new AwsError(
    "InvalidParameterException",
    `${what} on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.`,
  );
}
