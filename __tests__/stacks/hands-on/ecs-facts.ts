import { type Block, ref, resource, type TerraformJson } from "../../support/synthesized";
import { count, type Fact, name, one, privateGroup, privateSubnets } from "./fact";

/** The one container, with its definition parsed. */
function container(...keys: readonly string[]) {
  return (json: TerraformJson): Block => {
    const definitions = JSON.parse(
      String(resource(json, "aws_ecs_task_definition.service_web_task_definition")["container_definitions"]),
    ) as readonly Block[];
    if (definitions.length !== 1) {
      throw new Error(`${definitions.length} containers; there should be one`);
    }
    return Object.fromEntries(keys.map((key) => [key, definitions[0]?.[key]]));
  };
}

export const ecsFacts: readonly Fact[] = [
  one("ECS", "aws_ecs_cluster.cluster", "cluster without Container Insights", {
    name: "ContainerHandsOn",
    setting: [{ name: "containerInsights", value: "disabled" }],
    tags: name,
  }),
  {
    about: "ECS",
    fact: "no capacity providers",
    read: count("aws_ecs_cluster_capacity_providers", "aws_ecs_capacity_provider"),
    expected: [0, 0],
  },
  one(
    "ECS",
    "aws_ecs_task_definition.service_web_task_definition",
    "task definition: Fargate, awsvpc, 256 and 512, X86_64 LINUX",
    {
      family: "ContainerHandsOn",
      requires_compatibilities: ["FARGATE"],
      network_mode: "awsvpc",
      cpu: "256",
      memory: "512",
      runtime_platform: { cpu_architecture: "X86_64", operating_system_family: "LINUX" },
      execution_role_arn: ref("aws_iam_role.service_web_task_execution_role", "arn"),
      tags: name,
    },
  ),
  one("ECS", "aws_ecs_task_definition.service_web_task_definition", "no task role", { task_role_arn: undefined }),
  {
    about: "ECS",
    fact: "container ContainerHandsOn: the repository's latest, port 80, essential",
    read: container("name", "image", "portMappings", "essential"),
    expected: {
      name: "ContainerHandsOn",
      image: `${ref("aws_ecr_repository.service_web_registry", "repository_url")}:latest`,
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: "tcp" }],
      essential: true,
    },
  },
  {
    about: "ECS",
    fact: "container logs to awslogs-container-hands-on, prefix hands-on",
    read: container("logConfiguration"),
    expected: {
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-create-group": "true",
          "awslogs-group": "awslogs-container-hands-on",
          "awslogs-region": "ap-northeast-1",
          "awslogs-stream-prefix": "hands-on",
        },
      },
    },
  },
  one("ECS", "aws_ecs_service.service_web", "service: CODE_DEPLOY, two replicas on Fargate", {
    name: "ContainerHandsOn",
    cluster: ref("aws_ecs_cluster.cluster", "arn"),
    task_definition: ref("aws_ecs_task_definition.service_web_task_definition", "arn"),
    deployment_controller: { type: "CODE_DEPLOY" },
    desired_count: 2,
    launch_type: "FARGATE",
    scheduling_strategy: "REPLICA",
  }),
  one("ECS", "aws_ecs_service.service_web", "service: platform left to AWS, which takes LATEST", {
    platform_version: undefined,
  }),
  one("ECS", "aws_ecs_service.service_web", "service: private subnets, private group, no public IP", {
    network_configuration: { subnets: privateSubnets, security_groups: [privateGroup], assign_public_ip: false },
  }),
  one("ECS", "aws_ecs_service.service_web", "service: blue target group, container port 80", {
    load_balancer: [
      {
        target_group_arn: ref("aws_lb_target_group.targets_web_blue", "arn"),
        container_name: "ContainerHandsOn",
        container_port: 80,
      },
    ],
  }),
  one("ECS", "aws_ecs_service.service_web", "service: 200 % and 100 %, no grace period, no tags propagated, no exec", {
    deployment_maximum_percent: 200,
    deployment_minimum_healthy_percent: 100,
    health_check_grace_period_seconds: 0,
    enable_ecs_managed_tags: false,
    propagate_tags: "NONE",
    enable_execute_command: false,
  }),
];
