import type { DeploymentConfigInfo, MinimumHealthyHosts, TrafficRoutingConfig } from "@aws-sdk/client-codedeploy";

/** What every predefined configuration's name begins with; AWS keeps it for itself. */
export const PREDEFINED_PREFIX = "CodeDeployDefault.";

type NamedConfig = DeploymentConfigInfo & { readonly deploymentConfigName: string };

/**
 * The configurations that exist in every account.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
export function predefinedConfigs(): NamedConfig[] {
  return [
    server("AllAtOnce", { type: "HOST_COUNT", value: 0 }),
    server("HalfAtATime", { type: "FLEET_PERCENT", value: 50 }),
    server("OneAtATime", { type: "HOST_COUNT", value: 1 }),
    shifting("ECS", "AllAtOnce", { type: "AllAtOnce" }),
    ...[5, 15].map((minutes) => shifting("ECS", `Canary10Percent${minutes}Minutes`, canary(minutes))),
    ...[1, 3].map((minutes) => shifting("ECS", `Linear10PercentEvery${minutes}Minutes`, linear(minutes))),
    shifting("Lambda", "AllAtOnce", { type: "AllAtOnce" }),
    ...[5, 10, 15, 30].map((minutes) => shifting("Lambda", `Canary10Percent${minutes}Minutes`, canary(minutes))),
    shifting("Lambda", "Linear10PercentEvery1Minute", linear(1)),
    ...[2, 3, 10].map((minutes) => shifting("Lambda", `Linear10PercentEvery${minutes}Minutes`, linear(minutes))),
  ];
}

function server(name: string, minimumHealthyHosts: MinimumHealthyHosts): NamedConfig {
  return { ...named(name), computePlatform: "Server", minimumHealthyHosts };
}

function shifting(computePlatform: "ECS" | "Lambda", name: string, routing: TrafficRoutingConfig): NamedConfig {
  return { ...named(`${computePlatform}${name}`), computePlatform, trafficRoutingConfig: routing };
}

function named(name: string): { readonly deploymentConfigName: string; readonly deploymentConfigId: string } {
  return { deploymentConfigName: `${PREDEFINED_PREFIX}${name}`, deploymentConfigId: `predefined-${name}` };
}

function canary(canaryInterval: number): TrafficRoutingConfig {
  return { type: "TimeBasedCanary", timeBasedCanary: { canaryPercentage: 10, canaryInterval } };
}

function linear(linearInterval: number): TrafficRoutingConfig {
  return { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 10, linearInterval } };
}
