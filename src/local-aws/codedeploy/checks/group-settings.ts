import { z } from "zod";

const text = z.string();

const trafficRoute = z.object({ listenerArns: z.array(text).optional() });
const namedList = z.array(z.object({ name: text.optional() })).optional();

/** The members of CreateDeploymentGroup and UpdateDeploymentGroup that describe how a group deploys. */
export const groupSettings = z.object({
  deploymentConfigName: text.optional(),
  serviceRoleArn: text.optional(),
  ecsServices: z.array(z.object({ clusterName: text.optional(), serviceName: text.optional() })).optional(),
  deploymentStyle: z
    .object({
      deploymentType: z.enum(["IN_PLACE", "BLUE_GREEN"]).optional(),
      deploymentOption: z.enum(["WITH_TRAFFIC_CONTROL", "WITHOUT_TRAFFIC_CONTROL"]).optional(),
    })
    .optional(),
  blueGreenDeploymentConfiguration: z
    .object({
      terminateBlueInstancesOnDeploymentSuccess: z
        .object({
          action: z.enum(["TERMINATE", "KEEP_ALIVE"]).optional(),
          terminationWaitTimeInMinutes: z.int().optional(),
        })
        .optional(),
      deploymentReadyOption: z
        .object({
          actionOnTimeout: z.enum(["CONTINUE_DEPLOYMENT", "STOP_DEPLOYMENT"]).optional(),
          waitTimeInMinutes: z.int().optional(),
        })
        .optional(),
      greenFleetProvisioningOption: z
        .object({ action: z.enum(["DISCOVER_EXISTING", "COPY_AUTO_SCALING_GROUP"]).optional() })
        .optional(),
    })
    .optional(),
  loadBalancerInfo: z
    .object({
      elbInfoList: namedList,
      targetGroupInfoList: namedList,
      targetGroupPairInfoList: z
        .array(
          z.object({
            targetGroups: namedList,
            prodTrafficRoute: trafficRoute.optional(),
            testTrafficRoute: trafficRoute.optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  triggerConfigurations: z
    .array(
      z.object({
        triggerName: text.optional(),
        triggerTargetArn: text.optional(),
        triggerEvents: z
          .array(
            z.enum([
              "DeploymentStart",
              "DeploymentSuccess",
              "DeploymentFailure",
              "DeploymentStop",
              "DeploymentRollback",
              "DeploymentReady",
              "InstanceStart",
              "InstanceSuccess",
              "InstanceFailure",
              "InstanceReady",
            ]),
          )
          .optional(),
      }),
    )
    .optional(),
  alarmConfiguration: z
    .object({
      enabled: z.boolean().optional(),
      ignorePollAlarmFailure: z.boolean().optional(),
      alarms: namedList,
    })
    .optional(),
  autoRollbackConfiguration: z
    .object({
      enabled: z.boolean().optional(),
      events: z
        .array(z.enum(["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"]))
        .optional(),
    })
    .optional(),
  outdatedInstancesStrategy: z.enum(["UPDATE", "IGNORE"]).optional(),
  terminationHookEnabled: z.boolean().optional(),
});

/** Members that select instances. A group for ECS has none; they are read so that a value in them can be refused. */
export const instanceSettings = z.object({
  autoScalingGroups: z.array(text).optional(),
  ec2TagFilters: z.array(z.unknown()).optional(),
  onPremisesInstanceTagFilters: z.array(z.unknown()).optional(),
});

export type GroupSettings = z.output<typeof groupSettings>;
export type InstanceSettings = z.output<typeof instanceSettings>;

/** The members that were given; a member that was given without a value counts as not given. */
export function given(settings: GroupSettings): {
  [Member in keyof GroupSettings]: Exclude<GroupSettings[Member], undefined>;
} {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
