import type { CapacityProviderStrategyItem, CreateServiceRequest } from "@aws-sdk/client-ecs";
import type { TaskSetSpecification } from "./task-set";

/** The version of Fargate that LATEST means for Linux. AWS answers the version, whatever was asked for. */
const LATEST_PLATFORM_VERSION = "1.4.0";

const FARGATE_PROVIDERS = new Set(["FARGATE", "FARGATE_SPOT"]);

interface Asked {
  readonly launchType?: string | undefined;
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[] | undefined;
  readonly platformVersion?: string | undefined;
}

type Launch = Pick<TaskSetSpecification, "launchType" | "capacityProviderStrategy" | "platformVersion">;

/** What a new service runs, with the defaults that AWS fills in. */
export function specificationOf(request: CreateServiceRequest, taskDefinitionArn: string): TaskSetSpecification {
  return {
    taskDefinition: taskDefinitionArn,
    loadBalancers: request.loadBalancers ?? [],
    networkConfiguration: withDefaults(request.networkConfiguration),
    ...placementOf(request),
  };
}

/** A service runs by a capacity provider strategy or by a launch type, EC2 if it names neither. */
export function placementOf(request: Asked): Launch {
  const strategy = request.capacityProviderStrategy ?? [];
  const launchType = strategy.length > 0 ? undefined : (request.launchType ?? "EC2");
  const fargate = launchType === "FARGATE" || isFargate(strategy);
  return {
    launchType,
    capacityProviderStrategy: strategy.map((item) => ({ ...item, weight: item.weight ?? 0, base: item.base ?? 0 })),
    platformVersion: fargate ? platformVersion(request.platformVersion) : undefined,
  };
}

/** No strategy mixes Fargate with instances. */
export function isFargate(strategy: readonly CapacityProviderStrategyItem[]): boolean {
  return strategy.some(({ capacityProvider = "" }) => FARGATE_PROVIDERS.has(capacityProvider));
}

/** A platform version as AWS answers it. */
export function platformVersion(asked: string | undefined): string {
  return asked === undefined || asked === "LATEST" ? LATEST_PLATFORM_VERSION : asked;
}

/** A network configuration as AWS answers it. */
export function withDefaults(
  network: CreateServiceRequest["networkConfiguration"],
): TaskSetSpecification["networkConfiguration"] {
  const awsvpc = network?.awsvpcConfiguration;
  if (awsvpc === undefined) return undefined;
  return {
    awsvpcConfiguration: {
      ...awsvpc,
      securityGroups: awsvpc.securityGroups ?? [],
      assignPublicIp: awsvpc.assignPublicIp ?? "DISABLED",
    },
  };
}
