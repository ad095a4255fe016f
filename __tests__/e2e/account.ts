import {
  ListTagsForResourceCommand as DeployTags,
  GetApplicationCommand,
  GetDeploymentGroupCommand,
} from "@aws-sdk/client-codedeploy";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { DescribeRepositoriesCommand, ListTagsForResourceCommand as RepositoryTags } from "@aws-sdk/client-ecr";
import { DescribeClustersCommand, DescribeServicesCommand, DescribeTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetRoleCommand, ListAttachedRolePoliciesCommand, NoSuchEntityException } from "@aws-sdk/client-iam";
import { GetParameterCommand, ParameterNotFound } from "@aws-sdk/client-ssm";
import type { AwsClients } from "../support/aws-clients";

const name = "ContainerHandsOn";
const named = [{ Name: "tag:Name", Values: [`${name}*`] }];

/** Everything that the hands-on makes, as the APIs of an account answer it. */
export async function readAccount(aws: AwsClients) {
  const vpcs = (await aws.ec2.send(new DescribeVpcsCommand({ Filters: named }))).Vpcs ?? [];
  const ofVpc = [{ Name: "vpc-id", Values: vpcs.map((vpc) => vpc.VpcId ?? "") }];
  const hasVpc = vpcs.length > 0;
  const groups = hasVpc
    ? ((await aws.ec2.send(new DescribeSecurityGroupsCommand({ Filters: ofVpc }))).SecurityGroups ?? [])
    : [];
  const loadBalancers = ((await aws.elb.send(new DescribeLoadBalancersCommand())).LoadBalancers ?? []).filter(
    (balancer) => balancer.LoadBalancerName === name,
  );
  const loadBalancerArn = loadBalancers[0]?.LoadBalancerArn;
  const repositories = (await aws.ecr.send(new DescribeRepositoriesCommand())).repositories ?? [];
  const clusters =
    (await aws.ecs.send(new DescribeClustersCommand({ clusters: [name], include: ["SETTINGS", "TAGS"] }))).clusters ??
    [];
  const cluster = clusters.filter((found) => found.status === "ACTIVE");
  return {
    vpcs,
    vpcAttributes: await Promise.all(
      vpcs.map(async ({ VpcId }) => ({
        dnsSupport: (await aws.ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: "enableDnsSupport" })))
          .EnableDnsSupport?.Value,
        dnsHostnames: (await aws.ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: "enableDnsHostnames" })))
          .EnableDnsHostnames?.Value,
      })),
    ),
    subnets: hasVpc ? ((await aws.ec2.send(new DescribeSubnetsCommand({ Filters: ofVpc }))).Subnets ?? []) : [],
    internetGateways:
      (await aws.ec2.send(new DescribeInternetGatewaysCommand({ Filters: named }))).InternetGateways ?? [],
    natGateways: hasVpc
      ? ((await aws.ec2.send(new DescribeNatGatewaysCommand({ Filter: ofVpc }))).NatGateways ?? [])
      : [],
    routeTables: (await aws.ec2.send(new DescribeRouteTablesCommand({ Filters: named }))).RouteTables ?? [],
    endpoints: hasVpc
      ? ((await aws.ec2.send(new DescribeVpcEndpointsCommand({ Filters: ofVpc }))).VpcEndpoints ?? [])
      : [],
    securityGroups: groups.filter((group) => group.GroupName !== "default"),
    loadBalancers,
    loadBalancerTags: loadBalancerArn
      ? ((await aws.elb.send(new DescribeTagsCommand({ ResourceArns: [loadBalancerArn] }))).TagDescriptions?.[0]
          ?.Tags ?? [])
      : [],
    listeners: loadBalancerArn
      ? ((await aws.elb.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn }))).Listeners ?? [])
      : [],
    targetGroups: (await aws.elb.send(new DescribeTargetGroupsCommand())).TargetGroups ?? [],
    repositories,
    repositoryTags: repositories[0]
      ? ((await aws.ecr.send(new RepositoryTags({ resourceArn: repositories[0].repositoryArn }))).tags ?? [])
      : [],
    logGroups:
      (await aws.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "awslogs-container-hands-on" })))
        .logGroups ?? [],
    taskExecutionRole: await readRole(aws, "ecsTaskExecutionRole"),
    codeDeployRole: await readRole(aws, `${name}ForCodeDeploy`),
    clusters: cluster,
    services: cluster.length
      ? (
          (await aws.ecs.send(new DescribeServicesCommand({ cluster: name, services: [name], include: ["TAGS"] })))
            .services ?? []
        ).filter((service) => service.status === "ACTIVE")
      : [],
    taskDefinition: cluster.length
      ? await aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: name, include: ["TAGS"] }))
      : undefined,
    codeDeploy: await readCodeDeploy(aws),
    releaseContract: await readParameter(aws, "/hands-on/web/release-contract"),
  };
}

export type Account = Awaited<ReturnType<typeof readAccount>>;

async function readRole(aws: AwsClients, roleName: string) {
  try {
    const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName: roleName }));
    const { AttachedPolicies } = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: roleName }));
    return {
      trust: JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "{}")) as unknown,
      policies: (AttachedPolicies ?? []).map((policy) => policy.PolicyArn ?? "").sort(),
    };
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

async function readCodeDeploy(aws: AwsClients) {
  try {
    const { application } = await aws.codeDeploy.send(new GetApplicationCommand({ applicationName: name }));
    const { deploymentGroupInfo } = await aws.codeDeploy.send(
      new GetDeploymentGroupCommand({ applicationName: name, deploymentGroupName: name }),
    );
    const tags = await aws.codeDeploy.send(
      new DeployTags({ ResourceArn: `arn:aws:codedeploy:ap-northeast-1:123456789012:application:${name}` }),
    );
    return { application, group: deploymentGroupInfo, tags: tags.Tags ?? [] };
  } catch (error) {
    if (error instanceof Error && error.name === "ApplicationDoesNotExistException") return undefined;
    throw error;
  }
}

async function readParameter(aws: AwsClients, parameter: string) {
  try {
    return (await aws.ssm.send(new GetParameterCommand({ Name: parameter }))).Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
