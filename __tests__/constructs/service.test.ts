import { SecurityGroup } from "../../src/aws";
import { serviceJson } from "../support/services";
import { addresses, ref, resource, type TerraformJson } from "../support/synthesized";
import { statementsOf } from "./roles";

const json = serviceJson();
const route = { priority: 100, paths: ["/*"] };
const serviceOf = (of: TerraformJson) => resource(of, "aws_ecs_service.service_web");
const contractOf = (of: TerraformJson) =>
  String(resource(of, "aws_ssm_parameter.service_web_contract")["insecure_value"]);
const added = (of: TerraformJson) => addresses(of).filter((address) => !addresses(json).includes(address));

describe("Service", () => {
  it("makes of the least that can be said all that a service needs", () => {
    expect(addresses(json)).toEqual([
      "aws_cloudwatch_dashboard.service_web_observation_dashboard",
      "aws_cloudwatch_log_group.service_web_task_log_group",
      "aws_codedeploy_app.service_web_deployment_application",
      "aws_codedeploy_deployment_group.service_web_deployment_group",
      "aws_ecr_lifecycle_policy.service_web_registry_lifecycle",
      "aws_ecr_repository.service_web_registry",
      "aws_ecs_service.service_web",
      "aws_ecs_task_definition.service_web_task_definition",
      "aws_iam_role.service_web_deployment_role",
      "aws_iam_role.service_web_task_execution_role",
      "aws_iam_role_policy.service_web_deployment_role_rights",
      "aws_iam_role_policy.service_web_task_execution_role_rights",
      "aws_lb_target_group.targets_web_blue",
      "aws_lb_target_group.targets_web_green",
      "aws_ssm_parameter.service_web_contract",
    ]);
  });

  it("names what it makes after project and service", () => {
    expect(serviceOf(json)["name"]).toBe("Lab-web");
    expect(resource(json, "aws_ecr_repository.service_web_registry")["name"]).toBe("lab/web");
    expect(resource(json, "aws_ssm_parameter.service_web_contract")["name"]).toBe("/lab/web/release-contract");
    expect(contractOf(json)).toContain('"environment" = "lab", "serviceKey" = "web"');
  });

  it("waits for the platform, its rules, its security group and what its tasks need", () => {
    const waiting = serviceJson({
      settings: { route },
      platform: (stack) => ({
        ready: [new SecurityGroup(stack, "listener", {})],
        securityGroups: { forTasks: () => ({ id: "sg", ready: [new SecurityGroup(stack, "rule", {})] }) },
      }),
    });
    expect([...(serviceOf(waiting)["depends_on"] as string[])].sort()).toEqual([
      "aws_cloudwatch_log_group.service_web_task_log_group",
      "aws_iam_role_policy.service_web_task_execution_role_rights",
      "aws_lb_listener_rule.service_web_rules_production",
      "aws_lb_listener_rule.service_web_rules_test",
      "aws_security_group.listener",
      "aws_security_group.rule",
    ]);
  });

  it("asks for a group for its container's port, and runs and releases in it", () => {
    const asked: unknown[] = [];
    const grouped = serviceJson({
      platform: {
        securityGroups: {
          forTasks: (_, access) => {
            asked.push(access);
            return { id: "sg-web", ready: [] };
          },
        },
      },
    });
    const name = { name: "Tasks-web", tag: "Lab-Tasks-web" };
    expect(asked).toEqual([{ name, containerPort: 80, s3PrefixListId: "pl-1" }]);
    expect(serviceOf(grouped)).toHaveProperty("network_configuration.security_groups", ["sg-web"]);
    expect(contractOf(grouped)).toContain('"securityGroupIds" = ["sg-web"]');
  });
});

describe("the route of a service", () => {
  const routed = serviceJson({ settings: { route } });

  it("is a rule on each listener, which its releases rewrite and its role may", () => {
    expect(added(routed)).toEqual([
      "aws_lb_listener_rule.service_web_rules_production",
      "aws_lb_listener_rule.service_web_rules_test",
    ]);
    expect(contractOf(routed)).toContain(
      '"listenerRuleArns" = {"production" = aws_lb_listener_rule.service_web_rules_production.arn, ' +
        '"test" = aws_lb_listener_rule.service_web_rules_test.arn}',
    );
    const [rights] = statementsOf(routed, "service_web_deployment_role").filter(({ Sid }) => Sid === "SwitchRules");
    expect(rights?.["Resource"]).toEqual([
      ref("aws_lb_listener_rule.service_web_rules_production", "arn"),
      ref("aws_lb_listener_rule.service_web_rules_test", "arn"),
    ]);
  });

  it("is in no contract and in no right where the listeners are all its own", () => {
    expect(contractOf(json)).not.toContain("listenerRuleArns");
    expect(JSON.stringify(statementsOf(json, "service_web_deployment_role"))).not.toContain("ModifyRule");
  });
});
