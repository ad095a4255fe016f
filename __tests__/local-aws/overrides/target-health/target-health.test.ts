import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { CreateServiceCommand, DescribeTaskSetsCommand } from "@aws-sdk/client-ecs";
import {
  DescribeTargetHealthCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
  type TargetHealth,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OpenLoadBalancer } from "../../../../src/local-aws/data-plane";
import { startTestGateway, type TestGateway } from "../../../support/gateway";
import { must } from "../../../support/must";
import {
  createSurroundings,
  createTargetGroup,
  registerTaskDefinition,
  type Surroundings,
} from "../../../support/network";
import { until } from "../../../support/until";
import { ask } from "../../data-plane/http";

let local: TestGateway;
let around: Surroundings;
let tasksGroup: string;
let balancerGroup: string;

beforeAll(async () => {
  // Two checks with 30 seconds between them take three seconds here, five take seven and a half.
  local = await startTestGateway({ speed: 20 });
  around = await createSurroundings(local.aws, "shop");
  const { ec2, ecs } = local.aws;
  tasksGroup = must(around.network.awsvpcConfiguration.securityGroups[0]);
  const balancer = { VpcId: around.vpcId, GroupName: "balancer", Description: "balancer" };
  balancerGroup = must((await ec2.send(new CreateSecurityGroupCommand(balancer))).GroupId);
  await registerTaskDefinition(ecs, "web");
  await ecs.send(
    new CreateServiceCommand({
      cluster: "shop",
      serviceName: "web",
      taskDefinition: "web",
      desiredCount: 2,
      launchType: "FARGATE",
      deploymentController: { type: "CODE_DEPLOY" },
      networkConfiguration: around.network,
      loadBalancers: [{ targetGroupArn: around.targetGroups.blue, containerName: "web", containerPort: 80 }],
    }),
  );
}, 120_000);

afterAll(() => local.close());

async function health(TargetGroupArn = around.targetGroups.blue): Promise<(TargetHealth | undefined)[]> {
  const command = new DescribeTargetHealthCommand({ TargetGroupArn });
  const { TargetHealthDescriptions = [] } = await local.aws.elb.send(command);
  return TargetHealthDescriptions.map((description) => description.TargetHealth);
}

async function states(): Promise<(string | undefined)[]> {
  return (await health()).map((found) => found?.State);
}

async function stability(): Promise<(string | undefined)[]> {
  const { taskSets = [] } = await local.aws.ecs.send(new DescribeTaskSetsCommand({ cluster: "shop", service: "web" }));
  return taskSets.map(({ stabilityStatus }) => stabilityStatus);
}

async function bothBecome(state: string): Promise<void> {
  await until(`two targets are ${state}`, async () => (await states()).every((found) => found === state));
  expect(await states()).toEqual([state, state]);
}

async function answer(): Promise<number | undefined> {
  const found = await fetch(`${local.gateway.url}/_local/load-balancers`);
  const [balancer] = (await found.json()) as readonly OpenLoadBalancer[];
  return (await ask(must(balancer?.listeners.find(({ port }) => port === 80)?.url))).status;
}

const http = { IpProtocol: "tcp", FromPort: 80, ToPort: 80 };

describe("the health of tasks", () => {
  // The tests are steps.

  test("is good while their group lets the load balancer in", async () => {
    expect(await states()).toEqual(["healthy", "healthy"]);
    expect(await stability()).toEqual(["STEADY_STATE"]);
    expect(await answer()).toBe(200);
  });

  test("is lost with the rule: requests wait in vain at once, health checks fail after a while", async () => {
    const IpPermissions = [{ ...http, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
    await local.aws.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: tasksGroup, IpPermissions }));
    expect(await answer()).toBe(504);
    expect(await states()).toEqual(["healthy", "healthy"]);
    await bothBecome("unhealthy");
    expect(await stability()).toEqual(["STABILIZING"]);
    expect((await health())[0]).toEqual({
      State: "unhealthy",
      Reason: "Target.Timeout",
      Description: "Request timed out",
    });
    expect(await answer()).toBe(504);
  });

  test("comes back with a rule for the load balancer's group, once the load balancer carries it", async () => {
    const { ec2, elb } = local.aws;
    const IpPermissions = [{ ...http, UserIdGroupPairs: [{ GroupId: balancerGroup }] }];
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: tasksGroup, IpPermissions }));
    expect(await answer()).toBe(504);
    const carried = { LoadBalancerArn: around.loadBalancerArn, SecurityGroups: [balancerGroup] };
    await elb.send(new SetSecurityGroupsCommand(carried));
    expect(await answer()).toBe(200);
    expect(await states()).toEqual(["unhealthy", "unhealthy"]);
    await bothBecome("healthy");
  });

  test("is unused in a zone that the load balancer left", async () => {
    const { ec2, elb } = local.aws;
    const [first] = around.network.awsvpcConfiguration.subnets;
    const third = { VpcId: around.vpcId, CidrBlock: "10.0.4.0/24", AvailabilityZone: "ap-northeast-1d" };
    const { Subnet } = await ec2.send(new CreateSubnetCommand(third));
    const Subnets = [must(first), must(Subnet?.SubnetId)];
    await elb.send(new SetSubnetsCommand({ LoadBalancerArn: around.loadBalancerArn, Subnets }));
    expect((await states()).sort()).toEqual(["healthy", "unused"]);
    expect((await health()).find((found) => found?.State === "unused")).toEqual({
      State: "unused",
      Reason: "Target.NotInUse",
      Description: "Target is in an Availability Zone that is not enabled for the load balancer",
    });
    expect(await answer()).toBe(200);
  });

  test("needs a way out of the load balancer too", async () => {
    const IpPermissions = [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
    await local.aws.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: balancerGroup, IpPermissions }));
    expect(await answer()).toBe(504);
  });

  test("is told of groups that are empty, and not of those that do not exist", async () => {
    expect(await health(await createTargetGroup(local.aws.elb, around.vpcId, "empty"))).toEqual([]);
    const gone = around.targetGroups.blue.replace("shop-blue", "gone");
    await expect(health(gone)).rejects.toMatchObject({ name: "TargetGroupNotFoundException" });
  });
});
