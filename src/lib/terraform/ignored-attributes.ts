/** An attribute that Terraform declares once and then leaves to its owner: drift in it is never a change. */
export interface IgnoredAttribute {
  readonly resource:
    "aws_ecs_service" | "aws_lb_listener" | "aws_lb_listener_rule" | "aws_appautoscaling_target" | "aws_ecr_repository";
  readonly attribute: string;
  readonly owner: "CodeDeploy" | "Application Auto Scaling" | "people";
  /** `autoscaled`: only where something scales the service; `scheduled`: only where schedules change the limits. */
  readonly when: "always" | "autoscaled" | "scheduled";
  readonly reason: string;
  /** AWS's documentation, or the terraform-provider-aws (TPA) issue where it was seen. */
  readonly source: string;
}

const updateService = "Amazon ECS API, UpdateService; TPA 8005, 12703, 13473, 36727";

/**
 * Everything that Terraform leaves to CodeDeploy, to autoscaling and to people; there is no other `ignore_changes` in the project.
 * Undoing any of it by an apply would be refused by AWS, or undo a release, or send live traffic to an empty target group.
 */
export const ignoredAttributes: readonly IgnoredAttribute[] = [
  {
    resource: "aws_ecs_service",
    attribute: "task_definition",
    owner: "CodeDeploy",
    when: "always",
    reason: "A release brings its own revision; UpdateService refuses another under CODE_DEPLOY.",
    source: updateService,
  },
  {
    resource: "aws_ecs_service",
    attribute: "load_balancer",
    owner: "CodeDeploy",
    when: "always",
    reason: "Each release moves the service to the other target group of the pair.",
    source: updateService,
  },
  {
    resource: "aws_ecs_service",
    attribute: "network_configuration",
    owner: "CodeDeploy",
    when: "always",
    reason: "UpdateService refuses it under CODE_DEPLOY; a release carries it in its AppSpec.",
    source: updateService,
  },
  {
    resource: "aws_ecs_service",
    attribute: "platform_version",
    owner: "CodeDeploy",
    when: "always",
    reason: "AWS answers 1.4.0 where LATEST was asked for; a release carries it in its AppSpec.",
    source: "containers-roadmap 2840",
  },
  {
    resource: "aws_ecs_service",
    attribute: "capacity_provider_strategy",
    owner: "CodeDeploy",
    when: "always",
    reason: "UpdateService refuses it under CODE_DEPLOY, so Terraform would replace the service.",
    source: updateService,
  },
  {
    resource: "aws_ecs_service",
    attribute: "launch_type",
    owner: "CodeDeploy",
    when: "always",
    reason:
      "A release that carries capacity providers takes it away; Terraform would replace the service to bring it back.",
    source: "Amazon ECS API, CreateTaskSet; containers-roadmap 1752",
  },
  {
    resource: "aws_ecs_service",
    attribute: "enable_execute_command",
    owner: "people",
    when: "always",
    reason:
      "AWS does not name it among what UpdateService takes under CODE_DEPLOY, so an apply could stop half-way; " +
      "a new service is born with it, one that runs gets it by hand.",
    source: "Amazon ECS API, UpdateService; cloudcomponents/cdk-constructs 203",
  },
  {
    resource: "aws_ecs_service",
    attribute: "deployment_controller",
    owner: "people",
    when: "always",
    reason:
      "The ECS console offers to change it on every service under CODE_DEPLOY; up to version 6.3 the provider would " +
      "replace a running service to change it back.",
    source:
      "Amazon ECS developer guide, Migrating from a CodeDeploy blue/green to an Amazon ECS blue/green service deployment; " +
      "TPA 43434",
  },
  {
    resource: "aws_ecs_service",
    attribute: "desired_count",
    owner: "Application Auto Scaling",
    when: "autoscaled",
    reason: "An apply would scale the service back to the declared count, in the middle of a peak too.",
    source: "TPA 13658",
  },
  {
    resource: "aws_lb_listener",
    attribute: "default_action",
    owner: "CodeDeploy",
    when: "always",
    reason:
      "A release points production and test listener at the other target group and leaves weights behind (100 and 0); " +
      "setting it back would send live traffic to the empty one.",
    source: "TPA 28129",
  },
  {
    resource: "aws_lb_listener_rule",
    attribute: "action",
    owner: "CodeDeploy",
    when: "always",
    reason: "Where services share a listener, a release rewrites the rule of its service as it does a default action.",
    source: "TPA 28129",
  },
  {
    resource: "aws_appautoscaling_target",
    attribute: "min_capacity",
    owner: "Application Auto Scaling",
    when: "scheduled",
    reason: "A schedule that ran has changed it; an apply would set it back until the next schedule's time.",
    source: "terraform-aws-modules/terraform-aws-ecs 422",
  },
  {
    resource: "aws_appautoscaling_target",
    attribute: "max_capacity",
    owner: "Application Auto Scaling",
    when: "scheduled",
    reason: "As min_capacity: a peak would meet the limit of the night.",
    source: "terraform-aws-modules/terraform-aws-ecs 422",
  },
  {
    resource: "aws_ecr_repository",
    attribute: "encryption_configuration",
    owner: "people",
    when: "always",
    reason:
      "ECR cannot change it: Terraform would replace the repository, in vain while it holds images; " +
      "one that is there keeps the key it was born with.",
    source: "Amazon ECR user guide, Encryption at rest",
  },
];

/** The `ignore_changes` of a resource. */
export function ignoredChanges(
  resource: IgnoredAttribute["resource"],
  { autoscaled = false, scheduled = false }: { readonly autoscaled?: boolean; readonly scheduled?: boolean } = {},
): string[] {
  const applies = { always: true, autoscaled, scheduled };
  return ignoredAttributes
    .filter((entry) => entry.resource === resource && applies[entry.when])
    .map(({ attribute }) => attribute);
}
