import { type JsonObject, seconds } from "../protocol/json";
import type { StandInTask } from "./stand-in-tasks";

/** A stand-in task as DescribeTasks shows it. */
export function showTask(task: StandInTask): JsonObject {
  const { definition, specification, network, stopped } = task;
  const status = stopped === undefined ? "RUNNING" : "STOPPED";
  const { launchType, platformVersion } = specification;
  return {
    taskArn: task.arn,
    clusterArn: task.clusterArn,
    taskDefinitionArn: specification.taskDefinition,
    group: `service:${task.owner.service}`,
    startedBy: task.taskSetId,
    lastStatus: status,
    desiredStatus: status,
    healthStatus: "UNKNOWN",
    connectivity: "CONNECTED",
    connectivityAt: seconds(task.startedAt),
    createdAt: seconds(task.startedAt),
    startedAt: seconds(task.startedAt),
    ...(stopped === undefined
      ? {}
      : {
          stopCode: "ServiceSchedulerInitiated",
          stoppedReason: stopped.reason,
          stoppingAt: seconds(stopped.at),
          stoppedAt: seconds(stopped.at),
        }),
    version: 1,
    cpu: definition.cpu,
    memory: definition.memory,
    ...(launchType === undefined
      ? { capacityProviderName: specification.capacityProviderStrategy[0]?.capacityProvider }
      : { launchType }),
    ...(platformVersion === undefined ? {} : { platformVersion, platformFamily: "Linux" }),
    ...(network === undefined ? {} : { availabilityZone: network.zone }),
    attachments: network === undefined ? [] : [showInterface(network, stopped !== undefined)],
    containers: (definition.containerDefinitions ?? []).map(({ name, image, cpu }) => ({
      containerArn: `${task.arn.replace(":task/", ":container/")}/${name ?? ""}`,
      taskArn: task.arn,
      name,
      image,
      cpu: String(cpu ?? 0),
      lastStatus: status,
      healthStatus: "UNKNOWN",
      networkBindings: [],
      networkInterfaces:
        network === undefined ? [] : [{ attachmentId: network.attachmentId, privateIpv4Address: network.address }],
    })),
    overrides: { containerOverrides: [], inferenceAcceleratorOverrides: [] },
    tags: [],
  };
}

function showInterface(network: NonNullable<StandInTask["network"]>, detached: boolean): JsonObject {
  return {
    id: network.attachmentId,
    type: "ElasticNetworkInterface",
    status: detached ? "DELETED" : "ATTACHED",
    details: [
      { name: "subnetId", value: network.subnetId },
      { name: "networkInterfaceId", value: network.interfaceId },
      { name: "privateIPv4Address", value: network.address },
    ],
  };
}
