import type { Row } from "./row";

export const handsOnLoadBalancer: readonly Row[] = [
  [
    "loadBalancer.productionPort",
    0,
    "hands-on: loadBalancer.productionPort: 0 is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
  ],
  [
    "loadBalancer.testPort",
    65536,
    "hands-on: loadBalancer.testPort: 65536 is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
  ],
  [
    "loadBalancer.testPort",
    "8080",
    'hands-on: loadBalancer.testPort: "8080" is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.',
  ],
  [
    "loadBalancer.testPort",
    80,
    "hands-on: loadBalancer.testPort: 80 is also loadBalancer.productionPort. Allowed: a port of its own for each listener. Choose another port for one of the two.",
  ],
  [
    "loadBalancer.allowedCidrs",
    "10.0.0.0/8",
    'hands-on: loadBalancer.allowedCidrs: "10.0.0.0/8" is not a list of ranges of addresses. Allowed: a list of IPv4 ranges such as "203.0.113.0/24", one at least. Write [ ... ] here.',
  ],
  [
    "loadBalancer.allowedCidrs",
    [],
    'hands-on: loadBalancer.allowedCidrs[0]: missing; it takes a range of addresses. Allowed: an IPv4 range that begins at its network address, such as "203.0.113.0/24", or one address with /32. Choose the range that clients come from.',
  ],
  [
    "loadBalancer.allowedCidrs.0",
    "10.0.0.1",
    'hands-on: loadBalancer.allowedCidrs[0]: "10.0.0.1" is not a range of addresses. Allowed: an IPv4 range that begins at its network address, such as "203.0.113.0/24", or one address with /32. Choose the range that clients come from.',
  ],
  [
    "loadBalancer.testAllowedCidrs",
    "10.0.0.0/8",
    'hands-on: loadBalancer.testAllowedCidrs: "10.0.0.0/8" is not a list of ranges of addresses. Allowed: a list of IPv4 ranges such as "203.0.113.0/24". Write [ ... ] here.',
  ],
  [
    "loadBalancer.testAllowedCidrs.0",
    "203.0.113.7/24",
    'hands-on: loadBalancer.testAllowedCidrs[0]: "203.0.113.7/24" is not a range of addresses. Allowed: an IPv4 range that begins at its network address, such as "203.0.113.0/24", or one address with /32. Write "203.0.113.0/24".',
  ],
  [
    "loadBalancer.testAllowedCidrs.1",
    "0.0.0.0/0",
    'hands-on: loadBalancer.testAllowedCidrs[1]: "0.0.0.0/0" is also loadBalancer.testAllowedCidrs[0]. Allowed: each range once. Remove one of the two.',
  ],
  [
    "loadBalancer.idleTimeoutSeconds",
    4001,
    "hands-on: loadBalancer.idleTimeoutSeconds: 4001 is not an idle timeout. Allowed: a whole number from 1 to 4000 (seconds). Choose a little more than the longest silence in an answer.",
  ],
  [
    "loadBalancer.deletionProtection",
    "on",
    'hands-on: loadBalancer.deletionProtection: "on" is not true or false. Allowed: true, false. Choose true for everything that somebody would miss.',
  ],
  [
    "loadBalancer.dropInvalidHeaders",
    1,
    "hands-on: loadBalancer.dropInvalidHeaders: 1 is not true or false. Allowed: true, false. Choose true unless clients send header fields with underscores.",
  ],
  [
    "loadBalancer.desyncMitigation",
    "strict",
    'hands-on: loadBalancer.desyncMitigation: "strict" is not a desync mitigation mode. Allowed: monitor, defensive, strictest. Choose defensive, and strictest where every client is your own.',
  ],
  [
    "loadBalancer.https",
    "shop.example.com",
    'hands-on: loadBalancer.https: "shop.example.com" is not an object. Allowed: an object with domainName, certificate, tlsPolicy. Write { ... } here.',
  ],
  [
    "loadBalancer.accessLogs",
    { bucket: "Logs" },
    'hands-on: loadBalancer.accessLogs.bucket: "Logs" is not a name for an S3 bucket. Allowed: 3 to 63 lower-case letters, digits, "." and "-", a letter or digit first and last, no ".." and no IP address, none of the prefixes and suffixes that S3 keeps for itself. Choose a name that no one else has, such as your organization\'s with a purpose.',
  ],
  [
    "loadBalancer.accessLogs.bucket",
    "container-hands-on-terraform-state",
    'hands-on: loadBalancer.accessLogs.bucket: "container-hands-on-terraform-state" is also backend.bucket. Allowed: a bucket of its own for the logs. Choose another name, or leave it out to get one.',
  ],
  [
    "loadBalancer.accessLogs.retentionDays",
    0,
    "hands-on: loadBalancer.accessLogs.retentionDays: 0 is not a retention of log files. Allowed: a whole number from 1 to 3650 (days). Choose as long as you may have to find out what happened.",
  ],
  [
    "loadBalancer.waf.rateLimit",
    9,
    "hands-on: loadBalancer.waf.rateLimit: 9 is not a rate limit. Allowed: a whole number from 10 to 2000000000 (requests in five minutes). Choose several times what the busiest client sends.",
  ],
  [
    "loadBalancer.waf.managedRuleGroups",
    ["AWSManagedRulesBotControlRuleSet"],
    'hands-on: loadBalancer.waf.managedRuleGroups[0]: "AWSManagedRulesBotControlRuleSet" is not a managed rule group. Allowed: AWSManagedRulesAmazonIpReputationList, AWSManagedRulesAnonymousIpList, AWSManagedRulesCommonRuleSet, AWSManagedRulesKnownBadInputsRuleSet, AWSManagedRulesAdminProtectionRuleSet, AWSManagedRulesSQLiRuleSet, AWSManagedRulesLinuxRuleSet, AWSManagedRulesUnixRuleSet, AWSManagedRulesWindowsRuleSet, AWSManagedRulesPHPRuleSet, AWSManagedRulesWordPressRuleSet. Choose those that fit what the containers run.',
  ],
  [
    "loadBalancer.waf.managedRuleGroups",
    ["AWSManagedRulesSQLiRuleSet", "AWSManagedRulesSQLiRuleSet"],
    'hands-on: loadBalancer.waf.managedRuleGroups: ["AWSManagedRulesSQLiRuleSet","AWSManagedRulesSQLiRuleSet"] is not a list of managed rule groups. Allowed: a list with each name once. Write [ ... ] here; [] leaves the rate limit alone.',
  ],
  [
    "loadBalancer.waf.logRetentionDays",
    100,
    "hands-on: loadBalancer.waf.logRetentionDays: 100 is not a retention that CloudWatch Logs offers. Allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (days). Choose one of these.",
  ],
];
