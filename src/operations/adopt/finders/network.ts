import {
  DescribeAddressesCommand,
  DescribeFlowLogsCommand,
  DescribeInternetGatewaysCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNatGatewaysCommand,
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

/**
 * A second endpoint to a service in one VPC is possible only without private DNS, and this project makes none. Rules of
 * security groups name a gateway's service by its list of addresses, which is named as the service is.
 */
export const vpcEndpoint = finder(["vpc_id", "service_name"], async ({ vpc_id, service_name }, { ec2 }) => {
  const { VpcEndpoints } = await ec2.send(
    new DescribeVpcEndpointsCommand({ Filters: filters({ "vpc-id": vpc_id, "service-name": service_name }) }),
  );
  const alive = present(VpcEndpoints).filter(({ State }) => !gone.has(String(State).toLowerCase()));
  if (!alive.some(({ VpcEndpointType }) => VpcEndpointType === "Gateway")) {
    return ids(alive.map(({ VpcEndpointId }) => VpcEndpointId));
  }
  const { PrefixLists } = await ec2.send(
    new DescribeManagedPrefixListsCommand({ Filters: filters({ "prefix-list-name": service_name }) }),
  );
  const { PrefixListId: prefix_list_id = "" } = PrefixLists?.[0] ?? {};
  return alive.map(({ VpcEndpointId: importId = "" }) => ({ importId, attributes: { id: importId, prefix_list_id } }));
});

/** Addresses have no owner before a gateway has them: their name, with the zone in it, tells them apart. */
export const elasticIp = finder(["tags.Name"], async ({ "tags.Name": name }, { ec2 }) => {
  const { Addresses } = await ec2.send(new DescribeAddressesCommand({ Filters: filters({ "tag:Name": name }) }));
  return ids(Addresses?.map(({ AllocationId }) => AllocationId));
});

/** This project puts one gateway into a subnet. Deleted ones are still shown for an hour. */
export const natGateway = finder(["subnet_id"], async ({ subnet_id }, { ec2 }) => {
  const { NatGateways } = await ec2.send(
    new DescribeNatGatewaysCommand({
      Filter: [...filters({ "subnet-id": subnet_id }), { Name: "state", Values: ["pending", "available"] }],
    }),
  );
  return ids(NatGateways?.map(({ NatGatewayId }) => NatGatewayId));
});

/** A VPC may have flow logs of others too; the name tells which is the environment's. */
export const flowLog = finder(
  ["vpc_id", "traffic_type", "tags.Name"],
  async ({ vpc_id, traffic_type, "tags.Name": name }, { ec2 }) => {
    const Filter = filters({ "resource-id": vpc_id, "traffic-type": traffic_type, "tag:Name": name });
    const { FlowLogs } = await ec2.send(new DescribeFlowLogsCommand({ Filter }));
    return ids(FlowLogs?.map(({ FlowLogId }) => FlowLogId));
  },
);

function filters(values: Readonly<Record<string, string>>): Filter[] {
  return Object.entries(values).map(([Name, value]) => ({ Name, Values: [value] }));
}
