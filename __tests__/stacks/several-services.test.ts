import type { Environment, Service } from "../../src/environments/schema";
import { must } from "../support/must";
import { addresses, handsOn, production, ref, resource, serviceStackJson, staging, web } from "../support/synthesized";

/** Behind the hands-on's load balancer, on a path of its own. */
function routed(key: string, priority: number): Service {
  return { ...web, names: { service: `Shop-${key}` }, route: { priority, paths: [`/${key}/*`] } };
}

function environmentWith(...keys: readonly string[]): Environment {
  const services = Object.fromEntries(keys.map((key, index) => [key, routed(key, 100 * (index + 1))]));
  return { ...handsOn, services };
}

const two = serviceStackJson(environmentWith("api", "shop"));
const three = serviceStackJson(environmentWith("api", "shop", "admin"));

/** Between production's two: with alarms, scaling, a sidecar and rights, as they have. */
const productionApi = must(production.services["api"]);
const withThird: Environment = {
  ...production,
  services: { admin: { ...productionApi, route: { priority: 50, paths: ["/admin/*"] } }, ...production.services },
};

describe.each([
  ["the hands-on's platform", two, three],
  ["production", serviceStackJson(production), serviceStackJson(withThird)],
])("a third service in %s", (_, before, after) => {
  const added = addresses(after).filter((address) => !addresses(before).includes(address));

  it("changes no resource that is there", () => {
    expect(addresses(before).length).toBeGreaterThan(60);
    expect(addresses(after)).toEqual(expect.arrayContaining(addresses(before)));
    for (const address of addresses(before)) {
      expect([address, resource(after, address)]).toEqual([address, resource(before, address)]);
    }
  });

  it("is resources of its own alone", () => {
    expect(added.length).toBeGreaterThan(10);
    expect(added.filter((address) => !/\.(service|targets)_admin(_|$)/.test(address))).toEqual([]);
    expect(added).toEqual(addresses(after).filter((address) => /\.(service|targets)_admin(_|$)/.test(address)));
  });

  it("changes no data source but for one of its own, no provider and no backend", () => {
    const { data, provider, terraform } = before;
    const { aws_ecs_task_definition: revisions, ...others } = after.data ?? {};
    const { service_admin_revision_in_use_definition: own, ...rest } = revisions ?? {};
    expect(own).toBeDefined();
    expect({
      data: { ...others, aws_ecs_task_definition: rest },
      provider: after.provider,
      terraform: after.terraform,
    }).toEqual({
      data,
      provider,
      terraform,
    });
  });
});

describe("a third service that needs what none did", () => {
  const spoken = serviceStackJson({
    ...production,
    services: {
      web: must(production.services["web"]),
      admin: {
        ...must(production.services["web"]),
        route: { priority: 50, paths: ["/admin/*"] },
        executeCommand: true,
      },
    },
  });
  const one = serviceStackJson({ ...production, services: { web: must(production.services["web"]) } });

  it("brings the endpoint that it needs, and changes none that is there", () => {
    const added = addresses(spoken).filter((address) => !addresses(one).includes(address));
    expect(added.filter((address) => address.startsWith("aws_vpc_endpoint."))).toEqual([
      "aws_vpc_endpoint.endpoints_kms",
      "aws_vpc_endpoint.endpoints_ssmmessages",
    ]);
    for (const address of addresses(one, "aws_vpc_endpoint")) {
      expect([address, resource(spoken, address)]).toEqual([address, resource(one, address)]);
    }
  });
});

describe("an environment with several services", () => {
  it("keeps the outputs that are there when a service comes", () => {
    expect(three.output).toEqual(expect.objectContaining(two.output));
    const ofShop = Object.keys(two.output ?? {}).filter((name) => name.endsWith("_shop"));
    expect(ofShop.sort()).toEqual([
      "ReleaseContractParameter_shop",
      "ReleaseContract_shop",
      "RepositoryUrl_shop",
      "RevisionNo_shop",
      "TargetGroupArn_shop",
    ]);
  });

  it.each(["api", "shop"])("gives %s a pair, rules, a CodeDeploy group and a contract of its own", (key) => {
    expect(addresses(two, "aws_lb_listener_rule")).toHaveLength(4);
    for (const [listener, colour] of [
      ["production", "blue"],
      ["test", "green"],
    ] as const) {
      expect(resource(two, `aws_lb_listener_rule.service_${key}_rules_${listener}`)).toMatchObject({
        listener_arn: ref(`aws_lb_listener.listeners_${listener}`, "arn"),
        action: [{ type: "forward", target_group_arn: ref(`aws_lb_target_group.targets_${key}_${colour}`, "arn") }],
      });
    }
    expect(resource(two, `aws_codedeploy_deployment_group.service_${key}_deployment_group`)).toMatchObject({
      load_balancer_info: {
        target_group_pair_info: {
          target_group: [
            { name: ref(`aws_lb_target_group.targets_${key}_blue`, "name") },
            { name: ref(`aws_lb_target_group.targets_${key}_green`, "name") },
          ],
        },
      },
    });
    expect(String(resource(two, `aws_ssm_parameter.service_${key}_contract`)["insecure_value"])).toContain(
      `"listenerRuleArns" = {"production" = aws_lb_listener_rule.service_${key}_rules_production.arn, ` +
        `"test" = aws_lb_listener_rule.service_${key}_rules_test.arn}`,
    );
  });

  it.each(["api", "shop"])("lets %s wait for its rules, as ECS refuses a pair that hangs on no listener", (key) => {
    expect(resource(two, `aws_ecs_service.service_${key}`)["depends_on"]).toEqual(
      expect.arrayContaining([
        `aws_lb_listener_rule.service_${key}_rules_production`,
        `aws_lb_listener_rule.service_${key}_rules_test`,
      ]),
    );
  });

  it.each(["production", "test"])("answers on %s what no service takes with 404", (listener) => {
    expect(resource(two, `aws_lb_listener.listeners_${listener}`)["default_action"]).toMatchObject([
      { type: "fixed-response", fixed_response: { status_code: "404" } },
    ]);
  });

  it("leaves the actions of every rule to CodeDeploy", () => {
    const rules = addresses(two, "aws_lb_listener_rule");
    expect(rules).toHaveLength(4);
    for (const rule of rules) expect(resource(two, rule)["lifecycle"]).toEqual({ ignore_changes: ["action"] });
  });

  it("tells releases to mark their images exactly where a lifecycle policy expires others", () => {
    const lifecycle = { type: "expire-old", keepReleases: 7, keepNewest: 50, untaggedDays: 14 } as const;
    const environment = environmentWith("api", "shop");
    const expiring = serviceStackJson({ ...environment, registry: { ...environment.registry, lifecycle } });
    expect(addresses(two, "aws_ecr_lifecycle_policy")).toEqual([]);
    expect(addresses(expiring, "aws_ecr_lifecycle_policy")).toEqual([
      "aws_ecr_lifecycle_policy.service_api_registry_lifecycle",
      "aws_ecr_lifecycle_policy.service_shop_registry_lifecycle",
    ]);
    for (const key of ["api", "shop"]) {
      const contractIn = (json: typeof two) =>
        String(resource(json, `aws_ssm_parameter.service_${key}_contract`)["insecure_value"]);
      expect(contractIn(two)).not.toContain("keepReleases");
      expect(contractIn(expiring)).toContain('"keepReleases" = 7');
    }
  });
});

describe("services and instances in shared groups", () => {
  const json = serviceStackJson({ ...staging, network: { ...staging.network, securityGroups: "shared" } });
  const group = ref("aws_security_group.security_groups_private", "id");

  it("make no group of their own", () => {
    expect(addresses(json, "aws_security_group")).toEqual([
      "aws_security_group.security_groups_private",
      "aws_security_group.security_groups_public",
    ]);
  });

  it("are all in the private one", () => {
    expect(addresses(json, "aws_ecs_service")).toHaveLength(2);
    for (const address of addresses(json, "aws_ecs_service")) {
      expect(resource(json, address)).toHaveProperty("network_configuration.security_groups", [group]);
    }
    const template = resource(json, "aws_launch_template.instances_template");
    expect(template).toHaveProperty("network_interfaces.0.security_groups", [group]);
  });
});
