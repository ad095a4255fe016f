import {
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type Filter,
} from "@aws-sdk/client-ec2";
import { finder, ids, present } from "../finder";

/** Neither name nor range of a VPC is unique in an account; the two together are as good as it gets. */
export const vpc = finder(["tags.Name", "cidr_block"], async ({ "tags.Name": name, cidr_block }, { ec2 }) => {
  const { Vpcs } = await ec2.send(
    new DescribeVpcsCommand({ Filters: filters({ "tag:Name": name, cidr: cidr_block }) }),
  );
  return ids(Vpcs?.map(({ VpcId }) => VpcId));
});

/** Ranges of a VPC's subnets do not overlap. */
export const subnet = finder(["vpc_id", "cidr_block"], async ({ vpc_id, cidr_block }, { ec2 }) => {
  const { Subnets } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: filters({ "vpc-id": vpc_id, "cidr-block": cidr_block }) }),
  );
  return ids(Subnets?.map(({ SubnetId }) => SubnetId));
});

/**
 * A VPC has one internet gateway at most. Between its creation and its attachment it has none: a run that was killed
 * just then left a gateway with the right name and without a VPC, which the next apply attaches.
 */
export const internetGateway = finder(["vpc_id", "tags.Name"], async ({ vpc_id, "tags.Name": name }, { ec2 }) => {
  const attached = await ec2.send(
    new DescribeInternetGatewaysCommand({ Filters: filters({ "attachment.vpc-id": vpc_id }) }),
  );
  if (attached.InternetGateways?.length)
    return ids(attached.InternetGateways.map((gateway) => gateway.InternetGatewayId));
  const named = await ec2.send(new DescribeInternetGatewaysCommand({ Filters: filters({ "tag:Name": name }) }));
  const detached = present(named.InternetGateways).filter(({ Attachments }) => !Attachments?.length);
  return ids(detached.map((gateway) => gateway.InternetGatewayId));
});

export const routeTable = finder(["vpc_id", "tags.Name"], async ({ vpc_id, "tags.Name": name }, { ec2 }) => {
  const { RouteTables } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: filters({ "vpc-id": vpc_id, "tag:Name": name }) }),
  );
  return ids(RouteTables?.map(({ RouteTableId }) => RouteTableId));
});

/** A table has one route to a destination. */
export const route = finder(
  ["route_table_id", "destination_cidr_block"],
  async ({ route_table_id, destination_cidr_block }, { ec2 }) => {
    const { RouteTables } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: filters({ "route-table-id": route_table_id }) }),
    );
    const routes = present(RouteTables).flatMap(({ Routes }) => Routes ?? []);
    return routes.some(({ DestinationCidrBlock }) => DestinationCidrBlock === destination_cidr_block)
      ? ids([`${route_table_id}_${destination_cidr_block}`])
      : [];
  },
);

/** A subnet is associated with one table; if with another, an apply moves it, so that one is ours to adopt as well. */
export const routeTableAssociation = finder(["subnet_id"], async ({ subnet_id }, { ec2 }) => {
  const { RouteTables } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: filters({ "association.subnet-id": subnet_id }) }),
  );
  return ids(RouteTables?.map(({ RouteTableId = "" }) => `${subnet_id}/${RouteTableId}`));
});

const gone = new Set(["deleting", "deleted", "failed", "rejected", "expired"]);

/** A second endpoint to a service in one VPC is possible only without private DNS, and this project makes none. */
export const vpcEndpoint = finder(["vpc_id", "service_name"], async ({ vpc_id, service_name }, { ec2 }) => {
  const { VpcEndpoints } = await ec2.send(
    new DescribeVpcEndpointsCommand({ Filters: filters({ "vpc-id": vpc_id, "service-name": service_name }) }),
  );
  const alive = present(VpcEndpoints).filter(({ State }) => !gone.has(String(State).toLowerCase()));
  return ids(alive.map(({ VpcEndpointId }) => VpcEndpointId));
});

function filters(values: Readonly<Record<string, string>>): Filter[] {
  return Object.entries(values).map(([Name, value]) => ({ Name, Values: [value] }));
}
