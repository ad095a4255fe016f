import {
  CreateCapacityProviderCommand,
  CreateServiceCommand,
  DeleteCapacityProviderCommand,
  DeleteServiceCommand,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  PutClusterCapacityProvidersCommand,
} from "@aws-sdk/client-ecs";
import { startTestGateway, type TestGateway } from "../../../support/gateway";
import { createSurroundings, registerTaskDefinition, type Surroundings } from "../../../support/network";

const cluster = "shop";
const inUse = {
  name: "ResourceInUseException",
  message: "The specified capacity provider is in use and cannot be removed.",
};

let local: TestGateway;
let around: Surroundings;

beforeAll(async () => {
  local = await startTestGateway();
  around = await createSurroundings(local.aws, cluster);
  await registerTaskDefinition(local.aws.ecs, "web");
  const autoScalingGroupArn =
    "arn:aws:autoscaling:ap-northeast-1:123456789012:autoScalingGroup:1:autoScalingGroupName/instances";
  await local.aws.ecs.send(
    new CreateCapacityProviderCommand({ name: "instances", autoScalingGroupProvider: { autoScalingGroupArn } }),
  );
}, 120_000);

afterAll(() => local.close());

function put(...capacityProviders: string[]) {
  const command = new PutClusterCapacityProvidersCommand({
    cluster,
    capacityProviders,
    defaultCapacityProviderStrategy: [],
  });
  return local.aws.ecs.send(command);
}

async function providersOfCluster(): Promise<readonly string[]> {
  const { clusters } = await local.aws.ecs.send(new DescribeClustersCommand({ clusters: [cluster] }));
  expect(clusters).toHaveLength(1);
  return [...(clusters?.[0]?.capacityProviders ?? [])].sort();
}

describe("capacity providers", () => {
  // The tests are steps.

  test("are a cluster's to take and, unused, to let go of", async () => {
    await put("FARGATE", "FARGATE_SPOT", "instances");
    expect(await providersOfCluster()).toEqual(["FARGATE", "FARGATE_SPOT", "instances"]);
    await put("FARGATE", "instances");
    expect(await providersOfCluster()).toEqual(["FARGATE", "instances"]);
  });

  test("stay with the cluster while a service runs on them", async () => {
    await local.aws.ecs.send(
      new CreateServiceCommand({
        cluster,
        serviceName: "web",
        taskDefinition: "web",
        desiredCount: 1,
        networkConfiguration: around.network,
        capacityProviderStrategy: [{ capacityProvider: "instances", weight: 1 }],
      }),
    );
    await expect(put("FARGATE")).rejects.toMatchObject(inUse);
    expect(await providersOfCluster()).toEqual(["FARGATE", "instances"]);
    await put("instances");
    expect(await providersOfCluster()).toEqual(["instances"]);
  });

  test("are deleted after the last cluster let go of them", async () => {
    const remove = () => local.aws.ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: "instances" }));
    await local.aws.ecs.send(new DeleteServiceCommand({ cluster, service: "web", force: true }));
    const kept = {
      name: "instances",
      status: "ACTIVE",
      updateStatus: "DELETE_FAILED",
      updateStatusReason:
        "The capacity provider cannot be deleted because it is associated with cluster: shop. " +
        "Remove the capacity provider from the cluster and try again.",
    };
    expect((await remove()).capacityProvider).toMatchObject(kept);
    const { capacityProviders } = await local.aws.ecs.send(
      new DescribeCapacityProvidersCommand({ capacityProviders: ["instances"] }),
    );
    expect(capacityProviders).toEqual([expect.objectContaining(kept)]);
    await put();
    expect(await providersOfCluster()).toEqual([]);
    await remove();
  });
});
