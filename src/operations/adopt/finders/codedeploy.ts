import {
  GetApplicationCommand,
  GetDeploymentConfigCommand,
  GetDeploymentGroupCommand,
} from "@aws-sdk/client-codedeploy";
import { unlessMissing } from "../../../lib/unless-missing";
import { finder, ids } from "../finder";

export const application = finder(["name"], async ({ name }, { codeDeploy }) => {
  const answer = await unlessMissing(
    codeDeploy.send(new GetApplicationCommand({ applicationName: name })),
    "ApplicationDoesNotExistException",
  );
  return ids([answer?.application?.applicationName]);
});

export const deploymentConfig = finder(
  ["deployment_config_name"],
  async ({ deployment_config_name }, { codeDeploy }) => {
    const answer = await unlessMissing(
      codeDeploy.send(new GetDeploymentConfigCommand({ deploymentConfigName: deployment_config_name })),
      "DeploymentConfigDoesNotExistException",
    );
    return ids([answer?.deploymentConfigInfo?.deploymentConfigName]);
  },
);

export const deploymentGroup = finder(
  ["app_name", "deployment_group_name"],
  async ({ app_name, deployment_group_name }, { codeDeploy }) => {
    const answer = await unlessMissing(
      codeDeploy.send(
        new GetDeploymentGroupCommand({ applicationName: app_name, deploymentGroupName: deployment_group_name }),
      ),
      "ApplicationDoesNotExistException",
      "DeploymentGroupDoesNotExistException",
    );
    return answer?.deploymentGroupInfo === undefined ? [] : ids([`${app_name}:${deployment_group_name}`]);
  },
);
