import { deployCommand } from "../../../lib/command-line";
import {
  GetDeploymentConfigCommand,
  GetDeploymentGroupCommand,
  type BlueGreenDeploymentConfiguration,
  type TrafficRoutingConfig,
} from "@aws-sdk/client-codedeploy";
import { isNamed } from "../../../lib/aws/errors";
import type { Target } from "../target/environment-contract";
import { finding } from "../plan/problems";

/** How the deployments of an environment go. */
export interface DeploymentSettings {
  /** Name of the deployment configuration. */
  readonly config: string;
  /** ARN of the role with which CodeDeploy changes service and listeners. */
  readonly serviceRoleArn: string;
  readonly readyWaitMinutes: number;
  /** Minutes from the first to the last step of the shift. */
  readonly shiftMinutes: number;
  readonly terminationWaitMinutes: number;
  readonly rollsBack: boolean;
}

/**
 * Reads the deployment group.
 *
 * @param override deployment configuration to use in place of the group's own
 */
export async function loadDeploymentSettings(
  { aws, contract }: Target,
  override: string | undefined,
): Promise<DeploymentSettings> {
  const { application: applicationName, deploymentGroup: deploymentGroupName } = contract.codeDeploy;
  const group = await findGroup();
  const config = override ?? group.deploymentConfigName ?? "CodeDeployDefault.ECSAllAtOnce";
  return {
    config,
    serviceRoleArn: group.serviceRoleArn ?? "",
    ...waits(group.blueGreenDeploymentConfiguration),
    shiftMinutes: shiftMinutes(await findConfig(config)),
    rollsBack: group.autoRollbackConfiguration?.enabled ?? false,
  };

  async function findGroup() {
    const names = { applicationName, deploymentGroupName };
    try {
      const { deploymentGroupInfo } = await aws.codeDeploy.send(new GetDeploymentGroupCommand(names));
      if (deploymentGroupInfo !== undefined) return deploymentGroupInfo;
    } catch (error) {
      if (!isNamed(error, "ApplicationDoesNotExistException", "DeploymentGroupDoesNotExistException")) throw error;
    }
    throw finding(
      `The CodeDeploy deployment group ${deploymentGroupName} of the application ${applicationName} does not exist.`,
      `Deploy the environment: ${deployCommand(contract.environment)}.`,
    );
  }

  async function findConfig(deploymentConfigName: string): Promise<TrafficRoutingConfig | undefined> {
    try {
      const { deploymentConfigInfo } = await aws.codeDeploy.send(
        new GetDeploymentConfigCommand({ deploymentConfigName }),
      );
      if (deploymentConfigInfo?.computePlatform === "ECS") return deploymentConfigInfo.trafficRoutingConfig;
    } catch (error) {
      if (!isNamed(error, "DeploymentConfigDoesNotExistException", "InvalidDeploymentConfigNameException")) throw error;
    }
    throw finding(
      `There is no deployment configuration ${deploymentConfigName} for ECS.`,
      "Give --config one of AWS's own (CodeDeployDefault.ECSAllAtOnce, ECSCanary10Percent5Minutes, ECSLinear10PercentEvery1Minutes ...) or create it.",
    );
  }
}

function waits(configuration: BlueGreenDeploymentConfiguration | undefined) {
  const ready = configuration?.deploymentReadyOption;
  return {
    readyWaitMinutes: ready?.actionOnTimeout === "STOP_DEPLOYMENT" ? (ready.waitTimeInMinutes ?? 0) : 0,
    terminationWaitMinutes: configuration?.terminateBlueInstancesOnDeploymentSuccess?.terminationWaitTimeInMinutes ?? 0,
  };
}

/** Minutes between the first and the last change of the weights. */
export function shiftMinutes(routing: TrafficRoutingConfig | undefined): number {
  switch (routing?.type) {
    case "TimeBasedCanary":
      return routing.timeBasedCanary?.canaryInterval ?? 0;
    case "TimeBasedLinear": {
      const { linearPercentage = 100, linearInterval = 0 } = routing.timeBasedLinear ?? {};
      return (Math.ceil(100 / linearPercentage) - 1) * linearInterval;
    }
    default:
      return 0;
  }
}

/** What starting tasks and running hooks may take beyond the waits: CodeDeploy itself gives up after an hour. */
const startMinutes = 60;

/** Minutes after which a watch gives up, unless told otherwise: everything that may take time, added up. */
export function defaultTimeoutMinutes(rollout: DeploymentSettings): number {
  return startMinutes + rollout.readyWaitMinutes + rollout.shiftMinutes + rollout.terminationWaitMinutes;
}
