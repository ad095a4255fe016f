import { CloudwatchLogGroup } from "../../../src/aws";
import { BlueGreenService, type BlueGreenServiceProps } from "../../../src/constructs/service/blue-green-service";
import type { Placement } from "../../../src/constructs/cluster/placement";
import { counts, jsonOf, resource, type TerraformJson } from "../../support/synthesized";

const synthesized = (launch: Placement, settings: Partial<BlueGreenServiceProps> = {}) =>
  jsonOf((stack) => {
    const logGroup = new CloudwatchLogGroup(stack, "logs", {});
    new BlueGreenService(stack, "service", {
      name: "Shop",
      clusterArn: "arn:cluster",
      taskDefinitionArn: "arn:task-definition",
      desiredCount: 3,
      launch,
      container: { name: "web", port: 3000 },
      targetGroups: { blue: { name: "Shop", arn: "arn:blue" }, green: { name: "Shop8080", arn: "arn:green" } },
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupId: "sg-1",
      autoscaled: false,
      executeCommand: false,
      tagTasks: false,
      healthCheckGracePeriodSeconds: 15,
      after: [logGroup],
      ...settings,
    });
  });
const fargate: Placement = { type: "launch-type", launchType: "FARGATE" };
const json = synthesized(fargate);
const service = resource(json, "aws_ecs_service.service");

describe("BlueGreenService", () => {
  it("makes one service", () => {
    expect(counts(json)).toEqual({ aws_cloudwatch_log_group: 1, aws_ecs_service: 1 });
  });

  it("puts it under CodeDeploy, born on blue, in private subnets", () => {
    expect(service).toEqual({
      name: "Shop",
      cluster: "arn:cluster",
      task_definition: "arn:task-definition",
      deployment_controller: { type: "CODE_DEPLOY" },
      launch_type: "FARGATE",
      scheduling_strategy: "REPLICA",
      desired_count: 3,
      deployment_maximum_percent: 200,
      deployment_minimum_healthy_percent: 100,
      health_check_grace_period_seconds: 15,
      availability_zone_rebalancing: "DISABLED",
      enable_ecs_managed_tags: false,
      enable_execute_command: false,
      propagate_tags: "NONE",
      network_configuration: {
        subnets: ["subnet-1", "subnet-2"],
        security_groups: ["sg-1"],
        assign_public_ip: false,
      },
      load_balancer: [{ target_group_arn: "arn:blue", container_name: "web", container_port: 3000 }],
      lifecycle: {
        ignore_changes: [
          "task_definition",
          "load_balancer",
          "network_configuration",
          "platform_version",
          "capacity_provider_strategy",
          "launch_type",
          "enable_execute_command",
          "deployment_controller",
        ],
      },
      depends_on: ["aws_cloudwatch_log_group.logs"],
    });
  });

  it("is born by a strategy, and then without a launch type", () => {
    const strategy = [
      { name: "FARGATE", base: 2, weight: 1 },
      { name: "FARGATE_SPOT", base: 0, weight: 3 },
    ];
    const placed = resource(synthesized({ type: "capacity-providers", strategy }), "aws_ecs_service.service");
    expect(placed["capacity_provider_strategy"]).toEqual([
      { capacity_provider: "FARGATE", base: 2, weight: 1 },
      { capacity_provider: "FARGATE_SPOT", base: 0, weight: 3 },
    ]);
    expect(placed).not.toHaveProperty("launch_type");
    expect(service).not.toHaveProperty("capacity_provider_strategy");
  });

  it("leaves the number of tasks alone once something else scales it", () => {
    const ignored = (of: TerraformJson) => resource(of, "aws_ecs_service.service")["lifecycle"];
    expect(ignored(synthesized(fargate, { autoscaled: true }))).toEqual({
      ignore_changes: [...(ignored(json) as { ignore_changes: string[] }).ignore_changes, "desired_count"],
    });
    expect(JSON.stringify(ignored(json))).not.toContain("desired_count");
  });

  it("lets people into its containers, and tags its tasks, where that is wanted", () => {
    const open = resource(synthesized(fargate, { executeCommand: true }), "aws_ecs_service.service");
    expect(open).toEqual({ ...service, enable_execute_command: true });
    const tagged = resource(synthesized(fargate, { tagTasks: true }), "aws_ecs_service.service");
    expect(tagged).toEqual({ ...service, enable_ecs_managed_tags: true, propagate_tags: "SERVICE" });
  });

  it.each(["wait_for_steady_state", "force_new_deployment", "platform_version"])("never sets %s", (attribute) => {
    expect(Object.keys(service).length).toBeGreaterThan(10);
    expect(service).not.toHaveProperty(attribute);
  });
});
