import { ignoredChanges, ignoredAttributes } from "../../../src/lib/terraform/ignored-attributes";

describe("what Terraform leaves to others", () => {
  it("is the drift that AWS-side owners cause, each entry with its reason and its source", () => {
    expect(ignoredAttributes.map(({ resource, attribute, owner, when }) => [resource, attribute, owner, when])).toEqual(
      [
        ["aws_ecs_service", "task_definition", "CodeDeploy", "always"],
        ["aws_ecs_service", "load_balancer", "CodeDeploy", "always"],
        ["aws_ecs_service", "network_configuration", "CodeDeploy", "always"],
        ["aws_ecs_service", "platform_version", "CodeDeploy", "always"],
        ["aws_ecs_service", "capacity_provider_strategy", "CodeDeploy", "always"],
        ["aws_ecs_service", "launch_type", "CodeDeploy", "always"],
        ["aws_ecs_service", "enable_execute_command", "people", "always"],
        ["aws_ecs_service", "deployment_controller", "people", "always"],
        ["aws_ecs_service", "desired_count", "Application Auto Scaling", "autoscaled"],
        ["aws_lb_listener", "default_action", "CodeDeploy", "always"],
        ["aws_lb_listener_rule", "action", "CodeDeploy", "always"],
        ["aws_appautoscaling_target", "min_capacity", "Application Auto Scaling", "scheduled"],
        ["aws_appautoscaling_target", "max_capacity", "Application Auto Scaling", "scheduled"],
        ["aws_ecr_repository", "encryption_configuration", "people", "always"],
      ],
    );
    for (const { reason, source } of ignoredAttributes) {
      expect(reason).toMatch(/\.$/);
      expect(source).toMatch(/\w/);
    }
  });

  it("leaves the desired count to autoscaling exactly where there is any", () => {
    expect(ignoredChanges("aws_ecs_service")).not.toContain("desired_count");
    expect(ignoredChanges("aws_ecs_service", { autoscaled: false })).not.toContain("desired_count");
    expect(ignoredChanges("aws_ecs_service", { autoscaled: true })).toContain("desired_count");
    expect(ignoredChanges("aws_lb_listener", { autoscaled: true })).toEqual(["default_action"]);
  });

  it("leaves the limits of scaling to schedules exactly where there are any", () => {
    expect(ignoredChanges("aws_appautoscaling_target")).toEqual([]);
    expect(ignoredChanges("aws_appautoscaling_target", { scheduled: true })).toEqual(["min_capacity", "max_capacity"]);
  });
});
