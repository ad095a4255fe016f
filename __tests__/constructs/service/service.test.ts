import { SecurityGroup } from "../../../src/aws";
import { plainPlatform, plainService, serviceJson } from "../../support/services";
import { addresses, ref, resource, type TerraformJson } from "../../support/synthesized";
import { statementsOf } from "../shared/roles";

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
        securityGroups: {
          ...plainPlatform.securityGroups,
          forTasks: () => ({ id: "sg", ready: [new SecurityGroup(stack, "rule", {})] }),
        },
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
          ...plainPlatform.securityGroups,
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

describe("the listeners of a service", () => {
  const ports = { productionPort: 9443, testPort: 9444 };
  const tls = { certificateArn: "arn:certificate", policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" };
  const listening = serviceJson({ settings: { listeners: ports }, platform: { tls } });
  const arns = ["production", "test"].map((id) => ref(`aws_lb_listener.service_web_listeners_${id}`, "arn"));

  it("are one for production and one for tests on the environment's load balancer, and no rule", () => {
    expect(added(listening)).toEqual([
      "aws_lb_listener.service_web_listeners_production",
      "aws_lb_listener.service_web_listeners_test",
    ]);
    for (const [id, port, colour] of [
      ["production", 9443, "blue"],
      ["test", 9444, "green"],
    ] as const) {
      expect(resource(listening, `aws_lb_listener.service_web_listeners_${id}`)).toEqual({
        load_balancer_arn: "arn:load-balancer",
        port,
        protocol: "HTTPS",
        certificate_arn: "arn:certificate",
        ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        default_action: [
          { type: "forward", target_group_arn: ref(`aws_lb_target_group.targets_web_${colour}`, "arn") },
        ],
        lifecycle: { ignore_changes: ["default_action"] },
      });
    }
  });

  it("are all that its releases move and its role may modify, and what its contract names", () => {
    const [production, test] = arns;
    expect(resource(listening, "aws_codedeploy_deployment_group.service_web_deployment_group")).toMatchObject({
      load_balancer_info: {
        target_group_pair_info: {
          prod_traffic_route: { listener_arns: [production] },
          test_traffic_route: { listener_arns: [test] },
        },
      },
    });
    const statements = statementsOf(listening, "service_web_deployment_role");
    expect(statements.find(({ Sid }) => Sid === "SwitchListeners")?.["Resource"]).toEqual(arns);
    expect(statements.map(({ Sid }) => Sid)).not.toContain("SwitchRules");
    expect(contractOf(listening)).toContain(
      '"listenerArns" = {"production" = aws_lb_listener.service_web_listeners_production.arn, ' +
        '"test" = aws_lb_listener.service_web_listeners_test.arn}',
    );
    expect(contractOf(listening)).not.toContain("listenerRuleArns");
  });

  it("exist and are open before the service", () => {
    const asked: unknown[] = [];
    const waiting = serviceJson({
      settings: { listeners: ports },
      platform: (stack) => ({
        securityGroups: {
          ...plainPlatform.securityGroups,
          forListeners: (_, access) => {
            asked.push(access);
            return [new SecurityGroup(stack, "ingress", {})];
          },
        },
      }),
    });
    expect(asked).toEqual([{ key: "web", ports: { production: 9443, test: 9444 } }]);
    expect(serviceOf(waiting)["depends_on"]).toEqual(
      expect.arrayContaining([
        "aws_lb_listener.service_web_listeners_production",
        "aws_lb_listener.service_web_listeners_test",
        "aws_security_group.ingress",
      ]),
    );
  });

  it("speak plain HTTP where the load balancer does", () => {
    const plainly = serviceJson({ settings: { listeners: ports } });
    const production = resource(plainly, "aws_lb_listener.service_web_listeners_production");
    expect(production).toMatchObject({ port: 9443, protocol: "HTTP" });
    expect(production).not.toHaveProperty("certificate_arn");
  });

  it("are where its smoke test looks, by the name that clients use", () => {
    const hooks = { afterAllowTestTraffic: { path: "/", expectStatus: 200, attempts: 1 } };
    const tested = serviceJson({
      settings: { listeners: ports, deployment: { ...plainService.deployment, hooks } },
      platform: { tls },
    });
    expect(resource(tested, "aws_lambda_function.service_web_deployment_smoke_test")).toMatchObject({
      environment: { variables: { TEST_HOST: "lab.example", TEST_NAME: "lab.example", TEST_PORT: "9444" } },
    });
  });
});
