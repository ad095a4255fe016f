import {
  type Block,
  block,
  blocks,
  referring,
  refersTo,
  resources,
  type StackJson,
  strings,
} from "../../lib/terraform/stack-json";
import { each, eachOf, type SecurityRule, unless } from "../rule";
import { isFromEverywhere } from "./network";

const group = "Load balancer";

/** TLS 1.3, and 1.2 with forward secrecy and authenticated encryption only; or 1.3 alone. */
const tlsPolicies = ["ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "ELBSecurityPolicy-TLS13-1-3-2021-06"];

/** The rule group that knows Log4j's hole. */
const knownBadInputs = "AWSManagedRulesKnownBadInputsRuleSet";

export const loadBalancerRules: readonly SecurityRule[] = [
  {
    ids: ["CKV_AWS_2", "ELB.18", "CKV2_AWS_20", "ELB.1"],
    group,
    rule: "HTTPS; HTTP only redirects to it",
    check: "each listener has a certificate, or redirects to HTTPS",
    examine: each(["aws_lb_listener"], (listener) =>
      unless(isHttps(listener) || redirectsToHttps(listener), "speaks plain HTTP"),
    ),
  },
  {
    ids: ["CKV_AWS_103", "CKV2_AWS_74", "ELB.17"],
    group,
    rule: "TLS 1.2 or newer, with strong ciphers",
    check: `the policy of each HTTPS listener is ${tlsPolicies.join(" or ")}`,
    examine: eachOf(
      (json) => resources(json, "aws_lb_listener").filter(({ block: listener }) => listener["protocol"] === "HTTPS"),
      ({ ssl_policy: policy }) =>
        unless(
          strings(policy).some((one) => tlsPolicies.includes(one)),
          `its TLS policy is ${JSON.stringify(policy)}`,
        ),
    ),
  },
  {
    ids: ["CKV_AWS_131", "ELB.4"],
    group,
    rule: "invalid header fields are dropped",
    check: "`drop_invalid_header_fields`",
    examine: each(["aws_lb"], (lb) =>
      unless(lb["drop_invalid_header_fields"] === true, "lets invalid headers through"),
    ),
  },
  {
    ids: ["CKV_AWS_328", "ELB.12"],
    group,
    rule: "requests that servers may read differently are not passed on",
    check: "`desync_mitigation_mode` is defensive or strictest",
    examine: each(["aws_lb"], ({ desync_mitigation_mode: mode }) =>
      unless(mode === "defensive" || mode === "strictest", "passes ambiguous requests on"),
    ),
  },
  {
    ids: ["CKV_AWS_150", "ELB.6"],
    group,
    rule: "it cannot be deleted by accident",
    check: "`enable_deletion_protection`",
    examine: each(["aws_lb"], (lb) => unless(lb["enable_deletion_protection"] === true, "may be deleted")),
  },
  {
    ids: ["CKV_AWS_91", "ELB.5"],
    group,
    rule: "requests are logged",
    check: "`access_logs` are on, into a bucket",
    examine: each(["aws_lb"], ({ access_logs: logs }) => {
      const { bucket, enabled } = block(logs);
      return unless(enabled === true && bucket !== undefined && bucket !== "", "no access log");
    }),
  },
  {
    ids: ["ELB.13"],
    group,
    rule: "it stands in two zones at least",
    check: "two subnets or more",
    examine: each(["aws_lb"], ({ subnets }) => unless(new Set(strings(subnets)).size >= 2, "fewer than two subnets")),
  },
  {
    ids: ["CKV2_AWS_28", "ELB.16"],
    group,
    rule: "a web application firewall stands before it",
    check: "each load balancer is associated with a web ACL",
    examine: each(["aws_lb"], (_, json, { address }) =>
      unless(
        referring(json, "aws_wafv2_web_acl_association", "resource_arn", address).length > 0,
        "no web ACL before it",
      ),
    ),
  },
  {
    ids: ["CKV2_AWS_76", "CKV_AWS_192"],
    group,
    rule: "the firewall blocks known attacks, Log4j's among them",
    check: `each web ACL has ${knownBadInputs}, and overrides nothing in it`,
    examine: each(["aws_wafv2_web_acl"], ({ rule }) =>
      unless(blocks(rule).some(blocksKnownBadInputs), `${knownBadInputs} does not block`),
    ),
  },
  {
    ids: ["CKV2_AWS_31"],
    group,
    rule: "what the firewall does is logged",
    check: "each web ACL has a logging configuration",
    examine: each(["aws_wafv2_web_acl"], (_, json, { address }) =>
      unless(
        referring(json, "aws_wafv2_web_acl_logging_configuration", "resource_arn", address).length > 0,
        "writes no log",
      ),
    ),
  },
  {
    ids: ["CKV_AWS_261"],
    group,
    rule: "target groups check the health of their targets",
    check: "`health_check` is on, with a path",
    examine: each(["aws_lb_target_group"], ({ health_check: check }) =>
      unless(block(check)["path"] !== undefined && block(check)["enabled"] !== false, "no health check"),
    ),
  },
  {
    ids: ["own"],
    group,
    rule: "the test listener is closed to the world",
    check: "no ingress rule lets everywhere in at the port of a listener that CodeDeploy tests with",
    examine: eachOf(testListeners, ({ port }, json) => {
      const open = resources(json, "aws_vpc_security_group_ingress_rule").filter(
        ({ block: rule }) => isFromEverywhere(rule) && covers(rule, Number(port)),
      );
      return open.map(({ address }) => `${address} opens it to the world`);
    }),
  },
];

function isHttps(listener: Block): boolean {
  return listener["protocol"] === "HTTPS" && listener["certificate_arn"] !== undefined;
}

function redirectsToHttps({ default_action: actions }: Block): boolean {
  const found = blocks(actions);
  return found.length > 0 && found.every(({ redirect }) => block(redirect)["protocol"] === "HTTPS");
}

/** The bindings leave a statement's type open, and its keys as they are given. */
function blocksKnownBadInputs({ statement, override_action: override }: Block): boolean {
  const { name, rule_action_override: exceptions } = block(block(statement)["managed_rule_group_statement"]);
  return name === knownBadInputs && "none" in block(override) && blocks(exceptions).length === 0;
}

function testListeners(json: StackJson) {
  const routes = resources(json, "aws_codedeploy_deployment_group").map(({ block: deploymentGroup }) => {
    const pair = block(block(deploymentGroup["load_balancer_info"])["target_group_pair_info"]);
    return block(pair["test_traffic_route"])["listener_arns"];
  });
  return resources(json, "aws_lb_listener").filter(({ address }) => refersTo(routes, address));
}

function covers(rule: Block, port: number): boolean {
  return rule["ip_protocol"] === "-1" || (Number(rule["from_port"]) <= port && port <= Number(rule["to_port"]));
}
