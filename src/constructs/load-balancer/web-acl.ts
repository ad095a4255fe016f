import { Construct } from "constructs";
import { Wafv2WebAclAssociation, type Wafv2WebAclRule } from "../../aws";
import { createBeforeDestroy } from "../shared/create-before-destroy";
import { WebAclLog, type WebAclLogProps } from "./web-acl-log";
import { WebAclResource } from "./web-acl-resource";

export interface WebAclProps {
  /** Also the tag `Name` and the name of its metric. */
  readonly name: string;
  readonly loadBalancerArn: string;
  /** Requests that one address may send in five minutes. */
  readonly rateLimit: number;
  /** Names of groups that AWS keeps, in the order in which they look at a request. */
  readonly managedRuleGroups: readonly string[];
  readonly log: Omit<WebAclLogProps, "webAclArn">;
}

/**
 * Five minutes are what the provider waits for WAF to hear of a new load balancer, which is too short now and then
 * (terraform-provider-aws 29080).
 */
const associationTimeout = "15m";

/**
 * The web application firewall before the load balancer: who asks too often is blocked for as long as that lasts, then
 * rule groups of AWS's block what looks like an attack. 5 USD a month, 1 more for the rate limit and for each group, and
 * 0.60 per million requests.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const acl = new WebAclResource(this, "Resource", {
      name: props.name,
      description: `In front of the load balancer of ${props.name}`,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rule: [rateLimit(props.rateLimit), ...props.managedRuleGroups.map(managedGroup)],
      visibilityConfig: visibleAs(props.name),
      tags: { Name: props.name },
      lifecycle: createBeforeDestroy,
    });
    new Wafv2WebAclAssociation(this, "association", {
      resourceArn: props.loadBalancerArn,
      webAclArn: acl.arn,
      timeouts: { create: associationTimeout },
    });
    new WebAclLog(this, "log", { ...props.log, webAclArn: acl.arn });
    this.arn = acl.arn;
  }
}

/** First, as it is the cheapest to find out. The bindings leave a statement's type open, and its keys as Terraform's. */
function rateLimit(limit: number): Wafv2WebAclRule {
  return {
    name: "RateLimit",
    priority: 0,
    action: { block: {} },
    statement: { rate_based_statement: { limit, aggregate_key_type: "IP", evaluation_window_sec: 300 } },
    visibilityConfig: visibleAs("RateLimit"),
  };
}

/** Nothing of what a group decides is overridden. */
function managedGroup(name: string, index: number): Wafv2WebAclRule {
  return {
    name,
    priority: index + 1,
    overrideAction: { none: {} },
    statement: { managed_rule_group_statement: { vendor_name: "AWS", name } },
    visibilityConfig: visibleAs(name),
  };
}

/** No samples: they would show whole requests, secrets included, which the log redacts. */
function visibleAs(metricName: string): Wafv2WebAclRule["visibilityConfig"] {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
