import {
  addresses,
  elsewhere,
  handsOn,
  ref,
  resource,
  serviceStackJson,
  type TerraformJson,
  withSmokeTest,
} from "../support/synthesized";

const json = serviceStackJson(handsOn);
const other = serviceStackJson(elsewhere);

describe("the hands-on stack", () => {
  it("has the addresses it always had", () => {
    expect(addresses(json)).toHaveLength(43);
    expect(addresses(json)).toMatchSnapshot();
  });

  it("is the Terraform JSON that was reviewed", () => {
    expect(json).toMatchSnapshot();
  });

  it("holds no endpoint, credential or switch that only a test would need", () => {
    const text = JSON.stringify(json);
    expect(text.length).toBeGreaterThan(10_000);
    expect(text).not.toMatch(/localhost|127\.0\.0\.1|endpoint_url|"endpoints"|access_key|secret_key|profile/i);
    expect(text).not.toMatch(/skip_(?!destroy)|s3_use_path_style|use_path_style/);
    expect(json.provider).toEqual({ aws: [{ region: "ap-northeast-1" }] });
  });

  it("lets the service wait for listeners, rules, routes, endpoints, rights and the log group", () => {
    const expected = addresses(json).filter((address) =>
      /^(aws_lb_listener|aws_vpc_security_group_|aws_vpc_endpoint|aws_cloudwatch_log_group)/.test(address),
    );
    expect(expected).toHaveLength(13);
    expect([...(resource(json, "aws_ecs_service.service_web")["depends_on"] as string[])].sort()).toEqual(
      [
        ...expected,
        "aws_route_table_association.network_private_1a_routes",
        "aws_route_table_association.network_private_1c_routes",
        "aws_iam_role_policy_attachment.service_web_task_execution_role_AmazonECSTaskExecutionRolePolicy",
      ].sort(),
    );
  });

  it("lets the load balancer wait for its way to the internet", () => {
    expect(resource(json, "aws_lb.load_balancer")["depends_on"]).toEqual([
      "aws_route.network_public_internet",
      "aws_route_table_association.network_public_1a_routes",
      "aws_route_table_association.network_public_1c_routes",
    ]);
  });

  it("lets CodeDeploy's group wait for the rights of its role", () => {
    expect(resource(json, "aws_codedeploy_deployment_group.service_web_deployment_group")["depends_on"]).toEqual([
      "aws_iam_role_policy_attachment.service_web_deployment_role_AWSCodeDeployRoleForECS",
      "aws_iam_role_policy_attachment.service_web_deployment_role_AmazonEC2ContainerRegistryPowerUser",
    ]);
  });
});

describe.each([
  ["hands-on", json],
  ["elsewhere", other],
])("the stack of %s", (_, synthesized) => {
  it("hands CodeDeploy two target groups, one production and one test listener, all on one load balancer", () => {
    expect(addresses(synthesized, "aws_lb_target_group")).toHaveLength(2);
    expect(addresses(synthesized, "aws_lb_listener")).toHaveLength(2);
    expect(
      resource(synthesized, "aws_codedeploy_deployment_group.service_web_deployment_group")["load_balancer_info"],
    ).toEqual({
      target_group_pair_info: {
        prod_traffic_route: { listener_arns: [ref("aws_lb_listener.listeners_production", "arn")] },
        test_traffic_route: { listener_arns: [ref("aws_lb_listener.listeners_test", "arn")] },
        target_group: [
          { name: ref("aws_lb_target_group.targets_web_blue", "name") },
          { name: ref("aws_lb_target_group.targets_web_green", "name") },
        ],
      },
    });
    for (const listener of addresses(synthesized, "aws_lb_listener")) {
      expect(resource(synthesized, listener)["load_balancer_arn"]).toBe(ref("aws_lb.load_balancer", "arn"));
    }
  });

  it("publishes a contract in which only the environment's own facts are written and all else refers", () => {
    const contract = String(resource(synthesized, "aws_ssm_parameter.service_web_contract")["insecure_value"]);
    expect(contract).toContain('"version" = 1');
    expect(contract).toContain('"account" = data.aws_caller_identity.current.account_id');
    expect(contract).toContain('"cluster" = aws_ecs_cluster.cluster.name');
    expect(contract).toContain('"service" = aws_ecs_service.service_web.name');
    expect(contract).toContain('"taskDefinitionArn" = aws_ecs_task_definition.service_web_task_definition.arn');
    expect(contract).toContain('"repositoryUrl" = aws_ecr_repository.service_web_registry.repository_url');
    expect(contract).toContain(
      '"codeDeploy" = {"application" = aws_codedeploy_app.service_web_deployment_application.name, ' +
        '"deploymentGroup" = aws_codedeploy_deployment_group.service_web_deployment_group.deployment_group_name}',
    );
    expect(contract).toContain(
      '"listenerArns" = {"production" = aws_lb_listener.listeners_production.arn, "test" = aws_lb_listener.listeners_test.arn}',
    );
    expect(contract).toContain(
      '"blue" = {"name" = aws_lb_target_group.targets_web_blue.name, "arn" = aws_lb_target_group.targets_web_blue.arn}',
    );
    expect(contract).toContain(
      '"green" = {"name" = aws_lb_target_group.targets_web_green.name, "arn" = aws_lb_target_group.targets_web_green.arn}',
    );
    expect(contract).toContain('"platformVersion" = "LATEST", "capacityProviders" = []');
    expect(contract).toContain('"scalingResourceId" = null');
    expect(synthesized.output?.["ReleaseContract"]).toEqual({
      value: ref("aws_ssm_parameter.service_web_contract", "insecure_value"),
    });
  });
});

describe("the stack of another environment", () => {
  it("has the same addresses, but for its zones", () => {
    const withoutZones = (of: TerraformJson) =>
      [...new Set(addresses(of).map((address) => address.replace(/_1[a-z](?=_|$)/, "_<zone>")))].sort();
    expect(withoutZones(other)).toEqual(withoutZones(json));
    expect(addresses(other, "aws_subnet")).toHaveLength(6);
  });

  it("bears the environment's name in no address and in no output's name", () => {
    const ids = [...addresses(other), ...Object.keys(other.output ?? {})];
    expect(ids.length).toBeGreaterThan(40);
    expect(ids.filter((id) => /elsewhere|shop/i.test(id))).toEqual([]);
  });

  it("takes nothing from the hands-on but what both declare", () => {
    expect(JSON.stringify(other)).not.toMatch(/ContainerHandsOn|hands-on|ap-northeast-1/i);
  });

  it("names an output per subnet after its zone", () => {
    const names = Object.keys(other.output ?? {}).filter((name) => name.startsWith("SubnetId"));
    expect(names.sort()).toEqual([
      "SubnetId1aPrivate",
      "SubnetId1aPublic",
      "SubnetId1bPrivate",
      "SubnetId1bPublic",
      "SubnetId1cPrivate",
      "SubnetId1cPublic",
    ]);
  });

  it("touches its own account only", () => {
    expect(other.provider).toEqual({ aws: [{ region: "eu-central-1", allowed_account_ids: ["210987654321"] }] });
  });
});

describe("the stack of an environment with a smoke test", () => {
  const tested = serviceStackJson(withSmokeTest);
  const lambda = resource(tested, "aws_lambda_function.service_web_deployment_smoke_test");

  it("has the addresses of the others, and four of its own", () => {
    const own = addresses(tested).filter((address) => !addresses(json).includes(address));
    expect(own).toEqual([
      "aws_cloudwatch_log_group.service_web_deployment_smoke_test_log_group",
      "aws_iam_role.service_web_deployment_smoke_test_role",
      "aws_iam_role_policy.service_web_deployment_smoke_test_rights",
      "aws_lambda_function.service_web_deployment_smoke_test",
    ]);
    expect(addresses(tested)).toHaveLength(addresses(json).length + own.length);
  });

  it("asks the test listener by the load balancer's own name", () => {
    expect(lambda).toHaveProperty("environment.variables.TEST_PROTOCOL", "http");
    expect(lambda).toHaveProperty("environment.variables.TEST_HOST", ref("aws_lb.load_balancer", "dns_name"));
    expect(lambda).toHaveProperty("environment.variables.TEST_NAME", ref("aws_lb.load_balancer", "dns_name"));
    expect(lambda).toHaveProperty("environment.variables.TEST_PORT", "8080");
    expect(lambda["function_name"]).toBe("CodeDeployHook_ContainerHandsOnSmokeTest");
  });

  it("reports to the stack's deployment group alone", () => {
    const { policy } = resource(tested, "aws_iam_role_policy.service_web_deployment_smoke_test_rights");
    expect(JSON.parse(String(policy))).toHaveProperty(
      "Statement.1.Resource",
      ref("aws_codedeploy_deployment_group.service_web_deployment_group", "arn"),
    );
  });

  it("names the function in the contract, where the hands-on's has none", () => {
    const contract = (of: TerraformJson) => resource(of, "aws_ssm_parameter.service_web_contract")["insecure_value"];
    const named =
      '"hooks" = {"afterAllowTestTraffic" = aws_lambda_function.service_web_deployment_smoke_test.function_name}';
    expect(contract(tested)).toContain(named);
    expect(contract(json)).not.toContain("hooks");
  });
});
