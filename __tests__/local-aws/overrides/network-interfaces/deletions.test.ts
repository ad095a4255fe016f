import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcEndpointCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcEndpointsCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { CreateServiceCommand, DeleteServiceCommand } from "@aws-sdk/client-ecs";
import { DeleteLoadBalancerCommand, SetSubnetsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { startTestGateway, type TestGateway } from "../../../support/gateway";
import { must } from "../../../support/must";
import { createSurroundings, registerTaskDefinition, type Surroundings } from "../../../support/network";

let local: TestGateway;
let around: Surroundings;
let subnets: { readonly one: string; readonly other: string };
let tasksGroup: string;

beforeAll(async () => {
  local = await startTestGateway();
  around = await createSurroundings(local.aws, "shop");
  const { subnets: ids, securityGroups } = around.network.awsvpcConfiguration;
  subnets = { one: must(ids[0]), other: must(ids[1]) };
  tasksGroup = must(securityGroups[0]);
}, 120_000);

afterAll(() => local.close());

function deleteGroup(GroupId: string) {
  return local.aws.ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
}

function deleteSubnet(SubnetId: string) {
  return local.aws.ec2.send(new DeleteSubnetCommand({ SubnetId }));
}

function heldGroup(id: string) {
  return { name: "DependencyViolation", message: `resource ${id} has a dependent object` };
}

function heldSubnet(id: string) {
  return {
    name: "DependencyViolation",
    message: `The subnet '${id}' has dependencies and cannot be deleted.`,
  };
}

async function createGroup(GroupName: string): Promise<string> {
  const command = new CreateSecurityGroupCommand({ VpcId: around.vpcId, GroupName, Description: GroupName });
  return must((await local.aws.ec2.send(command)).GroupId);
}

const http = { IpProtocol: "tcp", FromPort: 80, ToPort: 80 };

test("a group that a rule of another names stays until the rule is gone; rules of its own hold it not", async () => {
  const { ec2 } = local.aws;
  const peer = await createGroup("peer");
  const IpPermissions = [{ ...http, UserIdGroupPairs: [{ GroupId: peer }] }];
  await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId: peer, IpPermissions }));
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: tasksGroup, IpPermissions }));
  await expect(deleteGroup(peer)).rejects.toMatchObject(heldGroup(peer));
  await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: tasksGroup, IpPermissions }));
  await deleteGroup(peer);
});

test("the group of an endpoint and its subnet stay until the endpoint is deleted", async () => {
  const { ec2 } = local.aws;
  const group = await createGroup("endpoints");
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: around.vpcId,
      VpcEndpointType: "Interface",
      ServiceName: "com.amazonaws.ap-northeast-1.logs",
      SubnetIds: [subnets.one],
      SecurityGroupIds: [group],
    }),
  );
  await expect(deleteGroup(group)).rejects.toMatchObject(heldGroup(group));
  await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [must(VpcEndpoint?.VpcEndpointId)] }));
  await deleteGroup(group);
});

test("what running tasks carry stays until they are gone, and the balancer's subnets until it left them", async () => {
  const { ec2, ecs, elb } = local.aws;
  const { loadBalancerArn: LoadBalancerArn } = around;
  await registerTaskDefinition(ecs, "web");
  const service = { cluster: "shop", serviceName: "web", taskDefinition: "web", launchType: "FARGATE" as const };
  await ecs.send(new CreateServiceCommand({ ...service, desiredCount: 2, networkConfiguration: around.network }));
  const third = { VpcId: around.vpcId, CidrBlock: "10.0.4.0/24", AvailabilityZone: "ap-northeast-1d" };
  const { Subnet } = await ec2.send(new CreateSubnetCommand(third));
  await elb.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets: [subnets.one, must(Subnet?.SubnetId)] }));
  await expect(deleteGroup(tasksGroup)).rejects.toMatchObject(heldGroup(tasksGroup));
  await expect(deleteSubnet(subnets.other)).rejects.toMatchObject(heldSubnet(subnets.other));

  await ecs.send(new DeleteServiceCommand({ cluster: "shop", service: "web", force: true }));
  await deleteGroup(tasksGroup);
  await deleteSubnet(subnets.other);
  await expect(deleteSubnet(subnets.one)).rejects.toMatchObject(heldSubnet(subnets.one));
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
  await deleteSubnet(subnets.one);
});
