import { randomUUID } from "node:crypto";
import type { DeploymentConfigInfo, TrafficRoutingConfig } from "@aws-sdk/client-codedeploy";
import { z } from "zod";
import { AwsError } from "../../protocol/call";
import { configName } from "../checks/names";
import { operation, type Context, type Operation } from "./operation";
import { page } from "./paging";
import { PREDEFINED_PREFIX } from "../predefined-configs";

const platform = z.enum(["Server", "Lambda", "ECS"]);
const routing = z.object({
  type: z.enum(["TimeBasedCanary", "TimeBasedLinear", "AllAtOnce"]).optional(),
  timeBasedCanary: z.object({ canaryPercentage: z.int().optional(), canaryInterval: z.int().optional() }).optional(),
  timeBasedLinear: z.object({ linearPercentage: z.int().optional(), linearInterval: z.int().optional() }).optional(),
});
const healthyHosts = z.object({ type: z.enum(["HOST_COUNT", "FLEET_PERCENT"]).optional(), value: z.int().optional() });
const zonal = z.object({
  firstZoneMonitorDurationInSeconds: z.int().optional(),
  monitorDurationInSeconds: z.int().optional(),
  minimumHealthyHostsPerZone: healthyHosts.optional(),
});

/** The deployment configuration of this name. */
export function findConfig(context: Context, wanted: string): DeploymentConfigInfo {
  const config = context.state.configs.get(wanted);
  if (config === undefined) {
    throw new AwsError(
      "DeploymentConfigDoesNotExistException",
      `No deployment configuration found for name: ${wanted}`,
    );
  }
  return config;
}

function checkRouting(config: TrafficRoutingConfig | undefined): TrafficRoutingConfig {
  const refuse = (message: string): never => {
    throw new AwsError("InvalidTrafficRoutingConfigurationException", message);
  };
  if (config?.type === undefined)
    return refuse("A configuration for ECS or Lambda needs a trafficRoutingConfig with a type.");
  if (config.type === "AllAtOnce") return { type: "AllAtOnce" };
  const [percentage, interval] =
    config.type === "TimeBasedCanary"
      ? [config.timeBasedCanary?.canaryPercentage, config.timeBasedCanary?.canaryInterval]
      : [config.timeBasedLinear?.linearPercentage, config.timeBasedLinear?.linearInterval];
  if (percentage === undefined || percentage < 1 || percentage > 99) {
    return refuse(`The percentage of ${config.type} is 1 to 99; given: ${percentage ?? "none"}.`);
  }
  // https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html: two days between first and last shift.
  const shifts = config.type === "TimeBasedCanary" ? 1 : Math.ceil(100 / percentage) - 1;
  if (interval === undefined || interval < 1 || interval * shifts > 2880) {
    return refuse(
      `The interval of ${config.type} is 1 minute or more, and all shifts together 2880 at most; given: ${interval ?? "none"}.`,
    );
  }
  return config;
}

function checkHosts(hosts: z.output<typeof healthyHosts> | undefined): z.output<typeof healthyHosts> {
  const { type, value } = hosts ?? {};
  if (type === undefined || value === undefined || value < 0 || (type === "FLEET_PERCENT" && value > 100)) {
    throw new AwsError(
      "InvalidMinimumHealthyHostValueException",
      "A configuration for Server needs minimumHealthyHosts: HOST_COUNT of 0 or more, or FLEET_PERCENT of 0 to 100.",
    );
  }
  return { type, value };
}

export const configOperations: Readonly<Record<string, Operation>> = {
  CreateDeploymentConfig: operation(
    z.object({
      deploymentConfigName: z.string().optional(),
      computePlatform: platform.optional(),
      minimumHealthyHosts: healthyHosts.optional(),
      trafficRoutingConfig: routing.optional(),
      zonalConfig: zonal.optional(),
    }),
    (context, input) => {
      const wanted = configName(input.deploymentConfigName);
      if (wanted.startsWith(PREDEFINED_PREFIX)) {
        throw new AwsError(
          "InvalidDeploymentConfigNameException",
          `Names that begin with "${PREDEFINED_PREFIX}" are AWS's own.`,
        );
      }
      if (context.state.configs.has(wanted)) {
        throw new AwsError(
          "DeploymentConfigAlreadyExistsException",
          `Deployment configuration already exists with name: ${wanted}`,
        );
      }
      const computePlatform = input.computePlatform ?? "Server";
      const deploymentConfigId = randomUUID();
      context.state.configs.set(wanted, {
        deploymentConfigId,
        deploymentConfigName: wanted,
        computePlatform,
        createTime: context.now(),
        ...(computePlatform === "Server"
          ? { minimumHealthyHosts: checkHosts(input.minimumHealthyHosts), zonalConfig: input.zonalConfig }
          : { trafficRoutingConfig: checkRouting(input.trafficRoutingConfig) }),
      });
      return { deploymentConfigId };
    },
  ),

  GetDeploymentConfig: operation(z.object({ deploymentConfigName: z.string().optional() }), (context, input) => ({
    deploymentConfigInfo: findConfig(context, configName(input.deploymentConfigName)),
  })),

  ListDeploymentConfigs: operation(z.object({ nextToken: z.string().optional() }), (context, input) => {
    const { names, nextToken } = page([...context.state.configs.keys()], input.nextToken);
    return { deploymentConfigsList: names, nextToken };
  }),

  DeleteDeploymentConfig: operation(z.object({ deploymentConfigName: z.string().optional() }), (context, input) => {
    const wanted = configName(input.deploymentConfigName);
    if (wanted.startsWith(PREDEFINED_PREFIX)) {
      throw new AwsError("InvalidOperationException", `The predefined configuration ${wanted} cannot be deleted.`);
    }
    for (const application of context.state.applications.values()) {
      for (const { info } of application.groups.values()) {
        if (info.deploymentConfigName !== wanted) continue;
        throw new AwsError(
          "DeploymentConfigInUseException",
          `Deployment configuration ${wanted} is in use by deployment group ${info.applicationName}/${info.deploymentGroupName}.`,
        );
      }
    }
    context.state.configs.delete(wanted);
    return {};
  }),
};
