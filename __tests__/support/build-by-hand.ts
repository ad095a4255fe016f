import { CreateApplicationCommand, CreateDeploymentGroupCommand } from "@aws-sdk/client-codedeploy";
import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  ModifyVpcAttributeCommand,
} from "@aws-sdk/client-ec2";
import { CreateRepositoryCommand } from "@aws-sdk/client-ecr";
import { CreateClusterCommand, CreateServiceCommand, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { AttachRolePolicyCommand, CreateRoleCommand } from "@aws-sdk/client-iam";
import type { AwsClients } from "./aws-clients";
import { must } from "./must";

const name = "ContainerHandsOn";
const region = "ap-northeast-1";
const repository = "jaws-days-2022/container-hands-on";

/**
 * The published hands-on, made call by call as its AWS CLI commands make it. Arguments that those commands leave out
 * are left out here too: what AWS then chooses is what Terraform must not want to change.
 */
export async function buildHandsOnByHand(aws: AwsClients): Promise<void> {
  const network = await buildNetwork(aws);
  const groups = await buildSecurityGroups(aws, network.vpcId);
  await buildEndpoints(aws, network, groups.private);
  const image = await buildRegistryAndLogs(aws);
  const roles = await buildRoles(aws);
  const traffic = await buildTraffic(aws, network, groups.public);
  await buildService(aws, { network, groupId: groups.private, image, roles, blue: traffic.blue });
  await buildCodeDeploy(aws, roles.codeDeploy, traffic);
}

type Network = Awaited<ReturnType<typeof buildNetwork>>;

async function buildNetwork({ ec2 }: AwsClients) {
  const tag = (id: string, value: string) =>
    ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: "Name", Value: value }] }));
  const vpcId = must((await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }))).Vpc?.VpcId);
  await tag(vpcId, name);
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: true } }));
  const subnet = async (zone: string, cidr: string, subnetName: string) => {
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({ VpcId: vpcId, AvailabilityZone: `${region}${zone}`, CidrBlock: cidr }),
    );
    await tag(must(Subnet?.SubnetId), subnetName);
    return must(Subnet?.SubnetId);
  };
  const publicSubnets = [
    await subnet("a", "10.0.0.0/24", `${name}Public`),
    await subnet("c", "10.0.1.0/24", `${name}Public`),
  ];
  const privateSubnets = [
    await subnet("a", "10.0.2.0/24", `${name}Private`),
    await subnet("c", "10.0.3.0/24", `${name}Private`),
  ];
  const gatewayId = must((await ec2.send(new CreateInternetGatewayCommand())).InternetGateway?.InternetGatewayId);
  await tag(gatewayId, name);
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: gatewayId, VpcId: vpcId }));
  const table = async (tableName: string, subnetIds: readonly string[]) => {
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }));
    const tableId = must(RouteTable?.RouteTableId);
    await tag(tableId, tableName);
    for (const SubnetId of subnetIds) {
      await ec2.send(new AssociateRouteTableCommand({ RouteTableId: tableId, SubnetId }));
    }
    return tableId;
  };
  const publicTable = await table(`${name}Public`, publicSubnets);
  await ec2.send(
    new CreateRouteCommand({ RouteTableId: publicTable, DestinationCidrBlock: "0.0.0.0/0", GatewayId: gatewayId }),
  );
  return { vpcId, publicSubnets, privateSubnets, privateTable: await table(`${name}Private`, privateSubnets) };
}

async function buildSecurityGroups({ ec2 }: AwsClients, vpcId: string) {
  const group = async (groupName: string, Description: string) => {
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ VpcId: vpcId, GroupName: groupName, Description }),
    );
    await ec2.send(
      new CreateTagsCommand({
        Resources: [must(GroupId)],
        Tags: [{ Key: "Name", Value: `${name}-${groupName}` }],
      }),
    );
    return must(GroupId);
  };
  const allow = (GroupId: string, port: number, from: { CidrIp: string } | { GroupId: string }) =>
    ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          {
            IpProtocol: "tcp",
            FromPort: port,
            ToPort: port,
            ...("CidrIp" in from ? { IpRanges: [from] } : { UserIdGroupPairs: [from] }),
          },
        ],
      }),
    );
  const publicId = await group("PublicSecurityGroup", "Public Security Group");
  const privateId = await group("PrivateSecurityGroup", "Private Security Group");
  await allow(publicId, 80, { CidrIp: "0.0.0.0/0" });
  await allow(publicId, 8080, { CidrIp: "0.0.0.0/0" });
  await allow(privateId, 80, { GroupId: publicId });
  await allow(privateId, 443, { CidrIp: "0.0.0.0/0" });
  return { public: publicId, private: privateId };
}

async function buildEndpoints({ ec2 }: AwsClients, network: Network, groupId: string): Promise<void> {
  const common = (service: string) => ({
    VpcId: network.vpcId,
    ServiceName: `com.amazonaws.${region}.${service}`,
    TagSpecifications: [{ ResourceType: "vpc-endpoint" as const, Tags: [{ Key: "Name", Value: name }] }],
  });
  await ec2.send(
    new CreateVpcEndpointCommand({
      ...common("s3"),
      VpcEndpointType: "Gateway",
      RouteTableIds: [network.privateTable],
    }),
  );
  for (const service of ["ecr.dkr", "ecr.api", "logs"]) {
    await ec2.send(
      new CreateVpcEndpointCommand({
        ...common(service),
        VpcEndpointType: "Interface",
        SubnetIds: network.privateSubnets,
        SecurityGroupIds: [groupId],
        PrivateDnsEnabled: true,
      }),
    );
  }
}

async function buildRegistryAndLogs({ ecr, logs }: AwsClients): Promise<string> {
  const created = await ecr.send(
    new CreateRepositoryCommand({ repositoryName: repository, tags: [{ Key: "Name", Value: name }] }),
  );
  await logs.send(new CreateLogGroupCommand({ logGroupName: "awslogs-container-hands-on" }));
  return `${must(created.repository?.repositoryUri)}:latest`;
}

async function buildRoles({ iam }: AwsClients) {
  const role = async (roleName: string, service: string, policies: readonly string[]) => {
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: roleName,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
        }),
      }),
    );
    for (const policy of policies) {
      await iam.send(
        new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: `arn:aws:iam::aws:policy/${policy}` }),
      );
    }
    return must(Role?.Arn);
  };
  return {
    execution: await role("ecsTaskExecutionRole", "ecs-tasks.amazonaws.com", [
      "service-role/AmazonECSTaskExecutionRolePolicy",
    ]),
    codeDeploy: await role(`${name}ForCodeDeploy`, "codedeploy.amazonaws.com", [
      "AWSCodeDeployRoleForECS",
      "AmazonEC2ContainerRegistryPowerUser",
    ]),
  };
}

type Traffic = Awaited<ReturnType<typeof buildTraffic>>;

async function buildTraffic({ elb }: AwsClients, network: Network, groupId: string) {
  const targetGroup = async (groupName: string, Port: number) => {
    const { TargetGroups } = await elb.send(
      new CreateTargetGroupCommand({
        Name: groupName,
        Protocol: "HTTP",
        Port,
        TargetType: "ip",
        VpcId: network.vpcId,
        HealthCheckProtocol: "HTTP",
        HealthCheckPort: "traffic-port",
        HealthCheckPath: "/index.php",
        HealthCheckIntervalSeconds: 30,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 5,
        UnhealthyThresholdCount: 2,
        Matcher: { HttpCode: "200" },
      }),
    );
    return must(TargetGroups?.[0]?.TargetGroupArn);
  };
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: name,
      Scheme: "internet-facing",
      Type: "application",
      IpAddressType: "ipv4",
      Subnets: network.publicSubnets,
      SecurityGroups: [groupId],
      Tags: [{ Key: "Name", Value: name }],
    }),
  );
  const LoadBalancerArn = must(LoadBalancers?.[0]?.LoadBalancerArn);
  const listener = async (Port: number, TargetGroupArn: string) => {
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Protocol: "HTTP",
        Port,
        DefaultActions: [{ Type: "forward", TargetGroupArn }],
      }),
    );
    return must(Listeners?.[0]?.ListenerArn);
  };
  const blue = await targetGroup(name, 80);
  const green = await targetGroup(`${name}8080`, 8080);
  return { blue, production: await listener(80, blue), test: await listener(8080, green) };
}

interface ServiceParts {
  readonly network: Network;
  readonly groupId: string;
  readonly image: string;
  readonly roles: { readonly execution: string };
  readonly blue: string;
}

async function buildService({ ecs }: AwsClients, { network, groupId, image, roles, blue }: ServiceParts) {
  const tags = [{ key: "Name", value: name }];
  await ecs.send(new CreateClusterCommand({ clusterName: name, tags }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: name,
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
      executionRoleArn: roles.execution,
      containerDefinitions: [
        {
          name,
          image,
          portMappings: [{ containerPort: 80, hostPort: 80, protocol: "tcp" }],
          essential: true,
          logConfiguration: {
            logDriver: "awslogs",
            options: {
              "awslogs-create-group": "true",
              "awslogs-group": "awslogs-container-hands-on",
              "awslogs-region": region,
              "awslogs-stream-prefix": "hands-on",
            },
          },
        },
      ],
      tags,
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: name,
      serviceName: name,
      taskDefinition: name,
      loadBalancers: [{ targetGroupArn: blue, containerName: name, containerPort: 80 }],
      desiredCount: 2,
      launchType: "FARGATE",
      platformVersion: "LATEST",
      deploymentController: { type: "CODE_DEPLOY" },
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: network.privateSubnets,
          securityGroups: [groupId],
          assignPublicIp: "DISABLED",
        },
      },
    }),
  );
}

async function buildCodeDeploy({ codeDeploy }: AwsClients, serviceRoleArn: string, traffic: Traffic): Promise<void> {
  await codeDeploy.send(
    new CreateApplicationCommand({
      applicationName: name,
      computePlatform: "ECS",
      tags: [{ Key: "Name", Value: name }],
    }),
  );
  await codeDeploy.send(
    new CreateDeploymentGroupCommand({
      applicationName: name,
      deploymentGroupName: name,
      deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
      serviceRoleArn,
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: 60 },
        terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 60 },
      },
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: [{ name }, { name: `${name}8080` }],
            prodTrafficRoute: { listenerArns: [traffic.production] },
            testTrafficRoute: { listenerArns: [traffic.test] },
          },
        ],
      },
      ecsServices: [{ clusterName: name, serviceName: name }],
    }),
  );
}
