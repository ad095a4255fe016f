import { alarms, plainService, scaling, serviceJson } from "../../support/services";
import { addresses, ref, resource, type TerraformJson } from "../../support/synthesized";
import { statementsOf } from "../shared/roles";

const json = serviceJson();
const serviceOf = (of: TerraformJson) => resource(of, "aws_ecs_service.service_web");
const groupOf = (of: TerraformJson) => resource(of, "aws_codedeploy_deployment_group.service_web_deployment_group");
const contractOf = (of: TerraformJson) =>
  String(resource(of, "aws_ssm_parameter.service_web_contract")["insecure_value"]);
const added = (of: TerraformJson) => addresses(of).filter((address) => !addresses(json).includes(address));

describe("the permissions of a service", () => {
  it("are AWS's managed policies where the environment says so", () => {
    const managed = serviceJson({ environment: { permissions: "aws-managed-policies" } });
    expect(addresses(managed, "aws_iam_role_policy")).toEqual([]);
    expect(addresses(managed, "aws_iam_role_policy_attachment")).toEqual([
      "aws_iam_role_policy_attachment.service_web_deployment_role_AWSCodeDeployRoleForECS",
      "aws_iam_role_policy_attachment.service_web_deployment_role_AmazonEC2ContainerRegistryPowerUser",
      "aws_iam_role_policy_attachment.service_web_task_execution_role_AmazonECSTaskExecutionRolePolicy",
    ]);
  });

  it("are else policies of its own, at the same roles", () => {
    expect(addresses(json, "aws_iam_role_policy_attachment")).toEqual([]);
    expect(addresses(json, "aws_iam_role_policy")).toHaveLength(2);
    expect(addresses(json, "aws_iam_role")).toEqual(
      addresses(serviceJson({ environment: { permissions: "aws-managed-policies" } }), "aws_iam_role"),
    );
  });
});

describe("the tag of a service", () => {
  const tagged = serviceJson({
    environment: { tags: { owner: "team", costCentre: "1" } },
    settings: { route: { priority: 100, paths: ["/*"] }, scaling, alarms },
    platform: { alertTopicArn: "arn:topic" },
  });

  it("is on all that takes tags, its target groups and tasks included, where the environment is tagged", () => {
    const taking = [
      "aws_appautoscaling_target.service_web_scaling",
      "aws_cloudwatch_log_group.service_web_task_log_group",
      "aws_cloudwatch_metric_alarm.service_web_observation_alarms_target_errors",
      "aws_codedeploy_deployment_group.service_web_deployment_group",
      "aws_ecr_repository.service_web_registry",
      "aws_ecs_service.service_web",
      "aws_ecs_task_definition.service_web_task_definition",
      "aws_iam_role.service_web_task_execution_role",
      "aws_lb_listener_rule.service_web_rules_production",
      "aws_lb_target_group.targets_web_blue",
      "aws_lb_target_group.targets_web_green",
      "aws_ssm_parameter.service_web_contract",
    ];
    for (const address of taking) {
      expect([address, resource(tagged, address)["tags"]]).toEqual([
        address,
        expect.objectContaining({ Service: "web" }),
      ]);
    }
    expect(serviceOf(tagged)).toMatchObject({ propagate_tags: "SERVICE", enable_ecs_managed_tags: true });
  });

  it("leaves the names that are there", () => {
    expect(resource(tagged, "aws_codedeploy_app.service_web_deployment_application")["tags"]).toEqual({
      Name: "Lab-web",
      Service: "web",
    });
  });

  it("is nowhere where it is not", () => {
    expect(JSON.stringify(json)).not.toContain('"Service":"web"');
    expect(serviceOf(json)).toMatchObject({ propagate_tags: "NONE", enable_ecs_managed_tags: false });
  });
});

describe("the alarms of a service", () => {
  const watched = serviceJson({ settings: { alarms }, platform: { alertTopicArn: "arn:topic" } });
  const ofReleases = ["target_errors", "latency", "unhealthy_tasks"].map((id) =>
    ref(`aws_cloudwatch_metric_alarm.service_web_observation_alarms_${id}`, "alarm_name"),
  );

  it("stop its deployments, but for that of missing tasks", () => {
    expect(addresses(watched, "aws_cloudwatch_metric_alarm")).toHaveLength(4);
    expect(groupOf(watched)).toMatchObject({
      alarm_configuration: { enabled: true, alarms: ofReleases },
      auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
    });
  });

  it("are none of its deployments' business where it says so, nor of their role", () => {
    const apart = serviceJson({
      settings: { alarms, deployment: { ...plainService.deployment, rollbackOnAlarm: false } },
      platform: { alertTopicArn: "arn:topic" },
    });
    expect(addresses(apart, "aws_cloudwatch_metric_alarm")).toHaveLength(4);
    expect(groupOf(apart)).not.toHaveProperty("alarm_configuration");
    const readsAlarms = (of: TerraformJson) =>
      JSON.stringify(statementsOf(of, "service_web_deployment_role")).includes("cloudwatch:DescribeAlarms");
    expect([readsAlarms(watched), readsAlarms(apart), readsAlarms(json)]).toEqual([true, false, false]);
  });

  it.each<[string, Parameters<typeof serviceJson>[0]]>([
    ["are none where nobody hears them", { settings: { alarms } }],
    ["are none where none are set", { platform: { alertTopicArn: "arn:topic" } }],
  ])("%s", (_, changes) => {
    const silent = serviceJson(changes);
    expect(addresses(silent, "aws_cloudwatch_metric_alarm")).toEqual([]);
    expect(groupOf(silent)).not.toHaveProperty("alarm_configuration");
  });
});

describe("the scaling of a service", () => {
  const scaled = serviceJson({ settings: { scaling } });
  const ignored = (of: TerraformJson) => (serviceOf(of)["lifecycle"] as { ignore_changes: string[] }).ignore_changes;

  it("takes the number of tasks away from Terraform, and is known to releases", () => {
    expect(added(scaled)).toEqual([
      "aws_appautoscaling_policy.service_web_scaling_cpu",
      "aws_appautoscaling_target.service_web_scaling",
    ]);
    expect(ignored(scaled)).toContain("desired_count");
    expect(contractOf(scaled)).toContain(
      '"scalingResourceId" = aws_appautoscaling_target.service_web_scaling.resource_id',
    );
    expect(resource(scaled, "aws_appautoscaling_target.service_web_scaling")["resource_id"]).toBe(
      `service/Lab/${ref("aws_ecs_service.service_web", "name")}`,
    );
  });

  it("is nobody's where there is none", () => {
    expect(ignored(json)).toContain("task_definition");
    expect(ignored(json)).not.toContain("desired_count");
    expect(contractOf(json)).toContain('"scalingResourceId" = null');
  });
});

describe("the compute of a service", () => {
  const strategy = (of: TerraformJson) => [serviceOf(of)["launch_type"], serviceOf(of)["capacity_provider_strategy"]];
  const spot = { type: "fargate-spot", onDemandBase: 1, onDemandWeight: 1, spotWeight: 3 } as const;

  it("is a launch type where the cluster has no capacity providers, and nothing that a release carries", () => {
    const launched = serviceJson({ platform: { capacity: { fargateCapacityProviders: false } } });
    expect(strategy(launched)).toEqual(["FARGATE", undefined]);
    expect(contractOf(launched)).toContain('"capacityProviders" = []');
  });

  it.each<[string, Parameters<typeof serviceJson>[0], object[], string]>([
    [
      "Fargate",
      {},
      [{ capacity_provider: "FARGATE", base: 0, weight: 1 }],
      '[{"name" = "FARGATE", "base" = 0, "weight" = 1}]',
    ],
    [
      "spot",
      { settings: { compute: spot } },
      [
        { capacity_provider: "FARGATE", base: 1, weight: 1 },
        { capacity_provider: "FARGATE_SPOT", base: 0, weight: 3 },
      ],
      '[{"name" = "FARGATE", "base" = 1, "weight" = 1}, {"name" = "FARGATE_SPOT", "base" = 0, "weight" = 3}]',
    ],
    [
      "the environment's own instances",
      {
        settings: { compute: { type: "ec2" } },
        platform: { capacity: { fargateCapacityProviders: true, ec2CapacityProvider: "instances-Lab" } },
      },
      [{ capacity_provider: "instances-Lab", base: 0, weight: 1 }],
      '[{"name" = "instances-Lab", "base" = 0, "weight" = 1}]',
    ],
  ])("is %s by a strategy, the same at birth and in every release", (_, changes, born, released) => {
    const placed = serviceJson(changes);
    expect(strategy(placed)).toEqual([undefined, born]);
    expect(contractOf(placed)).toContain(`"capacityProviders" = ${released}`);
  });
});

describe("commands in the containers of a service", () => {
  const open = serviceJson({
    settings: { executeCommand: true },
    platform: { executeCommandLog: { logGroupArn: "arn:sessions", kmsKeyArn: "arn:key" } },
  });
  const passed = (of: TerraformJson) =>
    statementsOf(of, "service_web_deployment_role").find(({ Sid }) => Sid === "PassRolesToTasks")?.["Resource"];
  const executionRole = ref("aws_iam_role.service_web_task_execution_role", "arn");

  it("are possible by a role of the tasks, which CodeDeploy may hand on", () => {
    expect(added(open)).toEqual([
      "aws_iam_role.service_web_task_role",
      "aws_iam_role_policy.service_web_task_role_rights",
    ]);
    expect(serviceOf(open)["enable_execute_command"]).toBe(true);
    expect(statementsOf(open, "service_web_task_role").map(({ Sid }) => Sid)).toEqual([
      "OpenSessions",
      "FindSessionLog",
      "WriteSessionLog",
      "DecryptSessions",
    ]);
    expect(passed(open)).toEqual([executionRole, ref("aws_iam_role.service_web_task_role", "arn")]);
  });

  it("are else not, and the tasks have no role", () => {
    expect(serviceOf(json)["enable_execute_command"]).toBe(false);
    expect(resource(json, "aws_ecs_task_definition.service_web_task_definition")).not.toHaveProperty("task_role_arn");
    expect(passed(json)).toEqual(executionRole);
  });
});
