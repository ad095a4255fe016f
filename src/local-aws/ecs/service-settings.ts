import type { CreateServiceRequest, UpdateServiceRequest } from "@aws-sdk/client-ecs";
import type { JsonObject } from "../protocol/json";
import type { DeploymentController } from "./task-set";

/** Settings of a service that moto drops or never changes; they are remembered here and added to its answers. */
const REMEMBERED = [
  "availabilityZoneRebalancing",
  "deploymentConfiguration",
  "enableECSManagedTags",
  "enableExecuteCommand",
  "healthCheckGracePeriodSeconds",
  "placementConstraints",
  "placementStrategy",
  "propagateTags",
  "serviceRegistries",
] as const;

/** Settings that AWS shows with the deployment, not with the service. */
const REMEMBERED_OF_DEPLOYMENT = ["serviceConnectConfiguration", "volumeConfigurations"] as const;

export interface ServiceSettings {
  readonly service: JsonObject;
  readonly deployment: JsonObject;
}

/** The settings of a new service, with the defaults that AWS answers. */
export function initialSettings(request: CreateServiceRequest, controller: DeploymentController): ServiceSettings {
  const defaults: ServiceSettings = {
    service: {
      availabilityZoneRebalancing: "DISABLED",
      deploymentConfiguration: {
        maximumPercent: 200,
        minimumHealthyPercent: 100,
        ...ofController(controller),
      },
      enableECSManagedTags: false,
      enableExecuteCommand: false,
      ...((request.loadBalancers ?? []).length > 0 ? { healthCheckGracePeriodSeconds: 0 } : {}),
      placementConstraints: [],
      placementStrategy: [],
      propagateTags: "NONE",
      serviceRegistries: [],
    },
    deployment: {},
  };
  return changedSettings(defaults, request);
}

/** Only a service under ECS has a circuit breaker. */
function ofController(controller: DeploymentController | undefined): JsonObject {
  return controller === "ECS" ? { deploymentCircuitBreaker: { enable: false, rollback: false } } : {};
}

export function changedSettings(
  settings: ServiceSettings,
  request: CreateServiceRequest | UpdateServiceRequest,
): ServiceSettings {
  const given = Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined && value !== null),
  );
  const service = { ...settings.service, ...pick(given, REMEMBERED) };
  return {
    service: {
      ...service,
      deploymentConfiguration: {
        ...ofController(request.deploymentController?.type),
        ...(settings.service["deploymentConfiguration"] as JsonObject),
        ...(given["deploymentConfiguration"] as JsonObject | undefined),
      },
    },
    deployment: { ...settings.deployment, ...pick(given, REMEMBERED_OF_DEPLOYMENT) },
  };
}

function pick(from: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}
