import { AwsError } from "../../protocol/call";
import { checkAlarms, checkAutoRollback } from "./check-safety";
import { findConfig } from "../operations/deployment-configs";
import type { GroupSettings, InstanceSettings } from "./group-settings";
import { chosenConfigName } from "./names";
import type { Context } from "../operations/operation";
import type { Application, DeploymentGroup } from "../state";

/** AWS's bounds of the two waits of a blue/green deployment, in minutes: up to two days. */
const MAX_WAIT_MINUTES = 2880;

/**
 * Refuses settings that AWS refuses for a group whose compute platform is ECS.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html
 *
 * @param self the group as it is, when it is updated
 */
export async function checkGroup(context: Context, settings: GroupSettings, self?: DeploymentGroup): Promise<void> {
  checkRole(settings.serviceRoleArn, self === undefined);
  checkConfig(context, settings.deploymentConfigName);
  checkStyle(settings.deploymentStyle);
  checkBlueGreen(settings.blueGreenDeploymentConfiguration);
  checkAlarms(settings.alarmConfiguration);
  checkAutoRollback(settings.autoRollbackConfiguration);
  checkTriggers(settings.triggerConfigurations);
  checkService(context, settings.ecsServices, self);
  await checkTargetGroupPair(context, settings.loadBalancerInfo);
}

/** UpdateDeploymentGroup knows no RoleRequiredException (API model). */
function checkRole(arn: string | undefined, isNew: boolean): void {
  if (isNew && (arn === undefined || arn === ""))
    throw new AwsError("RoleRequiredException", "The service role ARN was not specified.");
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/.+$/.test(arn ?? "")) {
    throw new AwsError("InvalidRoleException", `The service role "${arn ?? ""}" is not the ARN of an IAM role.`);
  }
}

function checkConfig(context: Context, name: string | undefined): void {
  const { computePlatform } = findConfig(context, chosenConfigName(name));
  if (computePlatform === "ECS") return;
  throw new AwsError(
    "InvalidDeploymentConfigNameException",
    `The deployment configuration ${name ?? ""} is for ${computePlatform ?? "no platform"}, and the application is for ECS.`,
  );
}

function checkStyle(style: GroupSettings["deploymentStyle"]): void {
  if (style?.deploymentType === "BLUE_GREEN" && style.deploymentOption === "WITH_TRAFFIC_CONTROL") return;
  throw new AwsError(
    "InvalidDeploymentStyleException",
    "A deployment group for ECS needs deploymentType BLUE_GREEN with deploymentOption WITH_TRAFFIC_CONTROL; " +
      `given: ${style?.deploymentType ?? "none"} with ${style?.deploymentOption ?? "none"}.`,
  );
}

function checkBlueGreen(config: GroupSettings["blueGreenDeploymentConfiguration"]): void {
  const refuse = (message: string): never => {
    throw new AwsError("InvalidBlueGreenDeploymentConfigurationException", message);
  };
  const ready = config?.deploymentReadyOption;
  const terminate = config?.terminateBlueInstancesOnDeploymentSuccess;
  if (ready?.actionOnTimeout === undefined || terminate?.action === undefined) {
    return refuse(
      "A deployment group for ECS needs blueGreenDeploymentConfiguration with deploymentReadyOption and " +
        "terminateBlueInstancesOnDeploymentSuccess.",
    );
  }
  if (terminate.action !== "TERMINATE") {
    refuse(`For ECS, terminateBlueInstancesOnDeploymentSuccess is TERMINATE; given: ${terminate.action}.`);
  }
  for (const [member, minutes] of [
    ["waitTimeInMinutes", ready.waitTimeInMinutes ?? 0],
    ["terminationWaitTimeInMinutes", terminate.terminationWaitTimeInMinutes ?? 0],
  ] as const) {
    if (minutes < 0 || minutes > MAX_WAIT_MINUTES) {
      refuse(`${member} is 0 to ${MAX_WAIT_MINUTES} minutes; given: ${minutes}.`);
    }
  }
}

export function checkNoInstances(settings: InstanceSettings): void {
  for (const member of ["autoScalingGroups", "ec2TagFilters", "onPremisesInstanceTagFilters"] as const) {
    if ((settings[member]?.length ?? 0) === 0) continue;
    throw new AwsError(
      "InvalidInputException",
      `A deployment group for ECS has no instances: ${member} must be empty.`,
    );
  }
}

function checkTriggers(triggers: GroupSettings["triggerConfigurations"] = []): void {
  if (triggers.length > 10) {
    throw new AwsError(
      "TriggerTargetsLimitExceededException",
      `A deployment group has at most 10 triggers; given: ${triggers.length}.`,
    );
  }
  const names = triggers.map((trigger) => trigger.triggerName ?? "");
  triggers.forEach((trigger, index) => {
    const isTopic = /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:.+$/.test(trigger.triggerTargetArn ?? "");
    const name = names[index] ?? "";
    if (name !== "" && names.indexOf(name) === index && isTopic && (trigger.triggerEvents?.length ?? 0) > 0) return;
    throw new AwsError(
      "InvalidTriggerConfigException",
      `The trigger "${name}" needs a name of its own, the ARN of an SNS topic and at least one event.`,
    );
  });
}

function checkService(context: Context, services: GroupSettings["ecsServices"] = [], self?: DeploymentGroup): void {
  const refuse = (message: string): never => {
    throw new AwsError("InvalidECSServiceException", message);
  };
  const [service] = services;
  if (service === undefined || services.length > 1) {
    return refuse(`A deployment group for ECS has exactly one ECS service; given: ${services.length}.`);
  }
  const { clusterName: cluster, serviceName: name } = service;
  if (cluster === undefined || cluster === "" || name === undefined || name === "") {
    return refuse("An ECS service is named by clusterName and serviceName.");
  }
  const taken = otherGroup(context.state.applications.values(), cluster, name, self);
  if (taken !== undefined) {
    throw new AwsError(
      "ECSServiceMappingLimitExceededException",
      `The ECS service ${cluster}:${name} already belongs to the deployment group ${taken}: a service has one group.`,
    );
  }
  const running = context.services.service({ region: context.region, cluster, service: name });
  if (running === undefined) return refuse(`There is no ECS service ${name} in cluster ${cluster}.`);
  if (running.deploymentController !== "CODE_DEPLOY") {
    refuse("Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.");
  }
}

function otherGroup(
  applications: Iterable<Application>,
  cluster: string,
  service: string,
  self: DeploymentGroup | undefined,
): string | undefined {
  for (const application of applications) {
    for (const group of application.groups.values()) {
      const [used] = group.info.ecsServices ?? [];
      if (group === self || used?.clusterName !== cluster || used.serviceName !== service) continue;
      return `${group.info.applicationName}/${group.info.deploymentGroupName}`;
    }
  }
  return undefined;
}

async function checkTargetGroupPair(context: Context, info: GroupSettings["loadBalancerInfo"]): Promise<void> {
  const pairs = info?.targetGroupPairInfoList ?? [];
  const [pair] = pairs;
  if (pair === undefined || (info?.elbInfoList?.length ?? 0) > 0 || (info?.targetGroupInfoList?.length ?? 0) > 0) {
    throw new AwsError(
      "InvalidLoadBalancerInfoException",
      "A deployment group for ECS needs loadBalancerInfo with targetGroupPairInfoList, and neither elbInfoList nor targetGroupInfoList.",
    );
  }
  const refuse = (message: string): never => {
    throw new AwsError("InvalidTargetGroupPairException", message);
  };
  const names = new Set(pair.targetGroups?.map((group) => group.name ?? "") ?? []);
  if (pairs.length > 1 || names.size !== 2 || pair.targetGroups?.length !== 2) {
    refuse(
      `A deployment group for ECS has one pair of two different target groups; given: ${[...names].join(", ") || "none"}.`,
    );
  }
  const production = pair.prodTrafficRoute?.listenerArns ?? [];
  const test = pair.testTrafficRoute?.listenerArns ?? [];
  if (production.length !== 1) throw notOneListener("Production");
  if (pair.testTrafficRoute !== undefined && test.length !== 1) throw notOneListener("Test");
  for (const name of names) {
    if ((await context.loadBalancers.targetGroupArn(context.region, name)) === undefined) {
      refuse(`There is no target group named "${name}".`);
    }
  }
  for (const arn of [...production, ...test]) {
    if (!(await context.loadBalancers.hasListener(context.region, arn))) refuse(`There is no listener ${arn}.`);
  }
}

/**
 * The sentence for production is AWS's (https://github.com/hashicorp/terraform-provider-aws/issues/29628 and 31243, at
 * CreateDeploymentGroup and UpdateDeploymentGroup); the API model gives the test route the same limit of one.
 */
function notOneListener(which: "Production" | "Test"): AwsError {
  return new AwsError(
    "InvalidTrafficRoutingConfigurationException",
    `${which} traffic route must have exactly one listener Arn`,
  );
}
