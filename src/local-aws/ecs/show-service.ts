import { type JsonObject, seconds } from "../protocol/json";
import type { ServiceSettings } from "./service-settings";
import type { RunningService, TaskSet } from "./task-set";

/** A service as DescribeServices shows it: what moto says, overlaid by what it drops and by what runs. */
export function showService(moto: JsonObject, service: RunningService, settings: ServiceSettings): JsonObject {
  const { specification, deploymentController, showsTaskSets, taskSets } = service;
  const { launchType, capacityProviderStrategy, platformVersion, networkConfiguration } = specification;
  const running = taskSets.reduce((sum, taskSet) => sum + taskSet.runningCount, 0);
  return {
    createdAt: seconds(service.createdAt),
    ...without(moto, ["launchType", "platformVersion"]),
    ...settings.service,
    deploymentController: { type: deploymentController },
    desiredCount: service.desiredCount,
    runningCount: running,
    pendingCount: 0,
    taskDefinition: specification.taskDefinition,
    loadBalancers: specification.loadBalancers,
    ...(networkConfiguration === undefined ? {} : { networkConfiguration }),
    ...(platformVersion === undefined ? {} : { platformVersion, platformFamily: "Linux" }),
    ...(launchType === undefined ? { capacityProviderStrategy } : { launchType }),
    // A service under CODE_DEPLOY has task sets and no deployments: whoever waits for one waits for ever.
    deployments: showsTaskSets ? [] : taskSets.map((taskSet) => showDeployment(taskSet, settings)),
    taskSets: showsTaskSets ? taskSets.map((taskSet) => showTaskSet(taskSet, service)) : [],
  };
}

/** A service that was deleted: AWS shows it for a while, with nothing running. */
export function showInactiveService(moto: JsonObject, settings: ServiceSettings): JsonObject {
  return {
    ...moto,
    ...settings.service,
    desiredCount: 0,
    runningCount: 0,
    pendingCount: 0,
    deployments: [],
    taskSets: [],
  };
}

export function showTaskSet(taskSet: TaskSet, service: RunningService): JsonObject {
  const { specification } = taskSet;
  return {
    id: taskSet.id,
    taskSetArn: taskSet.taskSetArn,
    serviceArn: service.serviceArn,
    clusterArn: service.clusterArn,
    ...(taskSet.startedBy === undefined ? {} : { startedBy: taskSet.startedBy }),
    ...(taskSet.externalId === undefined ? {} : { externalId: taskSet.externalId }),
    ...showRun(taskSet),
    status: taskSet.status,
    computedDesiredCount: taskSet.computedDesiredCount,
    loadBalancers: specification.loadBalancers,
    serviceRegistries: [],
    scale: { value: 100, unit: "PERCENT" },
    stabilityStatus: taskSet.stabilityStatus,
    stabilityStatusAt: seconds(taskSet.updatedAt),
    tags: [],
  };
}

function showDeployment(taskSet: TaskSet, settings: ServiceSettings): JsonObject {
  return {
    id: taskSet.id,
    ...settings.deployment,
    ...showRun(taskSet),
    status: "PRIMARY",
    desiredCount: taskSet.computedDesiredCount,
    failedTasks: 0,
    rolloutState: "COMPLETED",
    rolloutStateReason: `ECS deployment ${taskSet.id} completed.`,
  };
}

function showRun({ specification, runningCount, createdAt, updatedAt }: TaskSet): JsonObject {
  const { launchType, capacityProviderStrategy, platformVersion, networkConfiguration } = specification;
  return {
    taskDefinition: specification.taskDefinition,
    runningCount,
    pendingCount: 0,
    createdAt: seconds(createdAt),
    updatedAt: seconds(updatedAt),
    ...(launchType === undefined ? { capacityProviderStrategy } : { launchType }),
    ...(platformVersion === undefined ? {} : { platformVersion, platformFamily: "Linux" }),
    ...(networkConfiguration === undefined ? {} : { networkConfiguration }),
  };
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
