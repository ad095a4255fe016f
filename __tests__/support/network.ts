import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import { CreateClusterCommand, type ECSClient, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { must } from "./must";

interface Clients {
  readonly ec2: EC2Client;
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
}

/** What an ECS service needs around it: two subnets, a group open on port 80, a load balancer with two listeners, a pair of target groups. */
export async function createSurroundings({ ec2, ecs, elb }: Clients, name: string) {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const VpcId = must(Vpc?.VpcId);
  const subnetIds = [
    await createSubnet(ec2, VpcId, "10.0.2.0/24", "ap-northeast-1a"),
    await createSubnet(ec2, VpcId, "10.0.3.0/24", "ap-northeast-1c"),
  ];
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName: name, Description: name }));
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    }),
  );
  const blue = await createTargetGroup(elb, VpcId, `${name}-blue`);
  const green = await createTargetGroup(elb, VpcId, `${name}-green`);
  const { LoadBalancers } = await elb.send(new CreateLoadBalancerCommand({ Name: name, Subnets: subnetIds }));
  const loadBalancerArn = must(LoadBalancers?.[0]?.LoadBalancerArn);
  await ecs.send(new CreateClusterCommand({ clusterName: name }));
  return {
    vpcId: VpcId,
    loadBalancerArn,
    listenerArns: {
      production: await createListener(elb, loadBalancerArn, 80, blue),
      test: await createListener(elb, loadBalancerArn, 8080, green),
    },
    targetGroups: { blue, green },
    network: { awsvpcConfiguration: { subnets: subnetIds, securityGroups: [must(GroupId)] } },
  };
}

export type Surroundings = Awaited<ReturnType<typeof createSurroundings>>;

/** @returns the ARN of the new revision */
export async function registerTaskDefinition(ecs: ECSClient, family: string): Promise<string> {
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "web", image: "web:latest", portMappings: [{ containerPort: 80 }] }],
    }),
  );
  return must(taskDefinition?.taskDefinitionArn);
}

export async function createTargetGroup(elb: ElasticLoadBalancingV2Client, VpcId: string, Name: string) {
  const command = new CreateTargetGroupCommand({ Name, VpcId, Protocol: "HTTP", Port: 80, TargetType: "ip" });
  return must((await elb.send(command)).TargetGroups?.[0]?.TargetGroupArn);
}

/** Addresses and states of the targets of a group. */
export async function targetHealth(elb: ElasticLoadBalancingV2Client, TargetGroupArn: string) {
  const { TargetHealthDescriptions = [] } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  return TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
    address: Target?.Id,
    port: Target?.Port,
    state: TargetHealth?.State,
  }));
}

async function createSubnet(ec2: EC2Client, VpcId: string, CidrBlock: string, AvailabilityZone: string) {
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }));
  return must(Subnet?.SubnetId);
}

async function createListener(
  elb: ElasticLoadBalancingV2Client,
  LoadBalancerArn: string,
  Port: number,
  TargetGroupArn: string,
) {
  const DefaultActions = [{ Type: "forward" as const, TargetGroupArn }];
  const command = new CreateListenerCommand({ LoadBalancerArn, Port, Protocol: "HTTP", DefaultActions });
  return must((await elb.send(command)).Listeners?.[0]?.ListenerArn);
}
