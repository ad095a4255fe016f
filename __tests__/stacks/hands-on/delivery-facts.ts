import { ref } from "../../support/synthesized";
import { type Fact, name, one } from "./fact";

const group = "aws_codedeploy_deployment_group.service_web_deployment_group";

/** CodeDeploy, and what the stack says of itself. */
export const deliveryFacts: readonly Fact[] = [
  one("CodeDeploy", "aws_codedeploy_app.service_web_deployment_application", "application for ECS", {
    name: "ContainerHandsOn",
    compute_platform: "ECS",
    tags: name,
  }),
  one("CodeDeploy", group, "deployment group ContainerHandsOn, all at once, blue/green with traffic control", {
    app_name: ref("aws_codedeploy_app.service_web_deployment_application", "name"),
    deployment_group_name: "ContainerHandsOn",
    deployment_config_name: "CodeDeployDefault.ECSAllAtOnce",
    service_role_arn: ref("aws_iam_role.service_web_deployment_role", "arn"),
    deployment_style: { deployment_type: "BLUE_GREEN", deployment_option: "WITH_TRAFFIC_CONTROL" },
    ecs_service: {
      cluster_name: ref("aws_ecs_cluster.cluster", "name"),
      service_name: ref("aws_ecs_service.service_web", "name"),
    },
  }),
  one("CodeDeploy", group, "waits 60 minutes for a person, then 60 minutes before blue is terminated", {
    blue_green_deployment_config: {
      deployment_ready_option: { action_on_timeout: "STOP_DEPLOYMENT", wait_time_in_minutes: 60 },
      terminate_blue_instances_on_deployment_success: {
        action: "TERMINATE",
        termination_wait_time_in_minutes: 60,
      },
    },
  }),
  one("CodeDeploy", group, "both target groups, listener 80 for production, listener 8080 for test", {
    load_balancer_info: {
      target_group_pair_info: {
        target_group: ["blue", "green"].map((id) => ({ name: ref(`aws_lb_target_group.targets_web_${id}`, "name") })),
        prod_traffic_route: { listener_arns: [ref("aws_lb_listener.listeners_production", "arn")] },
        test_traffic_route: { listener_arns: [ref("aws_lb_listener.listeners_test", "arn")] },
      },
    },
  }),
  one("CodeDeploy", group, "no automatic rollback, no alarms", {
    auto_rollback_configuration: undefined,
    alarm_configuration: undefined,
  }),

  {
    about: "tags",
    fact: "the tag Name on VPC, 4 subnets, gateway, 2 route tables, 4 endpoints, 2 groups, ECR, ALB, cluster, task definition, application and on nothing else",
    read: (json) =>
      Object.values(json.resource ?? {})
        .flatMap((resources) => Object.values(resources))
        .filter(({ tags }) => tags !== undefined).length,
    expected: 19,
  },
  {
    about: "export.log",
    fact: "an output for each of the fifteen names (InstanceId is the workstation, not the stack)",
    read: (json) =>
      Object.keys(json.output ?? {})
        .filter((output) => !/^Re(lease|pository)/.test(output))
        .sort(),
    expected: [
      "AccountID",
      "InternetGatewayId",
      "LoadBalancerArn",
      "LoadBalancersDnsName",
      "PrivateSecurityGroupsId",
      "PublicSecurityGroupsId",
      "RevisionNo",
      "RouteTableIdPrivate",
      "RouteTableIdPublic",
      "SubnetId1aPrivate",
      "SubnetId1aPublic",
      "SubnetId1cPrivate",
      "SubnetId1cPublic",
      "TargetGroupArn",
      "VpcId",
    ],
  },
  {
    about: "export.log",
    fact: "TargetGroupArn is blue's, RevisionNo the task definition's",
    read: (json) => [json.output?.["TargetGroupArn"]?.["value"], json.output?.["RevisionNo"]?.["value"]],
    expected: [
      ref("aws_lb_target_group.targets_web_blue", "arn"),
      ref("aws_ecs_task_definition.service_web_task_definition", "revision"),
    ],
  },
];
