import { IamRolePolicyAttachment } from "../../../src/aws";
import { DeploymentGroup, type DeploymentGroupProps } from "../../../src/constructs/deployment/deployment-group";
import { type Block, counts, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

const deployment = {
  readyWaitMinutes: 30,
  terminationWaitMinutes: 45,
  rollbackOnFailure: false,
  rollbackOnAlarm: true,
};

function synthesize(
  changes: Partial<DeploymentGroupProps["deployment"]> = {},
  alarms?: readonly string[],
): TerraformJson {
  return jsonOf((stack) => {
    const attachment = new IamRolePolicyAttachment(stack, "attachment", { role: "r", policyArn: "arn:policy" });
    new DeploymentGroup(stack, "deployment", {
      names: { codeDeployApplication: "Shop", deploymentGroup: "ShopGroup" },
      roleArn: "arn:role",
      clusterName: "cluster",
      serviceName: "service",
      listenerArns: { production: "arn:production", test: "arn:test" },
      targetGroups: { blue: { name: "Shop", arn: "arn:blue" }, green: { name: "Shop8080", arn: "arn:green" } },
      config: "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
      deployment: { ...deployment, ...changes },
      alarms,
      after: [attachment],
    });
  });
}

function group(json: TerraformJson): Block {
  return resource(json, "aws_codedeploy_deployment_group.deployment_group");
}

describe("DeploymentGroup", () => {
  it("makes one application for ECS with one group in it", () => {
    const json = synthesize();
    expect(counts(json)).toEqual({
      aws_iam_role_policy_attachment: 1,
      aws_codedeploy_app: 1,
      aws_codedeploy_deployment_group: 1,
    });
    expect(resource(json, "aws_codedeploy_app.deployment_application")).toEqual({
      name: "Shop",
      compute_platform: "ECS",
      tags: { Name: "Shop" },
    });
  });

  it("moves one service between two target groups and two listeners", () => {
    expect(group(synthesize())).toEqual({
      app_name: ref("aws_codedeploy_app.deployment_application", "name"),
      deployment_group_name: "ShopGroup",
      deployment_config_name: "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
      service_role_arn: "arn:role",
      deployment_style: { deployment_type: "BLUE_GREEN", deployment_option: "WITH_TRAFFIC_CONTROL" },
      blue_green_deployment_config: {
        deployment_ready_option: { action_on_timeout: "STOP_DEPLOYMENT", wait_time_in_minutes: 30 },
        terminate_blue_instances_on_deployment_success: {
          action: "TERMINATE",
          termination_wait_time_in_minutes: 45,
        },
      },
      ecs_service: { cluster_name: "cluster", service_name: "service" },
      load_balancer_info: {
        target_group_pair_info: {
          prod_traffic_route: { listener_arns: ["arn:production"] },
          test_traffic_route: { listener_arns: ["arn:test"] },
          target_group: [{ name: "Shop" }, { name: "Shop8080" }],
        },
      },
      depends_on: ["aws_iam_role_policy_attachment.attachment"],
    });
  });

  it("shifts traffic at once where nobody is waited for, without a waiting time that AWS would refuse", () => {
    expect(group(synthesize({ readyWaitMinutes: 0 }))).toHaveProperty(
      "blue_green_deployment_config.deployment_ready_option",
      { action_on_timeout: "CONTINUE_DEPLOYMENT" },
    );
  });

  it("terminates the original tasks without delay where no time is kept for a rollback", () => {
    expect(group(synthesize({ terminationWaitMinutes: 0 }))).toHaveProperty(
      "blue_green_deployment_config.terminate_blue_instances_on_deployment_success",
      { action: "TERMINATE", termination_wait_time_in_minutes: 0 },
    );
  });

  it("rolls back a failed deployment exactly where asked to", () => {
    expect(group(synthesize({ rollbackOnFailure: true }))).toHaveProperty("auto_rollback_configuration", {
      enabled: true,
      events: ["DEPLOYMENT_FAILURE"],
    });
    expect(group(synthesize({ rollbackOnFailure: false }))).not.toHaveProperty("auto_rollback_configuration");
  });

  it("watches alarms and rolls back what they stop, apart from what fails", () => {
    const watched = group(synthesize({}, ["latency", "errors"]));
    expect(watched).toHaveProperty("alarm_configuration", { enabled: true, alarms: ["latency", "errors"] });
    expect(watched).toHaveProperty("auto_rollback_configuration", {
      enabled: true,
      events: ["DEPLOYMENT_STOP_ON_ALARM"],
    });
    expect(group(synthesize({ rollbackOnFailure: true }, ["latency"]))).toHaveProperty("auto_rollback_configuration", {
      enabled: true,
      events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"],
    });
  });

  it.each([
    ["there are none", synthesize({}, [])],
    ["nobody wants them to", synthesize({ rollbackOnAlarm: false }, ["latency"])],
  ])("lets no alarm stop a deployment where %s", (_, json) => {
    expect(group(json)).not.toHaveProperty("alarm_configuration");
    expect(group(json)).not.toHaveProperty("auto_rollback_configuration");
  });
});
