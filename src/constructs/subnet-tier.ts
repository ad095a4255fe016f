import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Route, RouteTable, RouteTableAssociation, Subnet } from "../aws";
import { zoneSuffix } from "../lib/names";

export interface SubnetTierProps {
  readonly vpcId: string;
  /** Tag `Name` of the subnets and of their route table. */
  readonly name: string;
  readonly subnets: readonly { readonly zone: string; readonly cidr: string }[];
  /**
   * Where 0.0.0.0/0 goes.
   * @default nowhere: only the VPC's own range and gateway endpoints can be reached
   */
  readonly internetGatewayId?: string;
}

/**
 * One subnet per zone, all on one route table. Subnets are keyed by zone, so that another zone moves none of those that
 * are there. None hands out public addresses.
 */
export class SubnetTier extends Construct {
  /** In the order of the zones given. */
  readonly subnetIds: readonly string[];
  /** By zone suffix ("1a"). */
  readonly subnetIdByZone: ReadonlyMap<string, string>;
  readonly routeTableId: string;
  /** What has to exist before traffic can flow through the tier. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const tags = { Name: props.name };

    const routeTable = new RouteTable(this, "route_table", { vpcId: props.vpcId, tags });
    const routes = this.createRoutes(routeTable, props.internetGatewayId);
    const subnets = props.subnets.map(({ zone, cidr }) => {
      const subnet = new Subnet(this, zoneSuffix(zone), {
        vpcId: props.vpcId,
        availabilityZone: zone,
        cidrBlock: cidr,
        mapPublicIpOnLaunch: false,
        tags,
      });
      const association = new RouteTableAssociation(this, `${zoneSuffix(zone)}_routes`, {
        subnetId: subnet.id,
        routeTableId: routeTable.id,
      });
      return { zone: zoneSuffix(zone), subnetId: subnet.id, association };
    });

    this.subnetIds = subnets.map(({ subnetId }) => subnetId);
    this.subnetIdByZone = new Map(subnets.map(({ zone, subnetId }) => [zone, subnetId]));
    this.routeTableId = routeTable.id;
    this.ready = [...routes, ...subnets.map(({ association }) => association)];
  }

  private createRoutes(routeTable: RouteTable, internetGatewayId: string | undefined): readonly Route[] {
    if (internetGatewayId === undefined) {
      return [];
    }
    return [
      new Route(this, "internet", {
        routeTableId: routeTable.id,
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: internetGatewayId,
      }),
    ];
  }
}
