import type { NetworkInterface } from "@aws-sdk/client-ec2";
import type { Call, Forward, Reply } from "../../protocol/call";
import { parameters } from "../../protocol/read-call";
import type { NetworkInterfaces } from "./network-interfaces";

const interfaceIds = /(?<=<networkInterfaceIdSet>)[\s\S]*?(?=<\/networkInterfaceIdSet>)/;

/**
 * Interface endpoints whose subnets were changed: moto goes on naming the network interfaces in subnets that
 * ModifyVpcEndpoint took away, and names none in those that it added.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html
 */
export function createEndpointInterfaces(
  forward: Forward,
  interfaces: NetworkInterfaces,
): (call: Call) => Promise<Reply | undefined> {
  const moved = new Set<string>();
  return async (call) => {
    if (call.action === "ModifyVpcEndpoint") {
      const given = parameters(call.path, call.body);
      if ([...given.keys()].some((key) => /^(Add|Remove)SubnetId\./.test(key)))
        moved.add(given.get("VpcEndpointId") ?? "");
    }
    if (call.action !== "DescribeVpcEndpoints" || moved.size === 0) return undefined;
    const reply = await forward(call);
    const all = await interfaces.in(call.region);
    const endpoints = reply.body.toString().split(/(?=<vpcEndpointId>)/);
    return { ...reply, body: endpoints.map((endpoint) => withInterfaces(endpoint, moved, all)).join("") };
  };
}

function withInterfaces(endpoint: string, moved: ReadonlySet<string>, all: readonly NetworkInterface[]): string {
  const id = /^<vpcEndpointId>([^<]*)/.exec(endpoint)?.[1];
  if (id === undefined || !moved.has(id)) return endpoint;
  const own = all.filter(({ Description }) => Description === `VPC Endpoint Interface ${id}`);
  const items = own.map(({ NetworkInterfaceId = "" }) => `<item>${NetworkInterfaceId}</item>`);
  return endpoint.replace(interfaceIds, items.join(""));
}
