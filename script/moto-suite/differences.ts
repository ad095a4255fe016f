/** Tests of moto 5.2.1 that the gateway does not pass. */
export interface Difference {
  readonly tests: readonly string[];
  /** What the gateway does instead. */
  readonly because: string;
  /** Where AWS says so. */
  readonly source: string;
}

export const differences: readonly Difference[] = [
  {
    tests: [
      "test_register_task_definition",
      "test_register_task_definition_memory_validation_fargate",
      "test_register_task_definition_container_definition_validation[ecs_def0-name]",
      "test_register_task_definition_container_definition_validation[ecs_def1-image]",
    ],
    because: "A task definition for Fargate has network mode awsvpc, which these leave out.",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html, networkMode",
  },
  {
    tests: [
      "test_create_service",
      "test_create_service_scheduling_strategy",
      "test_describe_services",
      "test_describe_services_scheduling_strategy",
      "test_delete_service",
      "test_delete_service_force",
    ],
    because: "Tasks of a service run, at once. In moto they stay pending for ever.",
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html: the scheduler keeps the desired count",
  },
  {
    tests: ["test_create_running_service_bad_env_var", "test_create_running_service_negative_env_var"],
    because: "A service of a task definition with network mode awsvpc needs a network configuration.",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html, networkConfiguration",
  },
  {
    tests: ["test_list_services", "test_put_account_setting_changes_service_arn"],
    because: "Launch type FARGATE needs a task definition for Fargate.",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html, launch types",
  },
  {
    tests: ["test_create_service_load_balancing"],
    because: "The container behind a load balancer is one of the task definition's.",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html, containerName",
  },
  {
    tests: [
      "test_remove_tg[update_params0]",
      "test_remove_tg[update_params1]",
      "test_remove_tg[update_params2]",
      "test_remove_tg[update_params3]",
    ],
    because: "A service needs a task definition that is there, unless its deployment controller is EXTERNAL.",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html, taskDefinition",
  },
  {
    tests: [
      "test_create_rule_forward_config_as_second_arg",
      "test_handle_listener_rules",
      "test_forward_config_action",
      "test_forward_config_action__with_stickiness",
      "test_create_rule_action_forward_config",
      "test_create_rule_action_forward_target_group",
      "test_create_target_group_and_listeners",
      "test_delete_target_group_after_modifying_listener",
    ],
    because: "A forward to one target group is answered both as TargetGroupArn and as ForwardConfig.",
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html; the AWS CLI's examples of elbv2",
  },
  {
    tests: ["test_describe_target_groups"],
    because: "A load balancer has one listener on a port: the second is refused with DuplicateListener.",
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html, Errors",
  },
  {
    tests: ["test_describe_load_balancer_attributes_default"],
    because: "An application load balancer has all attributes from its creation; cross-zone load balancing is on.",
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html",
  },
  {
    tests: ["test_create_listener_with_invalid_target_group"],
    because: "The message says \"Target groups '<arn>' not found\".",
    source:
      "logs of the AWS Load Balancer Controller: TargetGroupNotFound: Target groups 'arn:aws:...' not found, status code 400",
  },
  {
    tests: [
      "test_put_same_image_with_same_tag",
      "test_ecr_image_tag_mutability_with_exclusion_filters",
      "test_ecr_image_tag_immutability",
      "test_ecr_image_tag_immutability_with_exclusion_filters",
    ],
    because: "Another image under an immutable tag is refused with ImageTagAlreadyExistsException.",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html, Errors",
  },
  {
    tests: [
      "test_create_deployment_revision_s3",
      "test_create_deployment_revision_github",
      "test_create_deployment_group",
      "test_create_deployment_group_existing",
      "test_get_deployment",
      "test_get_deployment_group",
      "test_batch_get_deployments",
      "test_list_deployments",
      "test_deployment_group_tagging",
      "test_deployment_inherits_tags",
    ],
    because:
      "CodeDeploy here deploys to ECS only, and says so with status 501. moto keeps groups of servers that nothing deploys to.",
    source: "none: the local AWS does less than AWS",
  },
  {
    tests: ["test_get_deployment_nonexistent_deployment"],
    because: "An id that is not of the form d-ABCDEF123 is refused with InvalidDeploymentIdException.",
    source: "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html, Errors",
  },
  {
    tests: ["test_list_deployment_groups"],
    because: "An application that is not there is refused with ApplicationDoesNotExistException.",
    source: "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeploymentGroups.html, Errors",
  },
  {
    tests: ["test_set_findings"],
    because: "The test itself calls localhost:5000.",
    source: "none: moto's port is not the gateway's",
  },
];
