import {
  BlueGreenDeployment,
  type BlueGreenDeploymentProps,
} from "../../../src/constructs/deployment/blue-green-deployment";
import { serviceNames } from "../../../src/environments/names";
import { plain, plainPlatform, plainService } from "../../support/services";
import { addresses, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";
import { statementsOf } from "../shared/roles";

function synthesized(
  settings: Partial<BlueGreenDeploymentProps["settings"]> = {},
  changes: Partial<BlueGreenDeploymentProps> = {},
): TerraformJson {
  return jsonOf(
    (stack) =>
      new BlueGreenDeployment(stack, "deployment", {
        ...plainPlatform,
        names: serviceNames(plain, "web", plainService),
        settings: { ...plainService.deployment, ...settings },
        environment: plain,
        serviceName: "Lab-web",
        targetGroups: { blue: { name: "blue", arn: "arn:blue" }, green: { name: "green", arn: "arn:green" } },
        taskRoleArns: ["arn:execution"],
        ...changes,
      }),
  );
}

const json = synthesized();
const hooks = { afterAllowTestTraffic: { path: "/", expectStatus: 200, attempts: 5 } };
const groupOf = (of: TerraformJson) => resource(of, "aws_codedeploy_deployment_group.deployment_group");
const rightOf = (of: TerraformJson, sid: string) =>
  statementsOf(of, "deployment_role").find(({ Sid }) => Sid === sid)?.["Resource"];

describe("BlueGreenDeployment", () => {
  it("makes an application, a group and a role, which the group waits for", () => {
    expect(addresses(json)).toEqual([
      "aws_codedeploy_app.deployment_application",
      "aws_codedeploy_deployment_group.deployment_group",
      "aws_iam_role.deployment_role",
      "aws_iam_role_policy.deployment_role_rights",
    ]);
    expect(groupOf(json)).toMatchObject({
      deployment_group_name: "Lab-web",
      ecs_service: { cluster_name: "Lab", service_name: "Lab-web" },
      service_role_arn: ref("aws_iam_role.deployment_role", "arn"),
      load_balancer_info: {
        target_group_pair_info: {
          prod_traffic_route: { listener_arns: ["arn:listener/production"] },
          test_traffic_route: { listener_arns: ["arn:listener/test"] },
          target_group: [{ name: "blue" }, { name: "green" }],
        },
      },
      depends_on: ["aws_iam_role_policy.deployment_role_rights"],
    });
  });
});

describe("the shift of traffic", () => {
  it("is all at once where nothing is said", () => {
    expect(groupOf(json)["deployment_config_name"]).toBe("CodeDeployDefault.ECSAllAtOnce");
  });

  it("is one of CodeDeploy's configurations where one is named", () => {
    const canary = synthesized({ config: "CodeDeployDefault.ECSCanary10Percent5Minutes" });
    expect(groupOf(canary)["deployment_config_name"]).toBe("CodeDeployDefault.ECSCanary10Percent5Minutes");
    expect(addresses(canary)).toEqual(addresses(json));
  });

  it.each([
    ["canary", { time_based_canary: { interval: 7, percentage: 25 } }],
    ["linear", { time_based_linear: { interval: 7, percentage: 25 } }],
  ] as const)("is a configuration of its own where %s numbers are given", (type, routing) => {
    const own = synthesized({ shift: { type, percent: 25, minutes: 7 } });
    expect(addresses(own, "aws_codedeploy_deployment_config")).toHaveLength(1);
    expect(resource(own, "aws_codedeploy_deployment_config.deployment_config")).toMatchObject({
      deployment_config_name: `Lab-web-${type}-25-percent-7-minutes`,
      compute_platform: "ECS",
      traffic_routing_config: routing,
    });
    expect(groupOf(own)["deployment_config_name"]).toBe(
      ref("aws_codedeploy_deployment_config.deployment_config", "deployment_config_name"),
    );
  });
});

describe("the role of deployments", () => {
  it("has AWS's managed policies where the environment says so", () => {
    const managed = synthesized({}, { environment: { ...plain, permissions: "aws-managed-policies" } });
    expect(addresses(managed, "aws_iam_role_policy")).toEqual([]);
    expect([...(groupOf(managed)["depends_on"] as string[])].sort()).toEqual(
      addresses(managed, "aws_iam_role_policy_attachment"),
    );
    expect(addresses(managed, "aws_iam_role_policy_attachment")).toHaveLength(2);
  });

  it("may hand on the roles of the tasks and switch the service's listeners, and no more", () => {
    expect(rightOf(json, "PassRolesToTasks")).toBe("arn:execution");
    expect(rightOf(synthesized({}, { taskRoleArns: ["arn:execution", "arn:task"] }), "PassRolesToTasks")).toEqual([
      "arn:execution",
      "arn:task",
    ]);
    expect(rightOf(json, "SwitchListeners")).toEqual(["arn:listener/production", "arn:listener/test"]);
  });

  it.each<[sid: string, of: TerraformJson, resources: unknown]>([
    [
      "SwitchRules",
      synthesized({}, { listenerRuleArns: { production: "arn:rule/production", test: "arn:rule/test" } }),
      ["arn:rule/production", "arn:rule/test"],
    ],
    [
      "CallHooks",
      synthesized({ hooks }),
      "arn:aws:lambda:ap-northeast-1:123456789012:function:CodeDeployHook_Lab-webSmokeTest",
    ],
    ["ReadAlarms", synthesized({}, { alarms: ["errors"] }), "arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:*"],
  ])("may %s only where there is something to it", (sid, of, resources) => {
    expect(rightOf(of, sid)).toEqual(resources);
    expect(statementsOf(json, "deployment_role").map(({ Sid }) => Sid)).not.toContain(sid);
  });

  it("reads no alarms that stop nothing", () => {
    const apart = synthesized({ rollbackOnAlarm: false }, { alarms: ["errors"] });
    expect(rightOf(apart, "ReadAlarms")).toBeUndefined();
    expect(groupOf(apart)).not.toHaveProperty("alarm_configuration");
    expect(groupOf(synthesized({}, { alarms: ["errors"] }))).toMatchObject({
      alarm_configuration: { enabled: true, alarms: ["errors"] },
    });
  });
});

describe("the smoke test of a deployment", () => {
  it("is a function that reports to the group alone", () => {
    const tested = synthesized({ hooks });
    expect(addresses(tested).filter((address) => !addresses(json).includes(address))).toEqual([
      "aws_cloudwatch_log_group.deployment_smoke_test_log_group",
      "aws_iam_role.deployment_smoke_test_role",
      "aws_iam_role_policy.deployment_smoke_test_rights",
      "aws_lambda_function.deployment_smoke_test",
    ]);
    expect(JSON.stringify(resource(tested, "aws_iam_role_policy.deployment_smoke_test_rights"))).toContain(
      ref("aws_codedeploy_deployment_group.deployment_group", "arn"),
    );
  });

  it("is none where no hook asks for it", () => {
    expect(addresses(json, "aws_lambda_function")).toEqual([]);
  });
});
