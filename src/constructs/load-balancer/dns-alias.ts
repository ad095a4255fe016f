import { Construct } from "constructs";
import { Route53Record } from "../../aws";

export interface DnsAliasProps {
  /** The name that clients use. */
  readonly domainName: string;
  /** The public hosted zone that answers for this name. */
  readonly zoneId: string;
  readonly loadBalancer: { readonly dnsName: string; readonly zoneId: string };
}

/**
 * Makes a name lead to the load balancer; queries for it are free of charge. There is no record for IPv6: the balancer has
 * addresses of IPv4 alone. A record of this name that somebody else made is left alone, and the apply fails.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html
 */
export class DnsAlias extends Construct {
  constructor(scope: Construct, id: string, { domainName, zoneId, loadBalancer }: DnsAliasProps) {
    super(scope, id);
    new Route53Record(this, "Resource", {
      zoneId,
      name: domainName,
      type: "A",
      // With a single record there is no other answer to give, whatever the health of what it leads to.
      alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: false },
    });
  }
}
