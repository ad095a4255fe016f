import { Services } from "../../../src/local-aws/ecs/services";
import { MotoReader } from "../../../src/local-aws/ecs/moto-reader";
import { StandInTasks } from "../../../src/local-aws/ecs/stand-in-tasks";
import { type Moto, startMoto } from "../../../src/local-aws/moto/moto";
import { MotoClients } from "../../../src/local-aws/moto/moto-clients";
import { awsClients } from "../../support/aws-clients";
import { pythonWithMoto } from "../../support/gateway";
import { createSurroundings, registerTaskDefinition, type Surroundings, targetHealth } from "../../support/network";

const reference = { region: "ap-northeast-1", cluster: "shop", service: "web" };

let moto: Moto;
let aws: ReturnType<typeof awsClients>;
let around: Surroundings;
let services: Services;
let tasks: StandInTasks;
let healthy: boolean;
let revisions: { readonly old: string; readonly next: string };

beforeAll(async () => {
  moto = await startMoto(pythonWithMoto());
  aws = awsClients(`http://127.0.0.1:${moto.port}`);
  around = await createSurroundings(aws, "shop");
  revisions = { old: await registerTaskDefinition(aws.ecs, "web"), next: await registerTaskDefinition(aws.ecs, "web") };
}, 120_000);

afterAll(() => moto.stop());

beforeEach(async () => {
  healthy = true;
  const clients = new MotoClients(`http://127.0.0.1:${moto.port}`);
  const reader = new MotoReader(clients);
  tasks = new StandInTasks(clients, reader);
  services = new Services(tasks, () => Promise.resolve(healthy));
  await services.create(
    {
      reference,
      serviceArn: "arn:aws:ecs:ap-northeast-1:123456789012:service/shop/web",
      clusterArn: "arn:aws:ecs:ap-northeast-1:123456789012:cluster/shop",
      deploymentController: "CODE_DEPLOY",
      desiredCount: 2,
    },
    {
      taskDefinition: revisions.old,
      loadBalancers: [target(around.targetGroups.blue)],
      networkConfiguration: around.network,
      platformVersion: "1.4.0",
      launchType: "FARGATE",
      capacityProviderStrategy: [],
    },
  );
});

afterEach(() => services.delete(reference));

function target(targetGroupArn: string) {
  return { targetGroupArn, containerName: "web", containerPort: 80 };
}

function replace() {
  return services.createTaskSet(
    reference,
    { taskDefinition: revisions.next, loadBalancers: [target(around.targetGroups.green)] },
    { externalId: "d-1" },
  );
}

async function targets() {
  const { blue, green } = around.targetGroups;
  return { blue: (await targetHealth(aws.elb, blue)).length, green: (await targetHealth(aws.elb, green)).length };
}

describe("a deployment's hold on a service", () => {
  test("begins with a replacement beside the primary task set, in the other target group", async () => {
    const green = await replace();
    expect(green).toMatchObject({
      status: "ACTIVE",
      startedBy: "CODE_DEPLOY",
      externalId: "d-1",
      runningCount: 2,
      stabilityStatus: "STEADY_STATE",
      specification: { taskDefinition: revisions.next, launchType: "FARGATE", platformVersion: "1.4.0" },
    });
    expect(green.taskSetArn).toBe(`arn:aws:ecs:ap-northeast-1:123456789012:task-set/shop/web/${green.id}`);
    const service = services.service(reference);
    expect(service?.taskSets.map(({ status }) => status)).toEqual(["PRIMARY", "ACTIVE"]);
    expect(service?.specification.taskDefinition).toBe(revisions.old);
    expect(await targets()).toEqual({ blue: 2, green: 2 });
  });

  test("sees it become steady when its tasks are healthy", async () => {
    const green = await replace();
    const stability = async () => {
      await services.observeHealth(reference);
      return services.service(reference)?.taskSets.find(({ id }) => id === green.id)?.stabilityStatus;
    };
    healthy = false;
    expect(await stability()).toBe("STABILIZING");
    healthy = true;
    expect(await stability()).toBe("STEADY_STATE");
  });

  test("makes the replacement primary: the service is what it runs", async () => {
    const green = await replace();
    await services.makePrimary(reference, green.id);
    const service = services.service(reference);
    expect(service?.taskSets.map(({ id, status }) => [id === green.id, status])).toEqual([
      [true, "PRIMARY"],
      [false, "ACTIVE"],
    ]);
    expect(service?.specification).toMatchObject({
      taskDefinition: revisions.next,
      loadBalancers: [{ targetGroupArn: around.targetGroups.green }],
    });
  });

  test("ends with the old task set: its tasks stop and leave their target group", async () => {
    const green = await replace();
    await services.makePrimary(reference, green.id);
    const old = services.service(reference)?.taskSets[1];
    await services.deleteTaskSet(reference, old?.id ?? "");
    expect(services.service(reference)?.taskSets).toHaveLength(1);
    expect(await targets()).toEqual({ blue: 0, green: 2 });
    expect(tasks.get(old?.taskArns ?? []).map(({ stopped }) => stopped?.reason)).toEqual([
      `Scaling activity initiated by (deployment ${old?.id ?? ""})`,
      `Scaling activity initiated by (deployment ${old?.id ?? ""})`,
    ]);
    await services.deleteTaskSet(reference, old?.id ?? "");
    expect(services.service(reference)?.taskSets).toHaveLength(1);
  });

  test("can be given up: the replacement goes, the primary task set stays", async () => {
    const green = await replace();
    await services.deleteTaskSet(reference, green.id);
    expect(services.service(reference)?.specification.taskDefinition).toBe(revisions.old);
    expect(await targets()).toEqual({ blue: 2, green: 0 });
  });

  test("takes over a desired count that changed meanwhile", async () => {
    const green = await replace();
    await services.scale(reference, 4);
    expect(await targets()).toEqual({ blue: 4, green: 2 });
    await services.makePrimary(reference, green.id);
    expect(await targets()).toEqual({ blue: 4, green: 4 });
  });

  test("may run another number of tasks than the service", async () => {
    const plan = { loadBalancers: [target(around.targetGroups.green)] };
    const green = await services.createTaskSet(reference, plan, { externalId: "d-2", count: 1 });
    expect(green).toMatchObject({ computedDesiredCount: 1, runningCount: 1, taskArns: [expect.any(String)] });
    expect(green.specification.taskDefinition).toBe(revisions.old);
  });

  test("never deletes the primary task set, nor works on a service that is not there", async () => {
    const primary = services.service(reference)?.taskSets[0];
    await expect(services.deleteTaskSet(reference, primary?.id ?? "")).rejects.toMatchObject({
      code: "InvalidParameterException",
      message: "The primary task set of a service cannot be deleted.",
    });
    await expect(services.makePrimary(reference, "ecs-svc/0")).rejects.toMatchObject({
      code: "TaskSetNotFoundException",
      message: "The specified task set wasn't found.",
    });
    const other = { ...reference, service: "other" };
    expect(services.service(other)).toBeUndefined();
    await expect(services.deleteTaskSet(other, "x")).rejects.toMatchObject({ code: "ServiceNotFoundException" });
  });

  test("does several changes one after the other", async () => {
    await Promise.all([services.scale(reference, 5), replace(), services.scale(reference, 1), replace()]);
    const service = services.service(reference);
    expect(service?.taskSets).toHaveLength(3);
    expect(service?.taskSets[0]).toMatchObject({ status: "PRIMARY", runningCount: 1 });
    expect(await targets()).toEqual({ blue: 1, green: 6 });
  });
});
