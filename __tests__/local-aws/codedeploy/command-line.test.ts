import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ContinueDeploymentCommand, GetDeploymentCommand, ListDeploymentsCommand } from "@aws-sdk/client-codedeploy";
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { localAwsEnvironment } from "../../../src/local-aws/environment";
import { buildHandsOnByHand } from "../../support/build-by-hand";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import { until } from "../../support/until";

const name = "ContainerHandsOn";
const run = promisify(execFile);
let local: TestGateway;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "codedeploy-cli-"));
  local = await startTestGateway();
  await buildHandsOnByHand(local.aws);
}, 120_000);

afterAll(async () => {
  await local.close();
  rmSync(folder, { recursive: true });
});

/** Runs the AWS CLI, a client that shares no code with this project. */
async function aws(...args: string[]): Promise<unknown> {
  const env = localAwsEnvironment(local.gateway.url, folder);
  const { stdout } = await run("aws", [...args, "--output", "json"], { env, timeout: 100_000 });
  return stdout.trim() === "" ? undefined : (JSON.parse(stdout) as unknown);
}

async function nextRevision(): Promise<string> {
  const { ecs } = local.aws;
  const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: name }));
  const made = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: name,
      containerDefinitions: taskDefinition?.containerDefinitions,
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: taskDefinition?.executionRoleArn,
    }),
  );
  const arn = made.taskDefinition?.taskDefinitionArn;
  if (arn === undefined) throw new Error("No revision was registered.");
  return arn;
}

const appSpec = (taskDefinition: string) => ({
  version: 0,
  Resources: [
    {
      TargetService: {
        Type: "AWS::ECS::Service",
        Properties: { TaskDefinition: taskDefinition, LoadBalancerInfo: { ContainerName: name, ContainerPort: 80 } },
      },
    },
  ],
});

/** Weights by target group's name, per listener port. */
async function traffic(): Promise<Record<number, Record<string, number>>> {
  const { elb } = local.aws;
  const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({ Names: [name] }));
  const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({}));
  const { Listeners = [] } = await elb.send(
    new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn }),
  );
  expect(Listeners).toHaveLength(2);
  const nameOf = (arn?: string) => TargetGroups.find((group) => group.TargetGroupArn === arn)?.TargetGroupName ?? "?";
  return Object.fromEntries(
    Listeners.map(({ Port = 0, DefaultActions = [] }) => [
      Port,
      Object.fromEntries(
        (DefaultActions[0]?.ForwardConfig?.TargetGroups ?? []).map((group) => [
          nameOf(group.TargetGroupArn),
          group.Weight ?? 1,
        ]),
      ),
    ]),
  );
}

async function service() {
  const { services = [] } = await local.aws.ecs.send(new DescribeServicesCommand({ cluster: name, services: [name] }));
  expect(services).toHaveLength(1);
  return services[0];
}

async function deployment(deploymentId: string) {
  return (await local.aws.codeDeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo;
}

const proceed = (deploymentId: string, deploymentWaitType: "READY_WAIT" | "TERMINATION_WAIT") =>
  local.aws.codeDeploy.send(new ContinueDeploymentCommand({ deploymentId, deploymentWaitType }));

it("aws deploy releases to green, and what ECS and the load balancer answer follows", async () => {
  const revision = await nextRevision();
  const content = JSON.stringify(appSpec(revision));
  const made = (await aws(
    "deploy",
    "create-deployment",
    "--application-name",
    name,
    "--deployment-group-name",
    name,
    "--revision",
    JSON.stringify({ revisionType: "AppSpecContent", appSpecContent: { content } }),
  )) as { deploymentId: string };
  const id = made.deploymentId;
  await until("Ready", async () => (await deployment(id))?.status === "Ready");
  expect(await traffic()).toEqual({
    80: { [name]: 100, ContainerHandsOn8080: 0 },
    8080: { [name]: 0, ContainerHandsOn8080: 100 },
  });
  const waiting = await service();
  expect(waiting?.taskSets?.map(({ status, runningCount }) => ({ status, runningCount }))).toEqual([
    { status: "PRIMARY", runningCount: 2 },
    { status: "ACTIVE", runningCount: 2 },
  ]);
  expect(waiting?.taskDefinition).not.toBe(revision);

  await aws("deploy", "continue-deployment", "--deployment-id", id, "--deployment-wait-type", "READY_WAIT");
  await until("termination wait", async () => (await deployment(id))?.instanceTerminationWaitTimeStarted === true);
  await aws("deploy", "continue-deployment", "--deployment-id", id, "--deployment-wait-type", "TERMINATION_WAIT");
  await aws("deploy", "wait", "deployment-successful", "--deployment-id", id);
  expect(await traffic()).toEqual({
    80: { [name]: 0, ContainerHandsOn8080: 100 },
    8080: { [name]: 0, ContainerHandsOn8080: 100 },
  });
  const after = await service();
  expect(after?.taskDefinition).toBe(revision);
  expect(after?.taskSets).toHaveLength(1);
  expect(after?.taskSets?.[0]).toMatchObject({
    status: "PRIMARY",
    taskDefinition: revision,
    startedBy: "CODE_DEPLOY",
    externalId: id,
  });
  expect(after?.taskSets?.[0]?.networkConfiguration).toEqual(waiting?.taskSets?.[0]?.networkConfiguration);
  const shown = (await aws(
    "deploy",
    "get-deployment-target",
    "--deployment-id",
    id,
    "--target-id",
    `${name}:${name}`,
  )) as { deploymentTarget: { ecsTarget: { status: string; taskSetsInfo: object[] } } };
  expect(shown.deploymentTarget.ecsTarget).toMatchObject({
    status: "Succeeded",
    taskSetsInfo: [{ taskSetLabel: "Green", trafficWeight: 100, status: "PRIMARY", desiredCount: 2, runningCount: 2 }],
  });
}, 180_000);

it("aws ecs deploy releases back to blue and waits for the end", async () => {
  const taskDefinition = join(folder, "task-definition.json");
  const appSpecFile = join(folder, "appspec.json");
  const { ecs } = local.aws;
  const { taskDefinition: current } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: name }));
  writeFileSync(
    taskDefinition,
    JSON.stringify({
      family: name,
      containerDefinitions: current?.containerDefinitions,
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: current?.executionRoleArn,
    }),
  );
  writeFileSync(appSpecFile, JSON.stringify(appSpec("placeholder")));
  const env = localAwsEnvironment(local.gateway.url, folder);
  const deploy = run(
    "aws",
    // prettier-ignore
    ["ecs", "deploy", "--cluster", name, "--service", name, "--codedeploy-application", name, "--codedeploy-deployment-group", name,
      "--task-definition", taskDefinition, "--codedeploy-appspec", appSpecFile],
    { env, timeout: 150_000 },
  );
  let id = "";
  await until("Ready", async () => {
    const { deployments = [] } = await local.aws.codeDeploy.send(
      new ListDeploymentsCommand({ applicationName: name, deploymentGroupName: name, includeOnlyStatuses: ["Ready"] }),
    );
    id = deployments[0] ?? "";
    return id !== "";
  });
  await proceed(id, "READY_WAIT");
  await until("termination wait", async () => (await deployment(id))?.instanceTerminationWaitTimeStarted === true);
  await proceed(id, "TERMINATION_WAIT");
  const { stdout } = await deploy;
  expect(stdout).toContain(`Successfully deployed ${(await service())?.taskDefinition ?? "?"} to service '${name}'`);
  expect(await traffic()).toEqual({
    80: { [name]: 100, ContainerHandsOn8080: 0 },
    8080: { [name]: 100, ContainerHandsOn8080: 0 },
  });
  expect((await service())?.taskSets).toHaveLength(1);
}, 180_000);
