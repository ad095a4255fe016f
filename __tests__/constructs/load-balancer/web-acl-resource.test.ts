import { Testing } from "cdktf";
import { WebAclResource } from "../../../src/constructs/load-balancer/web-acl-resource";
import { emptyStack, jsonOf, resource } from "../../support/synthesized";

const statement = { rate_based_statement: { limit: 2000, aggregate_key_type: "IP" } };
const visibilityConfig = { cloudwatchMetricsEnabled: true, metricName: "one", sampledRequestsEnabled: false };
const config = {
  name: "shop",
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  rule: [{ name: "one", priority: 0, action: { block: {} }, statement, visibilityConfig }],
  visibilityConfig,
};

function hclOf(more: Partial<typeof config> = {}): string {
  const stack = emptyStack();
  new WebAclResource(stack, "acl", { ...config, ...more });
  stack.prepareStack();
  return String(Testing.synthHcl(stack)).replaceAll(/\s+/g, " ");
}

describe("WebAclResource", () => {
  it("writes a statement as blocks in HCL", () => {
    expect(hclOf()).toContain('statement { rate_based_statement { limit = 2000 aggregate_key_type = "IP" } }');
    expect(hclOf()).not.toContain("statement =");
  });

  it("writes a web ACL without rules too", () => {
    expect(hclOf({ rule: [] })).toContain('name = "shop"');
    expect(hclOf({ rule: [] })).not.toContain("statement");
  });

  it("leaves the JSON as the bindings make it", () => {
    const json = jsonOf((stack) => new WebAclResource(stack, "acl", config));
    expect(resource(json, "aws_wafv2_web_acl.acl")).toHaveProperty("rule.0.statement", statement);
  });
});
