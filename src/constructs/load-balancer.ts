import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Lb } from "../aws";

export interface LoadBalancerProps {
  /** At most 32 characters; also the tag `Name`. */
  readonly name: string;
  /** Public subnets in two zones at least. */
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /** AWS refuses an internet-facing load balancer in a VPC that has no way out yet. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * The internet-facing application load balancer. Another name or scheme replaces it, and with it the DNS name that
 * clients know. About 18 USD a month in Tokyo without traffic.
 */
export class LoadBalancer extends Construct {
  readonly arn: string;
  readonly dnsName: string;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const loadBalancer = new Lb(this, "Resource", {
      name: props.name,
      loadBalancerType: "application",
      internal: false,
      ipAddressType: "ipv4",
      subnets: [...props.subnetIds],
      securityGroups: [props.securityGroupId],
      tags: { Name: props.name },
      dependsOn: [...props.after],
    });
    this.arn = loadBalancer.arn;
    this.dnsName = loadBalancer.dnsName;
  }
}
