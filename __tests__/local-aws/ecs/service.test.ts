import {
  CreateClusterCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  CreateTaskSetCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTaskSetsCommand,
  DescribeTasksCommand,
  ListServicesCommand,
  ListTasksCommand,
  PutClusterCapacityProvidersCommand,
  StopTaskCommand,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from "@aws-sdk/client-ecs";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import {
  createSurroundings,
  createTargetGroup,
  registerTaskDefinition,
  type Surroundings,
  targetHealth,
} from "../../support/network";

let local: TestGateway;
let around: Surroundings;
let taskDefinition: string;

const cluster = "shop";

beforeAll(async () => {
  local = await startTestGateway();
  around = await createSurroundings(local.aws, cluster);
  taskDefinition = await registerTaskDefinition(local.aws.ecs, "web");
}, 120_000);

afterAll(() => local.close());

function blueGreen(serviceName: string, changes: Partial<CreateServiceCommandInput> = {}): CreateServiceCommandInput {
  return {
    cluster,
    serviceName,
    taskDefinition: "web",
    desiredCount: 2,
    launchType: "FARGATE",
    deploymentController: { type: "CODE_DEPLOY" },
    networkConfiguration: around.network,
    loadBalancers: [{ targetGroupArn: around.targetGroups.blue, containerName: "web", containerPort: 80 }],
    ...changes,
  };
}

async function describeService(service: string) {
  const { services = [] } = await local.aws.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  expect(services).toHaveLength(1);
  return services[0];
}

async function listTasks(serviceName: string, desiredStatus: "RUNNING" | "STOPPED" = "RUNNING") {
  const command = new ListTasksCommand({ cluster, serviceName, desiredStatus });
  return (await local.aws.ecs.send(command)).taskArns ?? [];
}

describe("a service under CODE_DEPLOY", () => {
  beforeAll(() => local.aws.ecs.send(new CreateServiceCommand(blueGreen("front"))));

  afterAll(() => local.aws.ecs.send(new DeleteServiceCommand({ cluster, service: "front", force: true })));

  test("has a task set instead of a deployment, and runs as many tasks as it should", async () => {
    const service = await describeService("front");
    expect(service).toMatchObject({
      status: "ACTIVE",
      taskDefinition,
      desiredCount: 2,
      runningCount: 2,
      pendingCount: 0,
      deployments: [],
      launchType: "FARGATE",
      platformVersion: "1.4.0",
      availabilityZoneRebalancing: "DISABLED",
      healthCheckGracePeriodSeconds: 0,
      enableECSManagedTags: false,
      enableExecuteCommand: false,
      deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 },
      networkConfiguration: { awsvpcConfiguration: { assignPublicIp: "DISABLED" } },
    });
    expect(service?.taskSets).toHaveLength(1);
    expect(service?.taskSets?.[0]).toMatchObject({
      status: "PRIMARY",
      taskDefinition,
      runningCount: 2,
      computedDesiredCount: 2,
      stabilityStatus: "STEADY_STATE",
      scale: { unit: "PERCENT", value: 100 },
    });
    const { taskSets } = await local.aws.ecs.send(new DescribeTaskSetsCommand({ cluster, service: "front" }));
    expect(taskSets).toEqual(service?.taskSets);
  });

  test("has tasks that are healthy targets of its target group, one in each subnet", async () => {
    const taskArns = await listTasks("front");
    expect(taskArns).toHaveLength(2);
    const { tasks = [], failures } = await local.aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    expect(failures).toEqual([]);
    expect(tasks.map((task) => [task.lastStatus, task.group, task.availabilityZone])).toEqual([
      ["RUNNING", "service:front", "ap-northeast-1a"],
      ["RUNNING", "service:front", "ap-northeast-1c"],
    ]);
    const addresses = tasks.map((task) => task.containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address);
    expect(await targetHealth(local.aws.elb, around.targetGroups.blue)).toEqual(
      addresses.map((address) => ({ address, port: 80, state: "healthy" })),
    );
  });

  test("starts another task for one that is stopped", async () => {
    const [first = ""] = await listTasks("front");
    const { task } = await local.aws.ecs.send(new StopTaskCommand({ cluster, task: first, reason: "a test" }));
    expect(task).toMatchObject({ lastStatus: "STOPPED", stoppedReason: "a test" });
    const running = await listTasks("front");
    expect(running).toHaveLength(2);
    expect(running).not.toContain(first);
    expect(await listTasks("front", "STOPPED")).toContain(first);
  });

  test("scales by its desired count, and remembers what may be changed", async () => {
    await local.aws.ecs.send(
      new UpdateServiceCommand({
        cluster,
        service: "front",
        desiredCount: 3,
        healthCheckGracePeriodSeconds: 20,
        deploymentConfiguration: { maximumPercent: 150, minimumHealthyPercent: 100 },
      }),
    );
    expect(await describeService("front")).toMatchObject({
      desiredCount: 3,
      runningCount: 3,
      healthCheckGracePeriodSeconds: 20,
      deploymentConfiguration: { maximumPercent: 150, minimumHealthyPercent: 100 },
    });
    expect(await targetHealth(local.aws.elb, around.targetGroups.blue)).toHaveLength(3);
    await local.aws.ecs.send(new UpdateServiceCommand({ cluster, service: "front", desiredCount: 1 }));
    expect(await listTasks("front")).toHaveLength(1);
    expect(await targetHealth(local.aws.elb, around.targetGroups.blue)).toHaveLength(1);
  });

  test("refuses what only a deployment may change", async () => {
    const update = new UpdateServiceCommand({ cluster, service: "front", taskDefinition: "web" });
    await expect(local.aws.ecs.send(update)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message:
        "Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.",
    });
    expect(local.log()).toContain(" refused ecs UpdateService: InvalidParameterException: Unable to update");
  });

  test("keeps its cluster from being deleted and is counted in it", async () => {
    await expect(local.aws.ecs.send(new DeleteClusterCommand({ cluster }))).rejects.toMatchObject({
      name: "ClusterContainsServicesException",
      message: "The Cluster cannot be deleted while Services are active.",
    });
    const { clusters } = await local.aws.ecs.send(new DescribeClustersCommand({ clusters: [cluster] }));
    expect(clusters?.[0]).toMatchObject({ activeServicesCount: 1, pendingTasksCount: 0 });
  });
});

describe("a service that leaves CODE_DEPLOY and comes back", () => {
  const service = "moved";
  const update = (changes: Omit<UpdateServiceCommandInput, "service">) =>
    local.aws.ecs.send(new UpdateServiceCommand({ cluster, service, ...changes }));

  beforeAll(() => local.aws.ecs.send(new CreateServiceCommand(blueGreen(service))));

  afterAll(() => local.aws.ecs.send(new DeleteServiceCommand({ cluster, service, force: true })));

  test("keeps its tasks under ECS, and has a deployment instead of a task set", async () => {
    const tasks = await listTasks(service);
    await update({ deploymentController: { type: "ECS" } });
    expect(await listTasks(service)).toEqual(tasks);
    const moved = await describeService(service);
    expect(moved).toMatchObject({ deploymentController: { type: "ECS" }, runningCount: 2, taskSets: [] });
    expect(moved?.deployments?.map(({ status, runningCount }) => [status, runningCount])).toEqual([["PRIMARY", 2]]);
  });

  test("takes a task definition then, as any service that rolls", async () => {
    const next = await registerTaskDefinition(local.aws.ecs, "web");
    await update({ taskDefinition: next });
    expect(await describeService(service)).toMatchObject({ taskDefinition: next, runningCount: 2 });
  });

  test("does not take one together with the change to CODE_DEPLOY", async () => {
    await expect(
      update({ deploymentController: { type: "CODE_DEPLOY" }, taskDefinition: "web" }),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
      message:
        "Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.",
    });
    expect(await describeService(service)).toMatchObject({ deploymentController: { type: "ECS" } });
  });

  test("is under CODE_DEPLOY again afterwards, and still shown with a deployment", async () => {
    await update({ deploymentController: { type: "CODE_DEPLOY" } });
    const back = await describeService(service);
    expect(back).toMatchObject({ deploymentController: { type: "CODE_DEPLOY" }, runningCount: 2, taskSets: [] });
    expect(back?.deployments).toHaveLength(1);
    await expect(update({ taskDefinition: "web" })).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("a service that rolls", () => {
  beforeAll(async () => {
    const capacityProviders = ["FARGATE", "FARGATE_SPOT"];
    const defaultCapacityProviderStrategy: [] = [];
    await local.aws.ecs.send(
      new PutClusterCapacityProvidersCommand({ cluster, capacityProviders, defaultCapacityProviderStrategy }),
    );
  });

  test("has a completed deployment and remembers how it gets its capacity", async () => {
    await local.aws.ecs.send(
      new CreateServiceCommand({
        cluster,
        serviceName: "rolling",
        taskDefinition: "web",
        desiredCount: 1,
        networkConfiguration: around.network,
        enableExecuteCommand: true,
        capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 2 }],
      }),
    );
    const service = await describeService("rolling");
    expect(service?.launchType).toBeUndefined();
    expect(service).toMatchObject({
      enableExecuteCommand: true,
      capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 2, base: 0 }],
      taskSets: [],
    });
    expect(service?.deployments).toHaveLength(1);
    expect(service?.deployments?.[0]).toMatchObject({ rolloutState: "COMPLETED", runningCount: 1, desiredCount: 1 });
  });

  test("takes a new task definition and replaces its tasks", async () => {
    const before = await listTasks("rolling");
    const next = await registerTaskDefinition(local.aws.ecs, "web");
    await local.aws.ecs.send(new UpdateServiceCommand({ cluster, service: "rolling", taskDefinition: next }));
    expect(await describeService("rolling")).toMatchObject({ taskDefinition: next, runningCount: 1 });
    const after = await listTasks("rolling");
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
  });

  test("goes on with a task definition that was deregistered, which no new service may take", async () => {
    const retired = await registerTaskDefinition(local.aws.ecs, "retired");
    await local.aws.ecs.send(new UpdateServiceCommand({ cluster, service: "rolling", taskDefinition: retired }));
    await local.aws.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: retired }));
    await local.aws.ecs.send(new UpdateServiceCommand({ cluster, service: "rolling", desiredCount: 2 }));
    expect(await describeService("rolling")).toMatchObject({ taskDefinition: retired, runningCount: 2 });
    await expect(
      local.aws.ecs.send(new CreateServiceCommand(blueGreen("refused", { taskDefinition: retired }))),
    ).rejects.toMatchObject({ name: "ClientException", message: "TaskDefinition is inactive" });
  });

  test("is gone when it is deleted: no task, no listing, and no update", async () => {
    await local.aws.ecs.send(new UpdateServiceCommand({ cluster, service: "rolling", desiredCount: 0 }));
    await local.aws.ecs.send(new DeleteServiceCommand({ cluster, service: "rolling" }));
    expect(await describeService("rolling")).toMatchObject({ status: "INACTIVE", runningCount: 0, desiredCount: 0 });
    expect((await local.aws.ecs.send(new ListServicesCommand({ cluster }))).serviceArns).toEqual([]);
    expect(await listTasks("rolling")).toEqual([]);
    const update = new UpdateServiceCommand({ cluster, service: "rolling", desiredCount: 1 });
    await expect(local.aws.ecs.send(update)).rejects.toMatchObject({
      name: "ServiceNotActiveException",
      message: "Service was not ACTIVE.",
    });
  });
});

describe("CreateService", () => {
  const noListener = { name: "InvalidParameterException" };

  test("refuses a target group that no listener forwards to", async () => {
    const lonely = await createTargetGroup(local.aws.elb, around.vpcId, "lonely");
    const loadBalancers = [{ targetGroupArn: lonely, containerName: "web", containerPort: 80 }];
    await expect(
      local.aws.ecs.send(new CreateServiceCommand(blueGreen("refused", { loadBalancers }))),
    ).rejects.toMatchObject({
      ...noListener,
      message: `The target group with targetGroupArn ${lonely} does not have an associated load balancer.`,
    });
  });

  test.each([
    [
      "a container that the task definition lacks",
      () => ({ loadBalancers: [{ targetGroupArn: around.targetGroups.blue, containerName: "x", containerPort: 80 }] }),
      "The container x does not exist in the task definition.",
    ],
    [
      "a port that the container lacks",
      () => ({
        loadBalancers: [{ targetGroupArn: around.targetGroups.blue, containerName: "web", containerPort: 81 }],
      }),
      "The container web did not have a container port 81 defined.",
    ],
    [
      "no network configuration",
      () => ({ networkConfiguration: undefined }),
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ],
    [
      "both a launch type and a strategy",
      () => ({ capacityProviderStrategy: [{ capacityProvider: "FARGATE" }] }),
      "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    ],
    [
      "a capacity provider that the cluster has not",
      () => ({ launchType: undefined, capacityProviderStrategy: [{ capacityProvider: "instances" }] }),
      "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the " +
        "cluster. Associate the capacity provider with the cluster and try again.",
    ],
  ])("refuses %s", async (_name, changes, message) => {
    await expect(local.aws.ecs.send(new CreateServiceCommand(blueGreen("refused", changes())))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message,
    });
  });

  test("refuses a name that is taken", async () => {
    await local.aws.ecs.send(new CreateServiceCommand(blueGreen("twice")));
    await expect(local.aws.ecs.send(new CreateServiceCommand(blueGreen("twice")))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Creation of service was not idempotent.",
    });
    await local.aws.ecs.send(new DeleteServiceCommand({ cluster, service: "twice", force: true }));
  });

  test("refuses a task definition that does not exist", async () => {
    await expect(
      local.aws.ecs.send(new CreateServiceCommand(blueGreen("refused", { taskDefinition: "other:1" }))),
    ).rejects.toMatchObject({ name: "ClientException", message: "TaskDefinition not found." });
  });
});

test("a service of another deployer is moto's, and so are its task sets", async () => {
  const service = "external";
  const { ecs } = local.aws;
  await ecs.send(
    new CreateServiceCommand({ cluster, serviceName: service, deploymentController: { type: "EXTERNAL" } }),
  );
  const { taskSet } = await ecs.send(new CreateTaskSetCommand({ cluster, service, taskDefinition }));
  expect((await describeService(service))?.status).toBe("ACTIVE");
  const { serviceArns = [] } = await ecs.send(new ListServicesCommand({ cluster }));
  expect(serviceArns.filter((arn) => arn.endsWith(`/${service}`))).toHaveLength(1);
  const { taskSets } = await ecs.send(new DescribeTaskSetsCommand({ cluster, service }));
  expect(taskSets?.map(({ taskSetArn }) => taskSetArn)).toEqual([taskSet?.taskSetArn]);
});

describe("a task definition's family", () => {
  const family = "seasonal";
  const describeFamily = () =>
    local.aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: family, include: ["TAGS"] }));
  const deregister = (arn: string) => local.aws.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: arn }));

  test("stands for its newest ACTIVE revision, and for none once all are deregistered", async () => {
    const [first, second, third] = [
      await registerTaskDefinition(local.aws.ecs, family),
      await registerTaskDefinition(local.aws.ecs, family),
      await registerTaskDefinition(local.aws.ecs, family),
    ];
    expect((await describeFamily()).taskDefinition?.taskDefinitionArn).toBe(third);
    await deregister(third);
    const { taskDefinition: newest, tags } = await describeFamily();
    expect(newest).toMatchObject({ taskDefinitionArn: second, status: "ACTIVE", revision: 2 });
    expect(tags).toEqual([]);

    await local.aws.ecs.send(
      new CreateServiceCommand(blueGreen("seasonal", { taskDefinition: family, desiredCount: 0 })),
    );
    expect((await describeService("seasonal"))?.taskDefinition).toBe(second);
    await local.aws.ecs.send(new DeleteServiceCommand({ cluster, service: "seasonal", force: true }));

    await deregister(second);
    await deregister(first);
    await expect(describeFamily()).rejects.toMatchObject({
      name: "ClientException",
      message: "Unable to describe task definition.",
    });
    const named = await local.aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: `${family}:3` }));
    expect(named.taskDefinition).toMatchObject({ taskDefinitionArn: third, status: "INACTIVE" });
  });
});

test("a cluster without services can be deleted", async () => {
  await local.aws.ecs.send(new CreateClusterCommand({ clusterName: "empty" }));
  const { cluster: deleted } = await local.aws.ecs.send(new DeleteClusterCommand({ cluster: "empty" }));
  expect(deleted?.clusterName).toBe("empty");
});
