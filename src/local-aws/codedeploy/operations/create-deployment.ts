import type { AlarmConfiguration, AutoRollbackEvent } from "@aws-sdk/client-codedeploy";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../../protocol/call";
import { findApplication } from "./applications";
import { checkAlarms, checkAutoRollback } from "../checks/check-safety";
import { findConfig } from "./deployment-configs";
import { findGroup } from "./deployment-groups";
import { groupSettings } from "../checks/group-settings";
import { chosenConfigName } from "../checks/names";
import { operation, type Context, type Operation } from "./operation";
import { readRevision, requireRevision, revisionLocation } from "../revision";
import type { Deployment } from "../run/deployment";
import { initialState } from "../run/machine-state";
import { deploymentProgram } from "../run/program";
import type { DeploymentGroup } from "../state";

const input = z.object({
  applicationName: z.string().optional(),
  deploymentGroupName: z.string().optional(),
  deploymentConfigName: z.string().optional(),
  description: z.string().optional(),
  revision: revisionLocation.optional(),
  autoRollbackConfiguration: groupSettings.shape.autoRollbackConfiguration,
  overrideAlarmConfiguration: groupSettings.shape.alarmConfiguration,
});

export const createDeploymentOperations: Readonly<Record<string, Operation>> = {
  CreateDeployment: operation(input, async (context, given) => {
    const group = findGroup(context, given.applicationName, given.deploymentGroupName);
    const { revisions } = findApplication(context, given.applicationName);
    const revision = requireRevision(given.revision);
    const appSpec = await readRevision(context, revision);
    const config = findConfig(context, chosenConfigName(given.deploymentConfigName ?? group.info.deploymentConfigName));
    if (config.computePlatform !== "ECS" || config.trafficRoutingConfig === undefined) {
      throw new AwsError(
        "InvalidDeploymentConfigNameException",
        `The deployment configuration ${config.deploymentConfigName ?? ""} is not for ECS.`,
      );
    }
    if ((given.description?.length ?? 0) > 1000) {
      throw new AwsError("DescriptionTooLongException", "The description is longer than 1000 characters.");
    }
    checkAutoRollback(given.autoRollbackConfiguration);
    checkAlarms(given.overrideAlarmConfiguration);
    refuseSecond(context, group);

    const { info } = group;
    const autoRollback = given.autoRollbackConfiguration ?? info.autoRollbackConfiguration;
    const rollsBackOn = (event: AutoRollbackEvent): boolean =>
      autoRollback?.enabled === true && autoRollback.events?.includes(event) === true;
    const alarms: AlarmConfiguration | undefined = given.overrideAlarmConfiguration ?? info.alarmConfiguration;
    const ready = info.blueGreenDeploymentConfiguration?.deploymentReadyOption;
    const terminate = info.blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess;
    const [pair] = info.loadBalancerInfo?.targetGroupPairInfoList ?? [];
    const program = deploymentProgram({
      hooks: appSpec.hooks,
      hasTestRoute: pair?.testTrafficRoute !== undefined,
      traffic: config.trafficRoutingConfig,
      readyWaitMinutes: ready?.actionOnTimeout === "STOP_DEPLOYMENT" ? (ready.waitTimeInMinutes ?? 0) : undefined,
      terminationWaitMinutes: terminate?.terminationWaitTimeInMinutes ?? 0,
    });
    const id = newDeploymentId();
    const deployment: Deployment = {
      ...deploymentOf(context, group),
      id,
      info: {
        ...sharedInfo(group),
        deploymentId: id,
        deploymentConfigName: config.deploymentConfigName,
        revision: revisions.use(revision, id, context.now()).location,
        previousRevision: info.targetRevision,
        description: given.description,
        creator: "user",
        createTime: context.now(),
        autoRollbackConfiguration: autoRollback,
        overrideAlarmConfiguration: given.overrideAlarmConfiguration,
      },
      alarms,
      appSpec,
      program,
      rollbackOnFailure: rollsBackOn("DEPLOYMENT_FAILURE"),
      rollbackOnAlarm: rollsBackOn("DEPLOYMENT_STOP_ON_ALARM"),
      rollbackOnStop: rollsBackOn("DEPLOYMENT_STOP_ON_REQUEST"),
      state: initialState(program),
      scene: undefined,
      rollbackInfo: undefined,
    };
    context.state.deployments.set(id, deployment);
    context.runner.start(deployment);
    return { deploymentId: id };
  }),
};

function refuseSecond({ state }: Context, { info }: DeploymentGroup): void {
  const running = state.runningDeployment(info);
  if (running === undefined) return;
  throw new AwsError(
    "DeploymentLimitExceededException",
    `The Deployment Group '${info.deploymentGroupName}' already has an active Deployment '${running.id}'`,
  );
}

/** Where a deployment of this group takes place. */
function deploymentOf(
  { region }: Context,
  { info }: DeploymentGroup,
): Pick<Deployment, "region" | "groupId" | "service" | "loadBalancerInfo"> {
  const [service] = info.ecsServices ?? [];
  return {
    region,
    groupId: info.deploymentGroupId,
    service: { region, cluster: service?.clusterName ?? "", service: service?.serviceName ?? "" },
    loadBalancerInfo: info.loadBalancerInfo ?? {},
  };
}

/** What GetDeployment repeats of the group, as it was when the deployment was created. */
function sharedInfo({ info }: DeploymentGroup): Partial<Deployment["info"]> {
  return {
    applicationName: info.applicationName,
    deploymentGroupName: info.deploymentGroupName,
    deploymentStyle: info.deploymentStyle,
    blueGreenDeploymentConfiguration: info.blueGreenDeploymentConfiguration,
    loadBalancerInfo: info.loadBalancerInfo,
    computePlatform: "ECS",
    ignoreApplicationStopFailures: false,
    updateOutdatedInstancesOnly: false,
  };
}

/** "d-" and nine characters, as AWS makes them. */
export function newDeploymentId(): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  return `d-${[...randomBytes(9)].map((byte) => alphabet.charAt(byte % alphabet.length)).join("")}`;
}
