import {
  CreateNatGatewayCommand,
  CreateVpcEndpointCommand,
  DeleteNatGatewayCommand,
  DeleteVpcEndpointsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointsCommand,
  type Filter,
  ModifyVpcEndpointCommand,
  type NetworkInterface,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeTasksCommand,
  ListTasksCommand,
} from "@aws-sdk/client-ecs";
import { DeleteLoadBalancerCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { startTestGateway, type TestGateway } from "../../../support/gateway";
import { must } from "../../../support/must";
import { createSurroundings, registerTaskDefinition, type Surroundings } from "../../../support/network";

let local: TestGateway;
let around: Surroundings;
let subnets: string[];
let group: string;

beforeAll(async () => {
  local = await startTestGateway();
  around = await createSurroundings(local.aws, "shop");
  subnets = around.network.awsvpcConfiguration.subnets;
  group = must(around.network.awsvpcConfiguration.securityGroups[0]);
}, 120_000);

afterAll(() => local.close());

async function describeInterfaces(...Filters: Filter[]): Promise<NetworkInterface[]> {
  const vpc = { Name: "vpc-id", Values: [around.vpcId] };
  const command = new DescribeNetworkInterfacesCommand({ Filters: [vpc, ...Filters] });
  return (await local.aws.ec2.send(command)).NetworkInterfaces ?? [];
}

const named = (Description: string): Filter => ({ Name: "description", Values: [Description] });

test("a task has an interface of its own for as long as it runs", async () => {
  const { ecs } = local.aws;
  await registerTaskDefinition(ecs, "web");
  const service = { cluster: "shop", serviceName: "web", taskDefinition: "web", launchType: "FARGATE" as const };
  await ecs.send(new CreateServiceCommand({ ...service, desiredCount: 2, networkConfiguration: around.network }));

  const found = await describeInterfaces(named("arn:aws:ecs:*:attachment/*"), { Name: "group-id", Values: [group] });
  const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: "shop" }));
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster: "shop", tasks: taskArns }));
  expect(tasks).toHaveLength(2);
  expect(found).toHaveLength(2);
  for (const { attachments = [] } of tasks) {
    const attachment = must(attachments[0]);
    const detail = (wanted: string) => attachment.details?.find(({ name }) => name === wanted)?.value;
    const one = found.find(({ NetworkInterfaceId }) => NetworkInterfaceId === detail("networkInterfaceId"));
    expect(one).toMatchObject({
      Description: `arn:aws:ecs:ap-northeast-1:123456789012:attachment/${must(attachment.id)}`,
      InterfaceType: "interface",
      Status: "in-use",
      RequesterManaged: true,
      SubnetId: detail("subnetId"),
      VpcId: around.vpcId,
      PrivateIpAddress: detail("privateIPv4Address"),
      Groups: [{ GroupId: group, GroupName: "shop" }],
      Attachment: { Status: "attached", DeviceIndex: 1 },
    });
  }
  expect(found.map(({ AvailabilityZone }) => AvailabilityZone).sort()).toEqual(["ap-northeast-1a", "ap-northeast-1c"]);

  await ecs.send(new DeleteServiceCommand({ cluster: "shop", service: "web", force: true }));
  expect(await describeInterfaces(named("arn:aws:ecs:*"))).toEqual([]);
});

test("a load balancer has an interface in each of its subnets until it is deleted", async () => {
  const suffix = must(around.loadBalancerArn.split(":loadbalancer/")[1]);
  const found = await describeInterfaces(named(`ELB ${suffix}`));
  expect(found.map(({ SubnetId }) => SubnetId).sort()).toEqual([...subnets].sort());
  for (const one of found) {
    expect(one).toMatchObject({ InterfaceType: "interface", RequesterId: "amazon-elb", RequesterManaged: true });
    expect(one.Attachment?.InstanceOwnerId).toBe("amazon-elb");
  }
  expect(await describeInterfaces(named(`ELB ${suffix}`))).toEqual(found);
  const byId = new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [must(found[1]?.NetworkInterfaceId)] });
  expect((await local.aws.ec2.send(byId)).NetworkInterfaces).toEqual([found[1]]);
  await local.aws.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: around.loadBalancerArn }));
  expect(await describeInterfaces(named("ELB *"))).toEqual([]);
});

test("an interface endpoint has an interface in each of its subnets, with its groups", async () => {
  const { ec2 } = local.aws;
  const [first, second] = [must(subnets[0]), must(subnets[1])];
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: around.vpcId,
      VpcEndpointType: "Interface",
      ServiceName: "com.amazonaws.ap-northeast-1.logs",
      SubnetIds: [first],
      SecurityGroupIds: [group],
    }),
  );
  const id = must(VpcEndpoint?.VpcEndpointId);
  const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }));
  const one = await describeInterfaces(named(`VPC Endpoint Interface ${id}`));
  expect(one).toHaveLength(1);
  expect(one[0]).toMatchObject({
    NetworkInterfaceId: VpcEndpoints?.[0]?.NetworkInterfaceIds?.[0],
    InterfaceType: "vpc_endpoint",
    SubnetId: first,
    Groups: [{ GroupId: group, GroupName: "shop" }],
  });
  await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId: id, AddSubnetIds: [second] }));
  expect((await describeInterfaces(named(`*${id}`))).map(({ SubnetId }) => SubnetId).sort()).toEqual(
    [...subnets].sort(),
  );
  await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId: id, RemoveSubnetIds: [first] }));
  expect((await describeInterfaces(named(`*${id}`))).map(({ SubnetId }) => SubnetId)).toEqual([second]);
  await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }));
  expect(await describeInterfaces()).toEqual([]);
});

test("those of instances and NAT gateways go with them", async () => {
  const { ec2 } = local.aws;
  const SubnetId = must(subnets[0]);
  const { Instances } = await ec2.send(
    new RunInstancesCommand({ ImageId: "ami-12c6146b", MinCount: 1, MaxCount: 1, SubnetId, SecurityGroupIds: [group] }),
  );
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, ConnectivityType: "private" }));
  const InstanceId = must(Instances?.[0]?.InstanceId);
  const both = await describeInterfaces({ Name: "subnet-id", Values: [SubnetId] });
  expect(both.map(({ Attachment }) => Attachment?.InstanceId).sort()).toEqual([InstanceId, undefined]);
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
  await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: NatGateway?.NatGatewayId }));
  expect(await describeInterfaces()).toEqual([]);
});

test("an id that no interface has is an error", async () => {
  const unknown = new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ["eni-0123456789abcdef0"] });
  await expect(local.aws.ec2.send(unknown)).rejects.toMatchObject({
    name: "InvalidNetworkInterfaceID.NotFound",
    message: "The networkInterface ID 'eni-0123456789abcdef0' does not exist",
  });
});
