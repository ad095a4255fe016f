import type { AlwaysGiven } from "./check-shape";

/**
 * Members that AWS's models leave optional and AWS answers every time, by service and shape: few models require members of
 * answers at all. From the outputs in the AWS CLI's own examples (github.com/aws/aws-cli, awscli/examples/deploy and ecs:
 * get-application, get-deployment, get-deployment-group, describe-services, describe-task-sets, describe-tasks). Left out is the
 * revision of a deployment: whether the rollback of a first deployment has one is not known.
 */
export const ALWAYS_GIVEN: Readonly<Record<string, AlwaysGiven>> = {
  codedeploy: {
    GetApplicationOutput: ["application"],
    ApplicationInfo: ["applicationId", "applicationName", "createTime", "linkedToGitHub"],
    GetDeploymentGroupOutput: ["deploymentGroupInfo"],
    DeploymentGroupInfo: [
      "applicationName",
      "deploymentGroupId",
      "deploymentGroupName",
      "deploymentConfigName",
      "serviceRoleArn",
    ],
    GetDeploymentOutput: ["deploymentInfo"],
    DeploymentInfo: [
      "applicationName",
      "deploymentGroupName",
      "deploymentConfigName",
      "deploymentId",
      "status",
      "createTime",
      "creator",
      "deploymentOverview",
      "ignoreApplicationStopFailures",
    ],
    DeploymentOverview: ["Pending", "InProgress", "Succeeded", "Failed", "Skipped"],
  },
  ecs: {
    DescribeServicesResponse: ["services", "failures"],
    Service: [
      "serviceArn",
      "serviceName",
      "clusterArn",
      "loadBalancers",
      "status",
      "desiredCount",
      "runningCount",
      "pendingCount",
      "taskDefinition",
      "deployments",
      "events",
      "createdAt",
    ],
    DescribeTaskSetsResponse: ["taskSets", "failures"],
    TaskSet: [
      "id",
      "taskSetArn",
      "status",
      "taskDefinition",
      "computedDesiredCount",
      "pendingCount",
      "runningCount",
      "createdAt",
      "updatedAt",
      "loadBalancers",
      "serviceRegistries",
      "scale",
      "stabilityStatus",
      "stabilityStatusAt",
    ],
    DescribeTasksResponse: ["tasks", "failures"],
    Task: [
      "taskArn",
      "clusterArn",
      "taskDefinitionArn",
      "overrides",
      "lastStatus",
      "desiredStatus",
      "containers",
      "version",
    ],
  },
};
