import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Lb } from "../../aws";

export interface LoadBalancerProps {
  /** At most 32 characters; also the tag `Name`. */
  readonly name: string;
  /** Public subnets in two zones at least. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Seconds until a connection on which nothing is sent is closed. */
  readonly idleTimeoutSeconds: number;
  /** Whether AWS refuses to delete it, and Terraform to plan what would. */
  readonly deletionProtection: boolean;
  /** Whether header fields with names that HTTP does not allow are taken out of requests. */
  readonly dropInvalidHeaders: boolean;
  /** What becomes of requests that two servers may read differently. */
  readonly desyncMitigation: "monitor" | "defensive" | "strictest";
  /** The bucket that gets a line for each request. @default none */
  readonly accessLogBucket?: string | undefined;
  /**
   * AWS refuses an internet-facing load balancer in a VPC that has no way out yet, and access logs in a bucket whose
   * policy does not take them yet.
   */
  readonly after: readonly ITerraformDependable[];
}

/**
 * The internet-facing application load balancer. Another name or scheme replaces it, and with it the DNS name that
 * clients know. About 18 USD a month in Tokyo without traffic.
 */
export class LoadBalancer extends Construct {
  /** For waivers, which stand in a resource. */
  readonly resource: Lb;
  readonly arn: string;
  readonly dnsName: string;
  /** What CloudWatch calls it. */
  readonly arnSuffix: string;
  /** The hosted zone of its DNS name, which an alias record has to name. */
  readonly zoneId: string;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const loadBalancer = new Lb(this, "Resource", {
      name: props.name,
      loadBalancerType: "application",
      internal: false,
      ipAddressType: "ipv4",
      subnets: [...props.subnetIds],
      securityGroups: [...props.securityGroupIds],
      idleTimeout: props.idleTimeoutSeconds,
      enableDeletionProtection: props.deletionProtection,
      dropInvalidHeaderFields: props.dropInvalidHeaders,
      desyncMitigationMode: props.desyncMitigation,
      // Written out when off, too: the provider takes a missing block for "as it is", and logging would go on.
      accessLogs: { bucket: props.accessLogBucket ?? "", enabled: props.accessLogBucket !== undefined },
      tags: { Name: props.name },
      // AWS alone refuses too late: by then a destroy has taken the listeners and the name away.
      ...(props.deletionProtection && { lifecycle: { preventDestroy: true } }),
      dependsOn: [...props.after],
    });
    this.resource = loadBalancer;
    this.arn = loadBalancer.arn;
    this.dnsName = loadBalancer.dnsName;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.zoneId = loadBalancer.zoneId;
  }
}
