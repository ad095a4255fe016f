import { isFargate, placementOf, platformVersion as answered } from "../../ecs/specification";
import type { TaskSetSpecification } from "../../ecs/task-set";
import type { ListenerRoute, Dependencies } from "../checks/ports";
import type { Deployment, DeploymentEnvironment } from "./deployment";
import type { AppSpec } from "../../../release-contract/app-spec";
import { EffectError } from "./effect-error";
import { forwardsTo, weightsOf } from "./traffic";

/** Finds out what the deployment is about to change, or why it cannot. */
export async function survey(
  { services, loadBalancers }: Dependencies,
  { region, service, loadBalancerInfo }: Deployment,
): Promise<DeploymentEnvironment> {
  const running = services.service(service);
  const primary = running?.taskSets.find((taskSet) => taskSet.status === "PRIMARY");
  if (primary === undefined) {
    throw new EffectError(
      "INVALID_ECS_SERVICE",
      `There is no ECS service ${service.service} in cluster ${service.cluster}.`,
    );
  }
  // CreateDeployment has no error for this (API model), so the deployment fails; with what code, AWS does not document.
  if (running?.deploymentController !== "CODE_DEPLOY") {
    throw new EffectError(
      "INVALID_ECS_SERVICE",
      "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
    );
  }
  const [info] = loadBalancerInfo.targetGroupPairInfoList ?? [];
  const groups: string[] = [];
  for (const { name = "" } of info?.targetGroups ?? []) {
    const arn = await loadBalancers.targetGroupArn(region, name);
    if (arn === undefined)
      throw new EffectError("ELASTIC_LOAD_BALANCING_INVALID", `There is no target group named "${name}".`);
    groups.push(arn);
  }
  const original = primary.specification.loadBalancers[0]?.targetGroupArn ?? "";
  const replacement = groups.find((arn) => arn !== original);
  if (!groups.includes(original) || replacement === undefined) {
    throw new EffectError(
      "INVALID_ECS_SERVICE",
      `The primary task set's target group ${original} is not of the deployment group's pair ${groups.join(", ")}.`,
    );
  }
  const routesOf = async (listenerArn: string): Promise<readonly ListenerRoute[]> => {
    const routes = (await loadBalancers.routes(region, listenerArn)).filter((found) => forwardsTo(found, groups));
    if (routes.length === 0) throw notBehind(listenerArn);
    return routes;
  };
  const [production = ""] = info?.prodTrafficRoute?.listenerArns ?? [];
  const [test] = info?.testTrafficRoute?.listenerArns ?? [];
  const productionRoutes = await routesOf(production);
  const first = weightsOf(productionRoutes[0]);
  const serves = (found: ListenerRoute): boolean => forwardsTo(found, [original]) && weightsOf(found) === first;
  if (!productionRoutes.every(serves)) throw notBehind(production);
  return {
    pair: { original, replacement },
    originalTaskSetId: primary.id,
    productionRoutes,
    testRoutes: test === undefined ? [] : await routesOf(test),
  };
}

/**
 * Every rule of the production listener that forwards to the pair has to hold the primary task set's target group, and
 * they have to agree: CodeDeploy fixes neither. The test listener may begin at either group.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html#troubleshooting-ecs-elb
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/tutorial-ecs-with-hooks-create-second-listener.html
 * That rules which differ fail with the same message is reported by users, and in no document of AWS.
 */
function notBehind(listenerArn: string): EffectError {
  return new EffectError(
    "ELASTIC_LOAD_BALANCING_INVALID",
    `The ELB could not be updated due to the following error: Primary taskset target group must be behind listener ${listenerArn}`,
  );
}

/** What the AppSpec says; what it leaves out stays as the primary task set has it. */
export function replacementSpecification(
  { appSpec }: Deployment,
  targetGroupArn: string,
): Partial<TaskSetSpecification> {
  if (appSpec === undefined) return {};
  const { container, network, platformVersion, capacityProviders } = appSpec;
  return {
    taskDefinition: appSpec.taskDefinitionArn,
    loadBalancers: [{ targetGroupArn, containerName: container.name, containerPort: container.port }],
    ...(network !== undefined && {
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...network.subnetIds],
          securityGroups: [...network.securityGroupIds],
          assignPublicIp: network.assignPublicIp,
        },
      },
    }),
    ...(platformVersion !== undefined && { platformVersion: answered(platformVersion) }),
    ...(capacityProviders.length > 0 && launched(capacityProviders, platformVersion)),
  };
}

/** A strategy takes the place of launch type and strategy, and only Fargate has a platform version. */
function launched(
  capacityProviders: AppSpec["capacityProviders"],
  platformVersion: string | undefined,
): Pick<TaskSetSpecification, "launchType" | "capacityProviderStrategy" | "platformVersion"> {
  const capacityProviderStrategy = capacityProviders.map(({ name, weight, base }) => ({
    capacityProvider: name,
    weight,
    base,
  }));
  if (platformVersion !== undefined && !isFargate(capacityProviderStrategy)) {
    throw new EffectError("INVALID_REVISION", "The platform version must be null when specifying an EC2 launch type.");
  }
  return placementOf({ capacityProviderStrategy, platformVersion });
}
