import type { ContainerDefinition, RegisterTaskDefinitionRequest } from "@aws-sdk/client-ecs";
import { AwsError } from "../../protocol/call";

type Request = Partial<Pick<RegisterTaskDefinitionRequest, "containerDefinitions" | "volumes">>;

/**
 * What AWS demands of the containers of a task definition and moto does not, in AWS's words as they were reported:
 * boto3 2436, hako 99 (with the plus sign), ansible 35751, dagster 11622.
 */
export function checkContainers({ containerDefinitions = [], volumes = [] }: Request): void {
  for (const container of containerDefinitions) {
    checkStartOrder(container, containerDefinitions);
    for (const { sourceVolume } of container.mountPoints ?? []) {
      if (!volumes.some(({ name }) => name === sourceVolume)) throw refusal(`Unknown volume '${sourceVolume ?? ""}'.`);
    }
    for (const { name } of container.secrets ?? []) {
      if (container.environment?.some((variable) => variable.name === name) !== true) continue;
      throw refusal(
        "The secret name must be unique and not shared with any new or existing environment variables set on the " +
          `container, such as '${name ?? ""}'.`,
      );
    }
  }
}

function checkStartOrder({ dependsOn = [] }: ContainerDefinition, containers: readonly ContainerDefinition[]): void {
  for (const { containerName = "", condition } of dependsOn) {
    const awaited = containers.find(({ name }) => name === containerName);
    if (awaited === undefined) {
      throw refusal(`Cannot depend on container + '${containerName}' because it does not exist`);
    }
    if ((condition === "SUCCESS" || condition === "COMPLETE") && awaited.essential !== false) {
      throw refusal("A dependency container with SUCCESS or COMPLETE condition cannot be an essential container");
    }
  }
}

function refusal(message: string): AwsError {
  return new AwsError("ClientException", message);
}
