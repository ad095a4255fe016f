import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Eip, NatGateway } from "../../aws";
import { zonedName } from "../../environments/names";

export interface NatGatewaysProps {
  /** Tag `Name` of gateways and addresses, with the zone's suffix. */
  readonly name: string;
  /** The public subnets that get a gateway each, with the suffixes of their zones ("1a"). */
  readonly subnets: readonly { readonly zone: string; readonly subnetId: string }[];
  /** A gateway works only where the internet can be reached; without an internet gateway AWS refuses to make it. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * The way from private subnets to the internet, one gateway for each subnet given. Each has an address of its own that stays
 * for as long as the gateway's zone does: others may put it on their lists. In Tokyo a gateway costs about 45 USD a month,
 * its address about 4 and each GB 0.062.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
export class NatGateways extends Construct {
  /** In the order of the subnets. */
  readonly ids: readonly string[];

  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    this.ids = props.subnets.map(({ zone, subnetId }) => {
      const tags = { Name: zonedName(props.name, zone) };
      const address = new Eip(this, `${zone}_address`, { domain: "vpc", tags });
      const gateway = new NatGateway(this, zone, {
        connectivityType: "public",
        allocationId: address.id,
        subnetId,
        tags,
        dependsOn: [...props.after],
      });
      return gateway.id;
    });
  }
}
