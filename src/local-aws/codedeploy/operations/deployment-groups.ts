import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../../protocol/call";
import { findApplication } from "./applications";
import { checkGroup, checkNoInstances } from "../checks/check-group";
import { given, groupSettings, instanceSettings } from "../checks/group-settings";
import { applicationName as checkedName, batch, groupName } from "../checks/names";
import { operation, type Context, type Operation } from "./operation";
import { page } from "./paging";
import type { Application, DeploymentGroup } from "../state";
import { newTags, tagList } from "../tags";

const application = z.object({ applicationName: z.string().optional() });
const group = application.extend({ deploymentGroupName: z.string().optional() });

/** The deployment group that a call names. */
export function findGroup(
  context: Context,
  applicationName: string | undefined,
  given: string | undefined,
): DeploymentGroup {
  const { groups } = findApplication(context, applicationName);
  const name = groupName(given);
  const found = groups.get(name);
  if (found === undefined) {
    throw new AwsError("DeploymentGroupDoesNotExistException", `No Deployment Group found for name: ${name}`);
  }
  return found;
}

function refuseDuplicate(owner: Application, name: string): void {
  if (!owner.groups.has(name)) return;
  throw new AwsError("DeploymentGroupAlreadyExistsException", `Deployment group name already exists: ${name}`);
}

/** EC2 and Lambda deployments need instances and aliases, which are no part of this project. */
function refuseOtherPlatforms({ info }: Application): void {
  if (info.computePlatform === "ECS") return;
  throw new AwsError(
    "NotImplementedException",
    `The local AWS deploys to ECS only, and the application ${info.applicationName} is for ${info.computePlatform}.`,
    501,
  );
}

export const groupOperations: Readonly<Record<string, Operation>> = {
  CreateDeploymentGroup: operation(
    group.extend(groupSettings.shape).extend(instanceSettings.shape).extend({ tags: tagList.optional() }),
    async (context, input) => {
      const owner = findApplication(context, input.applicationName);
      const name = groupName(input.deploymentGroupName);
      refuseOtherPlatforms(owner);
      refuseDuplicate(owner, name);
      checkNoInstances(input);
      const deploymentConfigName = input.deploymentConfigName ?? "CodeDeployDefault.ECSAllAtOnce";
      const settings = { ...groupSettings.parse(input), deploymentConfigName };
      const tags = newTags(input.tags);
      await checkGroup(context, settings);
      const deploymentGroupId = randomUUID();
      owner.groups.set(name, {
        info: {
          autoScalingGroups: [],
          ec2TagFilters: [],
          onPremisesInstanceTagFilters: [],
          triggerConfigurations: [],
          outdatedInstancesStrategy: "UPDATE",
          terminationHookEnabled: false,
          ...given(settings),
          deploymentConfigName,
          applicationName: owner.info.applicationName,
          computePlatform: "ECS",
          deploymentGroupId,
          deploymentGroupName: name,
          serviceRoleArn: settings.serviceRoleArn ?? "",
        },
        tags,
      });
      return { deploymentGroupId };
    },
  ),

  GetDeploymentGroup: operation(group, (context, input) => ({
    deploymentGroupInfo: findGroup(context, input.applicationName, input.deploymentGroupName).info,
  })),

  // Unlike its siblings this batch leaves out unknown names and tells of them in errorMessage.
  BatchGetDeploymentGroups: operation(
    application.extend({ deploymentGroupNames: z.array(z.string()).optional() }),
    (context, input) => {
      const { groups } = findApplication(context, input.applicationName);
      const missing = new AwsError(
        "DeploymentGroupNameRequiredException",
        "At least one deployment group name must be specified.",
      );
      const names = batch(input.deploymentGroupNames, missing).map(groupName);
      const unknown = names.filter((name) => !groups.has(name));
      return {
        deploymentGroupsInfo: names.flatMap((name) => groups.get(name)?.info ?? []),
        errorMessage: unknown.length > 0 ? `No Deployment Group found for name: ${unknown.join(", ")}` : undefined,
      };
    },
  ),

  ListDeploymentGroups: operation(application.extend({ nextToken: z.string().optional() }), (context, input) => {
    const { info, groups } = findApplication(context, input.applicationName);
    const { names, nextToken } = page([...groups.keys()], input.nextToken);
    return { applicationName: info.applicationName, deploymentGroups: names, nextToken };
  }),

  UpdateDeploymentGroup: operation(
    application.extend(groupSettings.shape).extend(instanceSettings.shape).extend({
      currentDeploymentGroupName: z.string().optional(),
      newDeploymentGroupName: z.string().optional(),
    }),
    async (context, input) => {
      const owner = findApplication(context, input.applicationName);
      const target = findGroup(context, input.applicationName, input.currentDeploymentGroupName);
      const { deploymentGroupName: oldName } = target.info;
      const newName = groupName(input.newDeploymentGroupName ?? oldName);
      if (newName !== oldName) refuseDuplicate(owner, newName);
      checkNoInstances(input);
      // What the call leaves out stays; what it gives replaces the whole member.
      const updated = { ...target.info, ...given(groupSettings.parse(input)), deploymentGroupName: newName };
      await checkGroup(context, groupSettings.parse(updated), target);
      target.info = updated;
      owner.groups.delete(oldName);
      owner.groups.set(newName, target);
      return { hooksNotCleanedUp: [] };
    },
  ),

  // Deleting what is not there succeeds: DeleteDeploymentGroup has no DoesNotExist error.
  DeleteDeploymentGroup: operation(group, (context, input) => {
    const name = groupName(input.deploymentGroupName);
    const owner = context.state.applications.get(checkedName(input.applicationName));
    const doomed = owner?.groups.get(name);
    if (owner !== undefined && doomed !== undefined) {
      owner.groups.delete(name);
      const running = context.state.runningDeployment(doomed.info);
      if (running !== undefined) context.runner.abandon(running);
    }
    return { hooksNotCleanedUp: [] };
  }),
};
