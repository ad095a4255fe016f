import type { CreateServiceRequest, LoadBalancer, TaskDefinition } from "@aws-sdk/client-ecs";
import { AwsError } from "../../protocol/call";
import type { MotoReader } from "../moto-reader";
import { nameOf } from "../reference";

/** What AWS demands of a new service and moto does not. */
export async function checkCreateService(
  reader: MotoReader,
  region: string,
  request: CreateServiceRequest,
  definition: TaskDefinition,
): Promise<void> {
  const strategy = request.capacityProviderStrategy ?? [];
  if (request.launchType !== undefined && strategy.length > 0) {
    throw invalid(
      "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    );
  }
  if (strategy.length > 0) await checkStrategy(reader, region, request);
  if (request.launchType === "FARGATE" && definition.compatibilities?.includes("FARGATE") === false) {
    throw invalid("Task definition does not support launch_type FARGATE.");
  }
  const awsvpc = definition.networkMode === "awsvpc";
  if (awsvpc && request.networkConfiguration?.awsvpcConfiguration === undefined) {
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  for (const loadBalancer of request.loadBalancers ?? []) {
    checkContainer(loadBalancer, definition);
    await checkTargetGroup(reader, region, loadBalancer, awsvpc);
  }
}

async function checkStrategy(
  reader: MotoReader,
  region: string,
  { cluster = "default", capacityProviderStrategy = [] }: CreateServiceRequest,
): Promise<void> {
  const found = (await reader.clusters(region)).find(({ clusterName }) => clusterName === nameOf(cluster));
  const offered = found?.capacityProviders ?? [];
  if (capacityProviderStrategy.every(({ capacityProvider = "" }) => offered.includes(capacityProvider))) return;
  throw invalid(
    "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. " +
      "Associate the capacity provider with the cluster and try again.",
  );
}

function checkContainer({ containerName, containerPort }: LoadBalancer, definition: TaskDefinition): void {
  const container = definition.containerDefinitions?.find(({ name }) => name === containerName);
  if (container === undefined) {
    throw invalid(`The container ${containerName ?? ""} does not exist in the task definition.`);
  }
  if (container.portMappings?.some((mapping) => mapping.containerPort === containerPort) !== true) {
    throw invalid(`The container ${containerName ?? ""} did not have a container port ${containerPort ?? ""} defined.`);
  }
}

async function checkTargetGroup(
  reader: MotoReader,
  region: string,
  { targetGroupArn: arn }: LoadBalancer,
  awsvpc: boolean,
): Promise<void> {
  if (arn === undefined) return;
  const group = await reader.targetGroup(region, arn);
  if (group === undefined) throw invalid(`The specified target group does not exist: ${arn}`);
  if (awsvpc && group.TargetType !== "ip") {
    throw invalid(
      `The provided target group ${arn} has target type ${group.TargetType ?? "instance"}, which is incompatible ` +
        "with the awsvpc network mode specified in the task definition.",
    );
  }
  // The provider takes this one for a matter of time and repeats the call for minutes.
  if ((await reader.loadBalancersOf(region, arn)).length === 0) {
    throw invalid(`The target group with targetGroupArn ${arn} does not have an associated load balancer.`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
