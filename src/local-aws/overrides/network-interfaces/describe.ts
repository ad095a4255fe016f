import { randomUUID } from "node:crypto";
import type { NetworkInterface } from "@aws-sdk/client-ec2";
import { AwsError, type Call, type Reply } from "../../protocol/call";
import { parameters } from "../../protocol/read-call";
import { element, type XmlStyle } from "../../protocol/xml";
import { passes, readFilters } from "./filters";
import type { NetworkInterfaces } from "./network-interfaces";

/** DescribeNetworkInterfaces, whole in one answer. */
export async function describeNetworkInterfaces(interfaces: NetworkInterfaces, call: Call): Promise<Reply> {
  const given = parameters(call.path, call.body);
  const wanted = [...given].filter(([key]) => key.startsWith("NetworkInterfaceId.")).map(([, id]) => id);
  const filters = readFilters(given);
  const all = await interfaces.in(call.region);
  const unknown = wanted.find((id) => !all.some(({ NetworkInterfaceId }) => NetworkInterfaceId === id));
  if (unknown !== undefined) {
    throw new AwsError("InvalidNetworkInterfaceID.NotFound", `The networkInterface ID '${unknown}' does not exist`);
  }
  const found = all
    .filter(({ NetworkInterfaceId = "" }) => wanted.length === 0 || wanted.includes(NetworkInterfaceId))
    .filter((one) => passes(one, filters));
  return { status: 200, headers: { "content-type": "text/xml" }, body: answer(found) };
}

function answer(found: readonly NetworkInterface[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<DescribeNetworkInterfacesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">',
    `<requestId>${randomUUID()}</requestId>`,
    element("networkInterfaceSet", found, style),
    "</DescribeNetworkInterfacesResponse>",
  ].join("");
}

/** Members whose element is not their name with a small first letter. */
const elements: Readonly<Record<string, string>> = {
  Groups: "groupSet",
  PrivateIpAddresses: "privateIpAddressesSet",
  Ipv6Addresses: "ipv6AddressesSet",
};

const style: XmlStyle = {
  item: "item",
  nameOf: (member) => elements[member] ?? `${member.charAt(0).toLowerCase()}${member.slice(1)}`,
};
