import { ListenerRules } from "../../../src/constructs/load-balancer/listener-rules";
import { counts, jsonOf, resource, type TerraformJson } from "../../support/synthesized";

type Route = ConstructorParameters<typeof ListenerRules>[2]["route"];

function rules(route: Route): TerraformJson {
  return jsonOf(
    (stack) =>
      new ListenerRules(stack, "rules", {
        listenerArns: { production: "arn:production", test: "arn:test" },
        route,
        targetGroups: { blue: { name: "blue", arn: "arn:blue" }, green: { name: "green", arn: "arn:green" } },
      }),
  );
}

describe("ListenerRules", () => {
  it.each([
    ["production", "arn:blue"],
    ["test", "arn:green"],
  ])("take the service's share of %s and leave who gets it to CodeDeploy", (id, group) => {
    const json = rules({ priority: 100, hosts: ["api.example.com"], paths: ["/v1/*", "/v2/*"] });
    expect(counts(json)).toEqual({ aws_lb_listener_rule: 2 });
    expect(resource(json, `aws_lb_listener_rule.rules_${id}`)).toEqual({
      listener_arn: `arn:${id}`,
      priority: 100,
      condition: [{ host_header: { values: ["api.example.com"] } }, { path_pattern: { values: ["/v1/*", "/v2/*"] } }],
      action: [{ type: "forward", target_group_arn: group }],
      lifecycle: { ignore_changes: ["action"] },
    });
  });

  it.each<[string, Route, readonly object[]]>([
    ["hosts", { priority: 1, hosts: ["*.example.com"] }, [{ host_header: { values: ["*.example.com"] } }]],
    ["paths", { priority: 1, paths: ["/*"] }, [{ path_pattern: { values: ["/*"] } }]],
    ["a path that reads as a template", { priority: 1, paths: ["/${x}"] }, [{ path_pattern: { values: ["/$${x}"] } }]],
  ])("ask for nothing but %s where the route says nothing else", (_, route, condition) => {
    expect(resource(rules(route), "aws_lb_listener_rule.rules_production")["condition"]).toEqual(condition);
  });
});
