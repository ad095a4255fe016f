import type { TaskDefinition } from "@aws-sdk/client-ecs";
import type { ReleaseContract } from "../../../../src/release-contract/contract";
import type { DeploymentSnapshot, TaskSetState } from "../../../../src/operations/release/service/snapshot";
import type { Revision } from "../../../../src/operations/release/service/task-definition";

export const repositoryUrl = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/jaws-days-2022/container-hands-on";

export const contract: ReleaseContract = {
  version: 1,
  environment: "hands-on",
  serviceKey: "web",
  account: "123456789012",
  region: "ap-northeast-1",
  cluster: "ContainerHandsOn",
  service: "ContainerHandsOn",
  taskDefinitionArn: arn(1),
  container: { name: "web", port: 80 },
  repositoryUrl,
  network: { subnetIds: ["subnet-a", "subnet-c"], securityGroupIds: ["sg-1"], assignPublicIp: "DISABLED" },
  platformVersion: "LATEST",
  capacityProviders: [],
  codeDeploy: { application: "ContainerHandsOn", deploymentGroup: "ContainerHandsOn" },
  listenerArns: { production: "arn:listener/production", test: "arn:listener/test" },
  targetGroups: {
    blue: { name: "ContainerHandsOn", arn: "arn:targetgroup/ContainerHandsOn/1" },
    green: { name: "ContainerHandsOn8080", arn: "arn:targetgroup/ContainerHandsOn8080/2" },
  },
  scalingResourceId: null,
};

/** ARN of a revision of the sample family. */
export function arn(revision: number): string {
  return `arn:aws:ecs:ap-northeast-1:123456789012:task-definition/ContainerHandsOn:${revision}`;
}

export function definition(overrides: Partial<TaskDefinition> = {}): TaskDefinition {
  return {
    taskDefinitionArn: arn(1),
    family: "ContainerHandsOn",
    revision: 1,
    status: "ACTIVE",
    compatibilities: ["EC2", "FARGATE"],
    requiresAttributes: [{ name: "com.amazonaws.ecs.capability.ecr-auth" }],
    registeredAt: new Date(0),
    registeredBy: "arn:aws:iam::123456789012:user/terraform",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    executionRoleArn: "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
    volumes: [],
    containerDefinitions: [
      {
        name: "web",
        image: `${repositoryUrl}:v1`,
        cpu: 0,
        essential: true,
        portMappings: [{ containerPort: 80, hostPort: 80, protocol: "tcp" }],
        environment: [
          { name: "LOG_LEVEL", value: "info" },
          { name: "PASSWORD", value: "hunter2" },
        ],
        secrets: [{ name: "TOKEN", valueFrom: "arn:aws:secretsmanager:old" }],
      },
    ],
    ...overrides,
  };
}

export function revision(number: number, overrides: Partial<TaskDefinition> = {}): Revision {
  const taskDefinitionArn = arn(number);
  return { arn: taskDefinitionArn, definition: definition({ taskDefinitionArn, ...overrides }), tags: [] };
}

const eventNames = [
  "BeforeInstall",
  "Install",
  "AfterInstall",
  "AllowTestTraffic",
  "AfterAllowTestTraffic",
  "BeforeAllowTraffic",
  "AllowTraffic",
  "AfterAllowTraffic",
];

/** A deployment whose lifecycle events up to `past` have succeeded; the next one is as given. */
export function snapshot(
  overrides: Partial<DeploymentSnapshot> = {},
  { past = "", next = "Pending", message }: { past?: string; next?: string; message?: string } = {},
): DeploymentSnapshot {
  const done = eventNames.indexOf(past) + 1;
  return {
    id: "d-1",
    status: "InProgress",
    creator: "user",
    createdAt: "2024-01-01T00:00:00.000Z",
    config: "CodeDeployDefault.ECSAllAtOnce",
    description: "",
    taskDefinitionArn: arn(2),
    events: eventNames.map((name, index) => ({
      name,
      status: index < done ? "Succeeded" : index === done ? next : "Pending",
      ...(index === done && message !== undefined && { message }),
    })),
    taskSets: [],
    terminationWaitStarted: false,
    ...overrides,
  };
}

/** Both task sets with two tasks each, production traffic split as given. */
export function taskSets(original: number): TaskSetState[] {
  const tasks = { desired: 2, running: 2, pending: 0 };
  return [
    { role: "original", targetGroup: "ContainerHandsOn", colour: "blue", weight: original, ...tasks },
    { role: "replacement", targetGroup: "ContainerHandsOn8080", colour: "green", weight: 100 - original, ...tasks },
  ];
}
