import { WebAcl, type WebAclProps } from "../../../src/constructs/load-balancer/web-acl";
import { addresses, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

function webAcl(props: Partial<WebAclProps> = {}): TerraformJson {
  return jsonOf(
    (stack) =>
      new WebAcl(stack, "web_acl", {
        name: "Shop",
        loadBalancerArn: "arn:lb",
        rateLimit: 2000,
        managedRuleGroups: ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"],
        log: { name: "aws-waf-logs-Shop", account: "123456789012", region: "ap-northeast-1", retentionDays: 365 },
        ...props,
      }),
  );
}

const visible = (name: string) => ({
  cloudwatch_metrics_enabled: true,
  metric_name: name,
  sampled_requests_enabled: false,
});

const group = (name: string, priority: number) => ({
  name,
  priority,
  override_action: { none: {} },
  statement: { managed_rule_group_statement: { vendor_name: "AWS", name } },
  visibility_config: visible(name),
});

const rateLimit = (limit: number) => ({
  name: "RateLimit",
  priority: 0,
  action: { block: {} },
  statement: { rate_based_statement: { limit, aggregate_key_type: "IP", evaluation_window_sec: 300 } },
  visibility_config: visible("RateLimit"),
});

describe("WebAcl", () => {
  it("is an ACL in front of the load balancer, with a log", () => {
    expect(addresses(webAcl())).toEqual([
      "aws_cloudwatch_log_group.web_acl_log_group",
      "aws_cloudwatch_log_resource_policy.web_acl_log_delivery",
      "aws_wafv2_web_acl.web_acl",
      "aws_wafv2_web_acl_association.web_acl_association",
      "aws_wafv2_web_acl_logging_configuration.web_acl_log",
    ]);
  });

  it("lets through what no rule blocks: first those who ask too often, then what the groups know", () => {
    expect(resource(webAcl(), "aws_wafv2_web_acl.web_acl")).toEqual({
      name: "Shop",
      description: "In front of the load balancer of Shop",
      scope: "REGIONAL",
      default_action: { allow: {} },
      rule: [
        rateLimit(2000),
        group("AWSManagedRulesCommonRuleSet", 1),
        group("AWSManagedRulesKnownBadInputsRuleSet", 2),
      ],
      visibility_config: visible("Shop"),
      tags: { Name: "Shop" },
      lifecycle: { create_before_destroy: true },
    });
  });

  it("has as many rules as it is told", () => {
    const { rule } = resource(webAcl({ rateLimit: 100, managedRuleGroups: [] }), "aws_wafv2_web_acl.web_acl");
    expect(rule).toEqual([rateLimit(100)]);
  });

  it("gives WAF time to hear of a new load balancer", () => {
    expect(resource(webAcl(), "aws_wafv2_web_acl_association.web_acl_association")).toEqual({
      resource_arn: "arn:lb",
      web_acl_arn: ref("aws_wafv2_web_acl.web_acl", "arn"),
      timeouts: { create: "15m" },
    });
  });
});
