import type { Account } from "./account";

const account = "123456789012";
const tagName = (value: string) => ({ Key: "Name", Value: value });
const byName = <T>(items: readonly T[], key: keyof T, value: string): T => {
  const found = items.filter((item) => item[key] === value);
  if (found.length !== 1)
    throw new Error(`${String(found.length)} of ${items.length} have ${String(key)} ${value}; one should`);
  return found[0] as T;
};
const group = (read: Account, suffix: string) => byName(read.securityGroups, "GroupName", suffix);
const targetGroup = (read: Account, name: string) => byName(read.targetGroups, "TargetGroupName", name);
const listener = (read: Account, port: number) => read.listeners.filter((found) => found.Port === port);
const endpoint = (read: Account, service: string) =>
  byName(read.endpoints, "ServiceName", `com.amazonaws.ap-northeast-1.${service}`);
const subnetIds = (read: Account, name: string) =>
  read.subnets
    .filter((subnet) => subnet.Tags?.some((tag) => tag.Value === name))
    .map((subnet) => subnet.SubnetId)
    .sort();

const healthCheck = {
  HealthCheckProtocol: "HTTP",
  HealthCheckPort: "traffic-port",
  HealthCheckPath: "/index.php",
  HealthCheckIntervalSeconds: 30,
  HealthCheckTimeoutSeconds: 5,
  HealthyThresholdCount: 5,
  UnhealthyThresholdCount: 2,
  Matcher: { HttpCode: "200" },
};

export interface Fact {
  readonly fact: string;
  /** Reads the fact off the account. */
  readonly observe: (read: Account) => unknown;
  /** The value, or a function of the account where the value names what AWS made up. */
  readonly expected: unknown;
}

/** One row per fact of the published hands-on, read back through the APIs of the account it was deployed to. */
export const handsOnFacts: readonly Fact[] = [
  {
    fact: "one VPC 10.0.0.0/16 named ContainerHandsOn",
    observe: (read) => read.vpcs.map((vpc) => [vpc.CidrBlock, vpc.Tags]),
    expected: [["10.0.0.0/16", [tagName("ContainerHandsOn")]]],
  },
  {
    fact: "DNS support and DNS host names are on",
    observe: (read) => read.vpcAttributes,
    expected: [{ dnsSupport: true, dnsHostnames: true }],
  },
  {
    fact: "two public and two private subnets in 1a and 1c, none of which gives public addresses",
    observe: (read) =>
      read.subnets
        .map((subnet) => [
          subnet.CidrBlock,
          subnet.AvailabilityZone,
          subnet.MapPublicIpOnLaunch,
          subnet.Tags?.[0]?.Value,
        ])
        .sort(),
    expected: [
      ["10.0.0.0/24", "ap-northeast-1a", false, "ContainerHandsOnPublic"],
      ["10.0.1.0/24", "ap-northeast-1c", false, "ContainerHandsOnPublic"],
      ["10.0.2.0/24", "ap-northeast-1a", false, "ContainerHandsOnPrivate"],
      ["10.0.3.0/24", "ap-northeast-1c", false, "ContainerHandsOnPrivate"],
    ],
  },
  {
    fact: "one internet gateway, attached to the VPC",
    observe: (read) =>
      read.internetGateways.map((gateway) => [
        gateway.Tags,
        gateway.Attachments?.map((attachment) => attachment.VpcId),
      ]),
    expected: (read: Account) => [[[tagName("ContainerHandsOn")], [read.vpcs[0]?.VpcId]]],
  },
  { fact: "no NAT gateway", observe: (read) => read.natGateways, expected: [] },
  {
    fact: "the public route table leads to the internet gateway and serves both public subnets",
    observe: (read) => routeTable(read, "ContainerHandsOnPublic"),
    expected: (read: Account) => ({
      id: routeTable(read, "ContainerHandsOnPublic").id,
      routes: ["0.0.0.0/0 " + (read.internetGateways[0]?.InternetGatewayId ?? ""), "10.0.0.0/16 local"],
      subnets: subnetIds(read, "ContainerHandsOnPublic"),
    }),
  },
  {
    fact: "the private route table has no way to the internet and serves both private subnets",
    observe: (read) => ({
      subnets: routeTable(read, "ContainerHandsOnPrivate").subnets,
      toTheWorld: routeTable(read, "ContainerHandsOnPrivate").routes.filter((route) => route.startsWith("0.0.0.0/0")),
    }),
    expected: (read: Account) => ({ subnets: subnetIds(read, "ContainerHandsOnPrivate"), toTheWorld: [] }),
  },
  { fact: "four endpoints", observe: (read) => read.endpoints.length, expected: 4 },
  {
    fact: "the s3 endpoint is a gateway on the private route table",
    observe: (read) => {
      const { VpcEndpointType, RouteTableIds, Tags } = endpoint(read, "s3");
      return { VpcEndpointType, RouteTableIds, Tags };
    },
    expected: (read: Account) => ({
      VpcEndpointType: "Gateway",
      RouteTableIds: [routeTable(read, "ContainerHandsOnPrivate").id],
      Tags: [tagName("ContainerHandsOn")],
    }),
  },
  ...["ecr.api", "ecr.dkr", "logs"].map((service): Fact => ({
    fact: `the ${service} endpoint is an interface in both private subnets, private group, private DNS on`,
    observe: (read) => {
      const { VpcEndpointType, SubnetIds, Groups, PrivateDnsEnabled, Tags } = endpoint(read, service);
      return {
        VpcEndpointType,
        subnets: SubnetIds?.toSorted(),
        groups: Groups?.map((found) => found.GroupId),
        PrivateDnsEnabled,
        Tags,
      };
    },
    expected: (read: Account) => ({
      VpcEndpointType: "Interface",
      subnets: subnetIds(read, "ContainerHandsOnPrivate"),
      groups: [group(read, "PrivateSecurityGroup").GroupId],
      PrivateDnsEnabled: true,
      Tags: [tagName("ContainerHandsOn")],
    }),
  })),
  {
    fact: "the public security group lets 80 and 8080 in from the world and everything out",
    observe: (read) => securityGroup(read, "PublicSecurityGroup"),
    expected: {
      description: "Public Security Group",
      tags: [tagName("ContainerHandsOn-PublicSecurityGroup")],
      ingress: ["tcp 80 0.0.0.0/0", "tcp 8080 0.0.0.0/0"],
      egress: ["-1 0.0.0.0/0"],
    },
  },
  {
    fact: "the private security group lets 80 in from the public group, 443 from the world and everything out",
    observe: (read) => securityGroup(read, "PrivateSecurityGroup"),
    expected: (read: Account) => ({
      description: "Private Security Group",
      tags: [tagName("ContainerHandsOn-PrivateSecurityGroup")],
      ingress: ["tcp 443 0.0.0.0/0", `tcp 80 ${group(read, "PublicSecurityGroup").GroupId ?? ""}`],
      egress: ["-1 0.0.0.0/0"],
    }),
  },
  {
    fact: "one image repository: mutable tags, no scan on push, AES256",
    observe: (read) =>
      read.repositories.map((repository) => [
        repository.repositoryName,
        repository.imageTagMutability,
        repository.imageScanningConfiguration?.scanOnPush,
        repository.encryptionConfiguration?.encryptionType,
        read.repositoryTags,
      ]),
    expected: [["jaws-days-2022/container-hands-on", "MUTABLE", false, "AES256", [tagName("ContainerHandsOn")]]],
  },
  {
    fact: "one log group without retention",
    observe: (read) => read.logGroups.map((found) => [found.logGroupName, found.retentionInDays]),
    expected: [["awslogs-container-hands-on", undefined]],
  },
  {
    fact: "ecsTaskExecutionRole: trust and policy",
    observe: (read) => [principals(read.taskExecutionRole?.trust), read.taskExecutionRole?.policies],
    expected: [["ecs-tasks.amazonaws.com"], ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"]],
  },
  {
    fact: "ContainerHandsOnForCodeDeploy: trust and policies",
    observe: (read) => [principals(read.codeDeployRole?.trust), read.codeDeployRole?.policies],
    expected: [
      ["codedeploy.amazonaws.com"],
      [
        "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS",
        "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser",
      ],
    ],
  },
  {
    fact: "one internet-facing load balancer in both public subnets",
    observe: (read) =>
      read.loadBalancers.map((balancer) => ({
        name: balancer.LoadBalancerName,
        type: balancer.Type,
        scheme: balancer.Scheme,
        addresses: balancer.IpAddressType,
        subnets: balancer.AvailabilityZones?.map((zone) => zone.SubnetId).sort(),
        groups: balancer.SecurityGroups,
        tags: read.loadBalancerTags,
      })),
    expected: (read: Account) => [
      {
        name: "ContainerHandsOn",
        type: "application",
        scheme: "internet-facing",
        addresses: "ipv4",
        subnets: subnetIds(read, "ContainerHandsOnPublic"),
        groups: [group(read, "PublicSecurityGroup").GroupId],
        tags: [tagName("ContainerHandsOn")],
      },
    ],
  },
  { fact: "two target groups", observe: (read) => read.targetGroups.length, expected: 2 },
  ...(
    [
      ["blue", "ContainerHandsOn", 80],
      ["green", "ContainerHandsOn8080", 8080],
    ] as const
  ).map(([colour, name, port]): Fact => ({
    fact: `the ${colour} target group: HTTP ${port}, by address, health check on /index.php`,
    observe: (read) => targetGroup(read, name),
    expected: (read: Account) => ({
      ...targetGroup(read, name),
      Protocol: "HTTP",
      Port: port,
      TargetType: "ip",
      HealthCheckEnabled: true,
      ...healthCheck,
    }),
  })),
  { fact: "two listeners", observe: (read) => read.listeners.length, expected: 2 },
  ...(
    [
      ["production", 80, "ContainerHandsOn"],
      ["test", 8080, "ContainerHandsOn8080"],
    ] as const
  ).map(([purpose, port, name]): Fact => ({
    fact: `the ${purpose} listener: HTTP ${port} to ${name}`,
    observe: (read) =>
      listener(read, port).map((found) => [
        found.Protocol,
        found.DefaultActions?.map((action) => [action.Type, action.TargetGroupArn]),
      ]),
    expected: (read: Account) => [["HTTP", [["forward", targetGroup(read, name).TargetGroupArn]]]],
  })),
  {
    fact: "one cluster without Container Insights or capacity providers",
    observe: (read) =>
      read.clusters.map((cluster) => [
        cluster.clusterName,
        cluster.settings,
        cluster.capacityProviders ?? [],
        cluster.tags,
      ]),
    expected: [
      [
        "ContainerHandsOn",
        [{ name: "containerInsights", value: "disabled" }],
        [],
        [{ key: "Name", value: "ContainerHandsOn" }],
      ],
    ],
  },
  {
    fact: "the task definition: Fargate, 256 CPU units, 512 MiB, no task role",
    observe: (read) => {
      const {
        family,
        requiresCompatibilities,
        networkMode,
        cpu,
        memory,
        runtimePlatform,
        executionRoleArn,
        taskRoleArn,
      } = read.taskDefinition?.taskDefinition ?? {};
      return {
        family,
        requiresCompatibilities,
        networkMode,
        cpu,
        memory,
        runtimePlatform,
        executionRoleArn,
        taskRoleArn,
        tags: read.taskDefinition?.tags,
      };
    },
    expected: {
      family: "ContainerHandsOn",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
      executionRoleArn: `arn:aws:iam::${account}:role/ecsTaskExecutionRole`,
      taskRoleArn: undefined,
      tags: [{ key: "Name", value: "ContainerHandsOn" }],
    },
  },
  {
    fact: "one container: image, port, logs",
    observe: (read) =>
      read.taskDefinition?.taskDefinition?.containerDefinitions?.map(
        ({ name, image, essential, portMappings, logConfiguration }) => ({
          name,
          image,
          essential,
          ports: portMappings?.map((mapping) => [mapping.containerPort, mapping.hostPort, mapping.protocol]),
          driver: logConfiguration?.logDriver,
          options: logConfiguration?.options,
        }),
      ),
    expected: [
      {
        name: "ContainerHandsOn",
        image: `${account}.dkr.ecr.ap-northeast-1.amazonaws.com/jaws-days-2022/container-hands-on:latest`,
        essential: true,
        ports: [[80, 80, "tcp"]],
        driver: "awslogs",
        options: {
          "awslogs-create-group": "true",
          "awslogs-group": "awslogs-container-hands-on",
          "awslogs-region": "ap-northeast-1",
          "awslogs-stream-prefix": "hands-on",
        },
      },
    ],
  },
  {
    fact: "one service under CODE_DEPLOY: two tasks, Fargate, platform version 1.4.0",
    observe: (read) =>
      read.services.map((service) => ({
        name: service.serviceName,
        controller: service.deploymentController?.type,
        desired: service.desiredCount,
        running: service.runningCount,
        launchType: service.launchType,
        platformVersion: service.taskSets?.[0]?.platformVersion,
        strategy: service.schedulingStrategy,
        maximumPercent: service.deploymentConfiguration?.maximumPercent,
        minimumHealthyPercent: service.deploymentConfiguration?.minimumHealthyPercent,
        gracePeriod: service.healthCheckGracePeriodSeconds,
        managedTags: service.enableECSManagedTags,
        propagateTags: service.propagateTags,
        exec: service.enableExecuteCommand,
      })),
    expected: [
      {
        name: "ContainerHandsOn",
        controller: "CODE_DEPLOY",
        desired: 2,
        running: 2,
        launchType: "FARGATE",
        platformVersion: "1.4.0",
        strategy: "REPLICA",
        maximumPercent: 200,
        minimumHealthyPercent: 100,
        gracePeriod: 0,
        managedTags: false,
        propagateTags: "NONE",
        exec: false,
      },
    ],
  },
  {
    fact: "the service's tasks run in the private subnets behind the blue target group, without public addresses",
    observe: (read) =>
      read.services.map((service) => ({
        subnets: service.networkConfiguration?.awsvpcConfiguration?.subnets?.toSorted(),
        groups: service.networkConfiguration?.awsvpcConfiguration?.securityGroups,
        publicIp: service.networkConfiguration?.awsvpcConfiguration?.assignPublicIp,
        loadBalancers: service.loadBalancers,
      })),
    expected: (read: Account) => [
      {
        subnets: subnetIds(read, "ContainerHandsOnPrivate"),
        groups: [group(read, "PrivateSecurityGroup").GroupId],
        publicIp: "DISABLED",
        loadBalancers: [
          {
            targetGroupArn: targetGroup(read, "ContainerHandsOn").TargetGroupArn,
            containerName: "ContainerHandsOn",
            containerPort: 80,
          },
        ],
      },
    ],
  },
  {
    fact: "the CodeDeploy application is for ECS",
    observe: (read) => [
      read.codeDeploy?.application?.applicationName,
      read.codeDeploy?.application?.computePlatform,
      read.codeDeploy?.tags,
    ],
    expected: ["ContainerHandsOn", "ECS", [tagName("ContainerHandsOn")]],
  },
  {
    fact: "the deployment group: all at once, an hour's wait for a person, an hour before blue ends, no rollback, no alarms",
    observe: (read) => {
      const {
        deploymentGroupName,
        deploymentConfigName,
        deploymentStyle,
        blueGreenDeploymentConfiguration,
        autoRollbackConfiguration,
        alarmConfiguration,
        serviceRoleArn,
        ecsServices,
      } = read.codeDeploy?.group ?? {};
      return {
        deploymentGroupName,
        deploymentConfigName,
        deploymentStyle,
        blueGreenDeploymentConfiguration,
        rollback: autoRollbackConfiguration?.enabled ?? false,
        alarms: alarmConfiguration?.alarms ?? [],
        serviceRoleArn,
        ecsServices,
      };
    },
    expected: {
      deploymentGroupName: "ContainerHandsOn",
      deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: 60 },
        terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 60 },
      },
      rollback: false,
      alarms: [],
      serviceRoleArn: `arn:aws:iam::${account}:role/ContainerHandsOnForCodeDeploy`,
      ecsServices: [{ clusterName: "ContainerHandsOn", serviceName: "ContainerHandsOn" }],
    },
  },
  {
    fact: "the deployment group's target group pair and its two routes",
    observe: (read) => read.codeDeploy?.group?.loadBalancerInfo?.targetGroupPairInfoList,
    expected: (read: Account) => [
      {
        targetGroups: [{ name: "ContainerHandsOn" }, { name: "ContainerHandsOn8080" }],
        prodTrafficRoute: { listenerArns: [listener(read, 80)[0]?.ListenerArn] },
        testTrafficRoute: { listenerArns: [listener(read, 8080)[0]?.ListenerArn] },
      },
    ],
  },
];

function routeTable(read: Account, name: string) {
  const [table, ...others] = read.routeTables.filter((found) => found.Tags?.some((tag) => tag.Value === name));
  if (table === undefined || others.length > 0) throw new Error(`not exactly one route table is named ${name}`);
  return {
    id: table.RouteTableId,
    routes: (table.Routes ?? [])
      .filter((route) => route.DestinationCidrBlock !== undefined)
      .map((route) => `${route.DestinationCidrBlock ?? ""} ${route.GatewayId ?? ""}`)
      .sort(),
    subnets: (table.Associations ?? []).flatMap((association) => association.SubnetId ?? []).sort(),
  };
}

function securityGroup(read: Account, groupName: string) {
  const found = group(read, groupName);
  type Permission = NonNullable<typeof found.IpPermissions>[number];
  const rule = (permission: Permission) =>
    [
      permission.IpProtocol,
      ...(permission.FromPort === undefined || permission.FromPort < 0 ? [] : [permission.FromPort]),
      ...(permission.IpRanges ?? []).map((range) => range.CidrIp),
      ...(permission.UserIdGroupPairs ?? []).map((pair) => pair.GroupId),
    ].join(" ");
  return {
    description: found.Description,
    tags: found.Tags,
    ingress: (found.IpPermissions ?? []).map(rule).sort(),
    egress: (found.IpPermissionsEgress ?? []).map(rule).sort(),
  };
}

function principals(trust: unknown): unknown[] {
  const statements = (trust as { Statement?: { Principal?: { Service?: unknown } }[] } | undefined)?.Statement ?? [];
  return statements.map((statement) => statement.Principal?.Service);
}
