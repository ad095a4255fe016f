import { deployCommand } from "../../../lib/command-line";
import { DescribeServicesCommand, type Service, type TaskSet } from "@aws-sdk/client-ecs";
import { DescribeTargetHealthCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ReleaseContract } from "../../../release-contract/contract";
import { isNamed } from "../../../lib/aws/errors";
import type { Target } from "../target/environment-contract";
import { finding } from "../plan/problems";

/** The service of an environment and the task set that serves production traffic. */
export interface ServiceState {
  readonly service: Service;
  readonly primary: TaskSet | undefined;
  readonly runningRevisionArn: string;
}

export async function loadService({ aws, contract }: Target): Promise<ServiceState> {
  const { cluster, service: name, environment } = contract;
  const service = await describe();
  if (service === undefined || service.status === "INACTIVE") {
    throw finding(
      `The ECS service ${name} does not exist in the cluster ${cluster}.`,
      `Deploy the environment: ${deployCommand(environment)}.`,
    );
  }
  const primary = service.taskSets?.find(({ status }) => status === "PRIMARY");
  return { service, primary, runningRevisionArn: primary?.taskDefinition ?? service.taskDefinition ?? "" };

  async function describe(): Promise<Service | undefined> {
    try {
      const { services } = await aws.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
      return services?.[0];
    } catch (error) {
      if (isNamed(error, "ClusterNotFoundException")) return undefined;
      throw error;
    }
  }
}

/** Refuses a service whose tasks do not all run and answer: a release would hide what is wrong with it. */
export async function requireHealthy({ aws, contract }: Target, { service, primary }: ServiceState): Promise<void> {
  const desired = service.desiredCount ?? 0;
  const running = primary?.runningCount ?? service.runningCount ?? 0;
  const targetGroupArn = primary?.loadBalancers?.[0]?.targetGroupArn ?? service.loadBalancers?.[0]?.targetGroupArn;
  const { TargetHealthDescriptions: targets = [] } =
    targetGroupArn === undefined
      ? {}
      : await aws.loadBalancing.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }));
  const healthy = targets.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
  if (running >= desired && healthy >= desired) return;
  throw finding(
    `The service ${contract.service} is not healthy: ${desired} tasks wanted, ${running} running, ${healthy} healthy behind the load balancer.`,
    "Wait until it is, or find out why not. Where the release is what mends it, repeat it with --allow-unhealthy.",
  );
}

/** Where the tasks run, in the contract's terms. */
export interface ServicePlacement extends Pick<ReleaseContract, "network" | "capacityProviders"> {
  readonly platformVersion: string;
}

/** Where a deployment moves them; what it leaves out stays. */
export type NextPlacement = Partial<Pick<ReleaseContract, "network" | "platformVersion" | "capacityProviders">>;

/** Where the running tasks run. */
export function placementOf({ service, primary }: ServiceState): ServicePlacement {
  const awsvpc = (primary?.networkConfiguration ?? service.networkConfiguration)?.awsvpcConfiguration;
  const strategy = primary?.capacityProviderStrategy ?? service.capacityProviderStrategy ?? [];
  return {
    network: {
      subnetIds: awsvpc?.subnets ?? [],
      securityGroupIds: awsvpc?.securityGroups ?? [],
      assignPublicIp: awsvpc?.assignPublicIp ?? "DISABLED",
    },
    platformVersion: primary?.platformVersion ?? service.platformVersion ?? "LATEST",
    capacityProviders: strategy.map(({ capacityProvider = "", weight = 0, base = 0 }) => ({
      name: capacityProvider,
      weight,
      base,
    })),
  };
}
