import { z } from "zod";
import { errorOf, section, whole, wholeBetween } from "./rule";
import * as rules from "./rules";

/**
 * Groups for a load balancer that cost nothing beyond their rule. Those against bots, account fraud and floods have fees
 * and settings of their own.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const managedRuleGroups = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesAnonymousIpList",
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesAdminProtectionRuleSet",
  "AWSManagedRulesSQLiRuleSet",
  "AWSManagedRulesLinuxRuleSet",
  "AWSManagedRulesUnixRuleSet",
  "AWSManagedRulesWindowsRuleSet",
  "AWSManagedRulesPHPRuleSet",
  "AWSManagedRulesWordPressRuleSet",
] as const;

const managedRuleGroup = z.enum(managedRuleGroups, {
  error: errorOf({
    kind: "a managed rule group",
    allowed: managedRuleGroups.join(", "),
    remedy: "Choose those that fit what the containers run.",
  }),
});

const groupsError = errorOf({
  kind: "a list of managed rule groups",
  allowed: "a list with each name once",
  remedy: "Write [ ... ] here; [] leaves the rate limit alone.",
});

/**
 * A web application firewall before the load balancer. 9 USD a month with these defaults (5, and 1 for each rule), 0.60 per
 * million requests, 0.76 per GB of log of what was blocked (Tokyo, November 2026).
 * https://aws.amazon.com/waf/pricing/
 */
export const waf = section({
  /** Requests that one address may send in five minutes; a whole office may share one address. @default 2000 */
  rateLimit: wholeBetween(10, 2_000_000_000, {
    kind: "a rate limit",
    unit: "requests in five minutes",
    remedy: "Choose several times what the busiest client sends.",
  }).default(2000),
  /**
   * Rule groups that AWS keeps up to date, in the order in which they look at a request. AWSManagedRulesCommonRuleSet
   * blocks bodies over 8 KB, which stops uploads, and requests without User-Agent; AWSManagedRulesKnownBadInputsRuleSet
   * is the one that knows Log4j.
   * @default Amazon's list of bad addresses, the common rules, known bad inputs
   */
  managedRuleGroups: z
    .array(managedRuleGroup, { error: groupsError })
    .refine((names) => new Set(names).size === names.length, { error: groupsError })
    .default([
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesKnownBadInputsRuleSet",
    ]),
  /** Days until an entry of the log of blocked requests is deleted. @default 365 */
  logRetentionDays: whole({ ...rules.retentionDays, remedy: "Choose one of these." }).default(365),
});
