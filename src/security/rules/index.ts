import type { SecurityRule, WaivedRule } from "../rule";
import { bucketRules } from "./buckets";
import { codeDeployRules } from "./code-deploy";
import { containerRules } from "./containers";
import { iamRules } from "./iam";
import { keyLogAlarmRules } from "./keys-logs-alarms";
import { loadBalancerRules } from "./load-balancer";
import { networkRules } from "./network";

/** What holds for an environment with real traffic. The tables in docs/security.md are made of these. */
export const securityRules: readonly SecurityRule[] = [
  ...networkRules,
  ...loadBalancerRules,
  ...containerRules,
  ...iamRules,
  ...keyLogAlarmRules,
  ...bucketRules,
  ...codeDeployRules,
];

/** What is not asked for. */
export const waivedRules: readonly WaivedRule[] = [
  {
    ids: ["EC2.172"],
    rule: "the VPC blocks public access at its internet gateway",
    waived: "the service faces the internet",
  },
  {
    ids: ["CKV_AWS_378", "ELB.21", "ELB.22"],
    rule: "TLS between load balancer and task",
    waived: "plain HTTP inside the VPC, which only the load balancer's security group can speak to tasks",
  },
  {
    ids: ["CKV_AWS_145"],
    rule: "KMS encryption of buckets for access logs",
    waived: "load balancers and S3 deliver them only to buckets with S3's own keys",
  },
  {
    ids: ["CKV_AWS_144", "CKV2_AWS_62"],
    rule: "replication and notifications of buckets",
    waived: "a choice for the owner; every change of a state is a run of Terraform, which tells its people itself",
  },
];
