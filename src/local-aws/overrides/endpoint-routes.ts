import {
  CreateRouteCommand,
  DeleteRouteCommand,
  DescribeManagedPrefixListsCommand,
  DescribeVpcEndpointsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import type { Call, Forward, Reply } from "../protocol/call";
import type { MotoClients } from "../moto/moto-clients";
import { parameters } from "../protocol/read-call";

/**
 * Gateway endpoints: moto makes routes to one when it is created, but none in route tables that it gets later, and then
 * fails to take them away when it is deleted.
 */
export function createEndpointRoutes(
  forward: Forward,
  clients: Pick<MotoClients, "ec2">,
): (call: Call) => Promise<Reply | undefined> {
  return async (call) => {
    if (call.action !== "ModifyVpcEndpoint") return undefined;
    const given = parameters(call.path, call.body);
    const [added, removed] = [numbered(given, "AddRouteTableId"), numbered(given, "RemoveRouteTableId")];
    const reply = await forward(call);
    if (reply.status !== 200 || (added.length === 0 && removed.length === 0)) return reply;
    const ec2 = clients.ec2(call.region);
    const endpoint = given.get("VpcEndpointId") ?? "";
    const DestinationPrefixListId = await prefixListOf(ec2, endpoint);
    for (const RouteTableId of added) {
      await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationPrefixListId, GatewayId: endpoint }));
    }
    for (const RouteTableId of removed) {
      await ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationPrefixListId }));
    }
    return reply;
  };
}

/** The values of `Name.1`, `Name.2`, ... */
function numbered(given: URLSearchParams, name: string): readonly string[] {
  return [...given].filter(([key]) => key.startsWith(`${name}.`)).map(([, value]) => value);
}

async function prefixListOf(ec2: EC2Client, endpoint: string): Promise<string | undefined> {
  const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpoint] }));
  const { PrefixLists } = await ec2.send(new DescribeManagedPrefixListsCommand({}));
  return PrefixLists?.find(({ PrefixListName }) => PrefixListName === VpcEndpoints?.[0]?.ServiceName)?.PrefixListId;
}
