import type { Environment } from "../../src/environments/schema";
import {
  addresses,
  type Block,
  handsOn,
  production,
  ref,
  resource,
  serviceStackJson,
  type TerraformJson,
} from "../support/synthesized";
import { must } from "../support/must";

const web = must(handsOn.services["web"]);
const form = (of: Environment, securityGroups: "separate" | "shared", retained?: "separate" | "shared") =>
  serviceStackJson({
    ...of,
    network: { ...of.network, securityGroups },
    retained: { services: {}, ...(retained !== undefined && { securityGroups: retained }) },
  });
const with3Zones = (retained: Partial<Environment["retained"]>): Environment => ({
  ...handsOn,
  network: {
    ...handsOn.network,
    zones: [
      ...handsOn.network.zones,
      { name: "ap-northeast-1d", publicCidr: "10.0.4.0/24", privateCidr: "10.0.5.0/24" },
    ],
  },
  retained: { services: {}, ...retained },
});
const groupsAndRules = (json: TerraformJson) =>
  addresses(json).filter((address) => /^aws_(vpc_)?security_group/.test(address));
const contractOf = (json: TerraformJson, service = "web") =>
  String(resource(json, `aws_ssm_parameter.service_${service}_contract`)["insecure_value"]);
const preconditions = (json: TerraformJson) =>
  (resource(json, "aws_ecs_cluster.cluster")["lifecycle"] as Block)["precondition"] as readonly Block[];

describe.each([
  ["the hands-on", handsOn],
  ["production", production],
])("security groups of both forms, in %s", (_, environment) => {
  const shared = form(environment, "shared");
  const separate = form(environment, "separate");

  it.each([
    ["shared to separate", shared, form(environment, "separate", "shared")],
    ["separate to shared", separate, form(environment, "shared", "separate")],
  ])("stay at their addresses, as they are, on the way from %s", (_way, before, meanwhile) => {
    expect(groupsAndRules(before).length).toBeGreaterThanOrEqual(8);
    expect(groupsAndRules(meanwhile)).toEqual([...groupsAndRules(shared), ...groupsAndRules(separate)].sort());
    for (const address of groupsAndRules(before)) {
      expect([address, resource(meanwhile, address)]).toEqual([address, resource(before, address)]);
    }
  });

  it("are those of the load balancer and of each endpoint, the declared ones first", () => {
    const meanwhile = form(environment, "separate", "shared");
    const ids = (...names: string[]) => names.map((name) => ref(`aws_security_group.security_groups_${name}`, "id"));
    expect(resource(meanwhile, "aws_lb.load_balancer")["security_groups"]).toEqual(ids("load_balancer", "public"));
    const endpoints = addresses(meanwhile, "aws_vpc_endpoint").filter((address) => !address.endsWith("_s3"));
    expect(endpoints.length).toBeGreaterThanOrEqual(3);
    for (const endpoint of endpoints) {
      expect(resource(meanwhile, endpoint)["security_group_ids"]).toEqual(ids("endpoints", "private"));
    }
  });
});

describe("the release contract of a service", () => {
  it("names nothing retained where nothing is", () => {
    expect(contractOf(serviceStackJson(handsOn))).not.toContain("retained");
  });

  it("carries the new group and names the one before", () => {
    const contract = contractOf(form(handsOn, "separate", "shared"));
    expect(contract).toContain(
      '"network" = {"subnetIds" = [aws_subnet.network_private_1a.id, aws_subnet.network_private_1c.id], "securityGroupIds" = [aws_security_group.service_web_security_group.id], "assignPublicIp" = "DISABLED"}',
    );
    expect(contract).toContain(
      '"retained" = {"subnetIds" = [], "securityGroupIds" = [aws_security_group.security_groups_private.id]}',
    );
  });

  it("leaves the subnet of a retained zone out, and names it", () => {
    const contract = contractOf(serviceStackJson(with3Zones({ zones: ["ap-northeast-1c"] })));
    expect(contract).toContain(
      '"subnetIds" = [aws_subnet.network_private_1a.id, aws_subnet.network_private_1d.id], "securityGroupIds"',
    );
    expect(contract).toContain(
      '"retained" = {"subnetIds" = [aws_subnet.network_private_1c.id], "securityGroupIds" = []}',
    );
  });
});

describe("a retained zone", () => {
  const before = serviceStackJson(with3Zones({}));
  const json = serviceStackJson(with3Zones({ zones: ["ap-northeast-1c"] }));

  it("keeps its place in the load balancer and the endpoints", () => {
    for (const address of ["aws_lb.load_balancer", "aws_vpc_endpoint.endpoints_logs"]) {
      expect(resource(json, address)).toEqual(resource(before, address));
    }
    expect(addresses(json)).toEqual(addresses(before));
  });

  it("ends after what uses it: Terraform keeps that in the state before it goes", () => {
    const own = addresses(json).filter((address) => /^aws_(subnet|route_table_association)\./.test(address));
    const lastly = own.filter((address) => resource(json, address)["lifecycle"] !== undefined);
    expect(own).toHaveLength(12);
    expect(lastly).toEqual([
      "aws_route_table_association.network_private_1c_routes",
      "aws_route_table_association.network_public_1c_routes",
      "aws_subnet.network_private_1c",
      "aws_subnet.network_public_1c",
    ]);
    for (const address of lastly) {
      expect(resource(json, address)["lifecycle"]).toEqual({ create_before_destroy: true });
    }
  });
});

describe("what a service retains", () => {
  const secret = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:old-AbCdEf";
  const role = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::pictures/*"] }] as const;
  const retaining = (of: Environment, service: string, kept: Environment["retained"]["services"][string]) =>
    serviceStackJson({ ...of, retained: { services: { [service]: kept } } });

  it("lets the load balancer reach the port of the running tasks beside the new one, with groups of both forms", () => {
    const onPort = { ...handsOn, services: { web: { ...web, container: { ...web.container, port: 8080 } } } };
    const rule = (port: number) => `aws_vpc_security_group_ingress_rule.security_groups_private_container_${port}`;
    const shared = retaining(onPort, "web", { containerPort: 80 });
    expect(resource(shared, rule(80))).toEqual(resource(serviceStackJson(handsOn), rule(80)));
    expect(resource(shared, rule(8080))).toMatchObject({ from_port: 8080, to_port: 8080 });

    const separate = { ...onPort, network: { ...onPort.network, securityGroups: "separate" as const } };
    for (const address of [
      "aws_vpc_security_group_ingress_rule.service_web_security_group_from_load_balancer",
      "aws_vpc_security_group_egress_rule.service_web_security_group_out_of_load_balancer",
    ]) {
      expect(resource(retaining(separate, "web", { containerPort: 80 }), address)).toMatchObject({
        from_port: 80,
        to_port: 8080,
      });
      expect(resource(serviceStackJson(separate), address)).toMatchObject({ from_port: 8080, to_port: 8080 });
    }
    expect(contractOf(shared)).toContain('"containerPort" = 80');
  });

  it("lets tasks of the running revision fetch a secret that the next one does not have", () => {
    const json = retaining({ ...handsOn, permissions: "least-privilege" }, "web", { secrets: [secret] });
    expect(addresses(json, "aws_vpc_endpoint")).toContain("aws_vpc_endpoint.endpoints_secretsmanager");
    expect(JSON.stringify(resource(json, "aws_iam_role_policy.service_web_task_execution_role_rights"))).toContain(
      secret,
    );
    expect(JSON.stringify(resource(json, "aws_ecs_task_definition.service_web_task_definition"))).not.toContain(secret);
    expect(contractOf(json)).toContain(`"secretArns" = ["${secret}"]`);
  });

  it("keeps the role of the running tasks at its address, and the next revision without one", () => {
    const before = serviceStackJson({
      ...production,
      services: { ...production.services, api: { ...must(production.services["api"]), taskRole: role } },
    });
    const bare = { ...must(production.services["api"]), taskRole: undefined, executeCommand: false };
    const json = retaining({ ...production, services: { ...production.services, api: bare } }, "api", {
      taskRole: role,
    });
    const address = "aws_iam_role.service_api_task_role";
    expect(resource(json, address)).toEqual(resource(before, address));
    const definition = resource(json, "aws_ecs_task_definition.service_api_task_definition");
    expect(definition["task_role_arn"]).toBeUndefined();
    expect(contractOf(json, "api")).toContain(`"taskRoleArn" = ${address}.arn`);
  });
});

describe("the plan of an environment", () => {
  it.each([
    ["shared", "separate", ["Tasks-*", "Instances"]],
    ["separate", "shared", ["PrivateSecurityGroup"]],
  ] as const)("with the groups %s asks whether tasks have those of the form %s", (declared, before, names) => {
    const json = form(handsOn, declared);
    expect(json.data?.["aws_security_groups"]?.["network_in_use_groups_before"]).toEqual({
      filter: [
        { name: "vpc-id", values: ["${local.network_in_use_vpc_id}"] },
        { name: "group-name", values: names },
      ],
    });
    expect(preconditions(json).map(({ condition }) => condition)).toEqual([
      "${(length(data.aws_network_interfaces.network_in_use_users_of_groups_before.ids) < 1)}",
      "${(length(data.aws_network_interfaces.network_in_use_tasks_in_subnets_before.ids) < 1)}",
    ]);
    expect(preconditions(json)[0]?.["error_message"]).toBe(
      `Running tasks or instances still use security groups of network.securityGroups "${before}" (network interfaces ` +
        '${join(", ", data.aws_network_interfaces.network_in_use_users_of_groups_before.ids)}), and this plan takes these groups away. ' +
        `Add retained: { securityGroups: "${before}" } to the environment hands-on and deploy, release every service, and remove it ` +
        "once npm run status says that no task uses them. Where a release has replaced the tasks already, wait until the original " +
        "ones have stopped; instances have to be replaced.",
    );
  });

  it("asks for subnets alone where both forms of groups are declared", () => {
    const json = form(handsOn, "separate", "shared");
    expect(json.data?.["aws_security_groups"]).toBeUndefined();
    expect(preconditions(json)).toHaveLength(1);
  });

  it("knows the declared subnets by zone and range, a retained zone's among them", () => {
    const json = serviceStackJson(with3Zones({ zones: ["ap-northeast-1c"] }));
    expect(json.data?.["aws_subnets"]?.["network_in_use_declared_subnets"]).toEqual({
      filter: [
        { name: "vpc-id", values: ["${local.network_in_use_vpc_id}"] },
        { name: "availability-zone", values: ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"] },
        { name: "cidr-block", values: ["10.0.2.0/24", "10.0.3.0/24", "10.0.5.0/24"] },
      ],
    });
  });

  it("names no resource in what it reads: Terraform would put it off while that has changes pending", () => {
    expect(JSON.stringify(serviceStackJson(production).data)).not.toContain("${aws_");
  });
});
