import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Route, RouteTable, RouteTableAssociation, Subnet } from "../../aws";
import { zonedName, zoneSuffix } from "../../environments/names";

/** Where a route leads. */
export type DefaultRouteTarget = { readonly gatewayId: string } | { readonly natGatewayId: string };

export interface TierSubnet {
  readonly zone: string;
  readonly cidr: string;
  /** Whether it goes with the next deploy. */
  readonly retained: boolean;
}

export interface SubnetTierProps {
  readonly vpcId: string;
  /** Tag `Name` of the subnets and of their route table; a zone's own table has the zone's suffix as well. */
  readonly name: string;
  readonly subnets: readonly TierSubnet[];
  /**
   * Where 0.0.0.0/0 goes: one exit for all subnets, or one for each in their order.
   * @default nowhere: only the VPC's own range and gateway endpoints can be reached
   */
  readonly exits?: readonly DefaultRouteTarget[];
}

/**
 * Lifecycle of a zone's own table and its route. Terraform by itself would destroy them before it moves their subnet to
 * another table, and the provider takes the subnet off a table that it destroys: the move then fails, and the subnet is
 * cut off meanwhile. This lifecycle, kept in the state, puts their end after the move.
 */
const afterTheMove = { createBeforeDestroy: true } as const;

/**
 * Lifecycle of a subnet that is about to go, and of its routes, kept in the state as the one above: load balancer and
 * endpoints leave the subnet before it ends. Without it a load balancer's node would lose its route while clients still
 * have its address.
 */
const afterItsUsers = afterTheMove;

/**
 * One subnet per zone. Subnets are keyed by zone, so that another zone moves none of those that are there. None hands out
 * public addresses.
 *
 * All are on one route table; where each has an exit of its own, the first stays there and the others have tables of their
 * own. So a change between one exit and many only adds tables, or takes some away, and moves subnets from table to table,
 * which AWS does in one step (ReplaceRouteTableAssociation): no subnet is ever without its route.
 */
export class SubnetTier extends Construct {
  /** In the order of the zones given. */
  readonly subnetIds: readonly string[];
  /** By zone suffix ("1a"). */
  readonly subnetIdByZone: ReadonlyMap<string, string>;
  /** The table of the first subnet, and of all that have none of their own. */
  readonly routeTableId: string;
  /** All tables, that one first. */
  readonly routeTableIds: readonly string[];
  /** What has to exist before traffic can flow through the tier. */
  readonly ready: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SubnetTierProps,
  ) {
    super(scope, id);
    const [sharedExit, ...ownExits] = props.exits ?? [];
    const shared = this.createSharedTable(sharedExit);
    const subnets = props.subnets.map((subnet, index) => {
      const { zone } = subnet;
      const ownExit = ownExits[index - 1];
      const own = ownExit && this.createOwnTable(zone, ownExit);
      return { zone: zoneSuffix(zone), own, ...this.createSubnet(subnet, shared, own) };
    });
    const tables = [shared, ...subnets.flatMap(({ own }) => own ?? [])];

    this.subnetIds = subnets.map(({ subnetId }) => subnetId);
    this.subnetIdByZone = new Map(subnets.map(({ zone, subnetId }) => [zone, subnetId]));
    this.routeTableId = shared.id;
    this.routeTableIds = tables.map((table) => table.id);
    this.ready = [...tables.flatMap(({ routes }) => routes), ...subnets.map(({ association }) => association)];
  }

  private createSharedTable(exit: DefaultRouteTarget | undefined): Table {
    const { id } = new RouteTable(this, "route_table", { vpcId: this.props.vpcId, tags: { Name: this.props.name } });
    return { id, routes: exit === undefined ? [] : [new Route(this, "internet", defaultRoute(id, exit))] };
  }

  private createOwnTable(zone: string, exit: DefaultRouteTarget): Table {
    const { id } = new RouteTable(this, `${zoneSuffix(zone)}_route_table`, {
      vpcId: this.props.vpcId,
      tags: { Name: zonedName(this.props.name, zone) },
      lifecycle: afterTheMove,
    });
    const route = new Route(this, `${zoneSuffix(zone)}_internet`, {
      ...defaultRoute(id, exit),
      lifecycle: afterTheMove,
    });
    return { id, routes: [route] };
  }

  private createSubnet({ zone, cidr, retained }: TierSubnet, shared: Table, own: Table | undefined) {
    const lifecycle = retained ? { lifecycle: afterItsUsers } : {};
    const subnet = new Subnet(this, zoneSuffix(zone), {
      vpcId: this.props.vpcId,
      availabilityZone: zone,
      cidrBlock: cidr,
      mapPublicIpOnLaunch: false,
      tags: { Name: this.props.name },
      ...lifecycle,
    });
    const association = new RouteTableAssociation(this, `${zoneSuffix(zone)}_routes`, {
      subnetId: subnet.id,
      routeTableId: (own ?? shared).id,
      // A subnet moves to a table of its own when that leads somewhere.
      ...(own !== undefined && { dependsOn: [...own.routes] }),
      ...lifecycle,
    });
    return { subnetId: subnet.id, association };
  }
}

interface Table {
  readonly id: string;
  readonly routes: readonly Route[];
}

function defaultRoute(routeTableId: string, exit: DefaultRouteTarget) {
  return { routeTableId, destinationCidrBlock: "0.0.0.0/0", ...exit };
}
