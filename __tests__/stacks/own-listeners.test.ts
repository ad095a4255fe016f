import type { Environment } from "../../src/environments/schema";
import { securityRules } from "../../src/security/rules";
import { examineAll } from "../../src/security/rule";
import { stacksOf } from "../security/stacks";
import { must } from "../support/must";
import { addresses, handsOn, production, ref, resource, serviceStackJson, staging } from "../support/synthesized";

const listeners = { productionPort: 9443, testPort: 9444 };

/** The environment whose `api` has listeners of its own, and whose `web` has the load balancer's as it says. */
function listening(environment: Environment, web: "a route" | "everything"): Environment {
  const api = { ...must(environment.services["api"]), route: undefined, listeners };
  const others = must(environment.services["web"]);
  return {
    ...environment,
    services: { web: web === "a route" ? others : { ...others, route: undefined }, api },
  };
}

const routed = serviceStackJson(production);
const mixed = listening(production, "a route");
const json = serviceStackJson(mixed);
const stacks = stacksOf(mixed);

describe("a service with listeners of its own in production", () => {
  const own = [
    "aws_lb_listener.service_api_listeners_production",
    "aws_lb_listener.service_api_listeners_test",
    "aws_vpc_security_group_ingress_rule.service_api_ingress_production_0_0_0_0_0",
    "aws_vpc_security_group_ingress_rule.service_api_ingress_test_203_0_113_0_24",
  ];

  it("has these and their ports instead of rules", () => {
    expect(addresses(json).filter((address) => !addresses(routed).includes(address))).toEqual(own);
    expect(addresses(routed).filter((address) => !addresses(json).includes(address))).toEqual([
      "aws_lb_listener_rule.service_api_rules_production",
      "aws_lb_listener_rule.service_api_rules_test",
    ]);
  });

  it("speaks TLS with the environment's certificate", () => {
    for (const address of own.slice(0, 2)) {
      expect(resource(json, address)).toMatchObject({
        load_balancer_arn: ref("aws_lb.load_balancer", "arn"),
        protocol: "HTTPS",
        certificate_arn: resource(json, "aws_lb_listener.listeners_production")["certificate_arn"],
        ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        lifecycle: { ignore_changes: ["default_action"] },
        tags: { Service: "api" },
      });
    }
  });

  it("changes nothing but what knew its rules: its group, its role's rights, its service's order and its contract", () => {
    const common = addresses(json).filter((address) => addresses(routed).includes(address));
    expect(common.length).toBeGreaterThan(100);
    const changed = common.filter(
      (address) => JSON.stringify(resource(json, address)) !== JSON.stringify(resource(routed, address)),
    );
    expect(changed).toEqual([
      "aws_codedeploy_deployment_group.service_api_deployment_group",
      "aws_ecs_service.service_api",
      "aws_iam_role_policy.service_api_deployment_role_rights",
      "aws_ssm_parameter.service_api_contract",
    ]);
    const { depends_on: before, ...rest } = resource(routed, "aws_ecs_service.service_api");
    const { depends_on: after, ...same } = resource(json, "aws_ecs_service.service_api");
    expect(same).toEqual(rest);
    expect(after).not.toEqual(before);
    expect(after).toEqual(expect.arrayContaining(own));
  });

  it("keeps every output under its name", () => {
    expect(Object.keys(json.output ?? {})).toEqual(Object.keys(routed.output ?? {}));
    expect(Object.keys(json.output ?? {})).toContain("ReleaseContract_api");
  });

  it.each(securityRules.map((rule) => [rule.rule, rule] as const))("keeps: %s", (_, rule) => {
    const { looked, violations } = examineAll(rule, stacks);
    expect(looked.length).toBeGreaterThan(0);
    expect(violations).toEqual([]);
  });

  it("breaks the rule of closed test listeners by its own too, once that is open to everyone", () => {
    const loadBalancer = { ...mixed.loadBalancer, testAllowedCidrs: ["0.0.0.0/0"] };
    const rule = must(securityRules.find((one) => one.rule === "the test listener is closed to the world"));
    const { violations } = examineAll(rule, stacksOf({ ...mixed, loadBalancer }));
    expect(violations.map((one) => one.replace(/:.*/, ""))).toEqual([
      "aws_lb_listener.listeners_test",
      "aws_lb_listener.service_api_listeners_test",
    ]);
  });
});

describe("the only service that has no listeners of its own", () => {
  const owning = serviceStackJson(listening(production, "everything"));

  it("gets every request of the load balancer's, without a rule", () => {
    expect(addresses(owning, "aws_lb_listener_rule")).toEqual([]);
    expect(addresses(owning, "aws_lb_listener")).toHaveLength(5);
    for (const [id, colour] of [
      ["production", "blue"],
      ["test", "green"],
    ] as const) {
      expect(resource(owning, `aws_lb_listener.listeners_${id}`)["default_action"]).toEqual([
        { type: "forward", target_group_arn: ref(`aws_lb_target_group.targets_web_${colour}`, "arn") },
      ]);
    }
  });

  it("keeps the outputs' plain names, and the others have theirs", () => {
    const contracts = Object.keys(owning.output ?? {}).filter((name) => name.startsWith("ReleaseContract"));
    expect(contracts.sort()).toEqual([
      "ReleaseContract",
      "ReleaseContractParameter",
      "ReleaseContractParameter_api",
      "ReleaseContract_api",
    ]);
  });

  it("is not touched when another with listeners comes", () => {
    const web = must(handsOn.services["web"]);
    const before = serviceStackJson(handsOn);
    const names = { service: "Hello", targetGroups: { blue: "hello-blue", green: "hello-green" } };
    const after = serviceStackJson({ ...handsOn, services: { web, hello: { ...web, names, listeners } } });
    for (const address of addresses(before)) {
      expect([address, resource(after, address)]).toEqual([address, resource(before, address)]);
    }
    const added = addresses(after).filter((address) => !addresses(before).includes(address));
    expect(added.length).toBeGreaterThan(10);
    expect(added.filter((address) => !/\.(service|targets)_hello(_|$)/.test(address))).toEqual([]);
    expect(after.output).toEqual(expect.objectContaining(before.output));
  });
});

describe("listeners of a service in shared security groups", () => {
  it("are open to everyone, as the load balancer's own", () => {
    const shared = { ...staging, network: { ...staging.network, securityGroups: "shared" as const } };
    const of = serviceStackJson(listening(shared, "a route"));
    for (const [id, port] of [
      ["production", 9443],
      ["test", 9444],
    ] as const) {
      expect(resource(of, `aws_vpc_security_group_ingress_rule.service_api_ingress_${id}`)).toMatchObject({
        security_group_id: ref("aws_security_group.security_groups_public", "id"),
        from_port: port,
        to_port: port,
        cidr_ipv4: "0.0.0.0/0",
      });
    }
  });
});
