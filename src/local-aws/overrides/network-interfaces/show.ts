import type { GroupIdentifier, NetworkInterface, Subnet } from "@aws-sdk/client-ec2";
import { formatAddress, parseCidr, usableAddresses } from "../../../lib/aws/cidr";
import { idFrom, type ManagedInterface } from "./managed";

/** Of the five addresses that AWS keeps of a subnet, these come first. */
const RESERVED_AT_START = 4;

/** What an interface is shown with beside its own facts. */
export interface InterfaceContext {
  readonly account: string;
  readonly region: string;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly groups: ReadonlyMap<string, GroupIdentifier>;
}

/**
 * Managed interfaces as EC2 answers them, all of one region at once: those without an address get one that is free in
 * their subnet, the same each time as long as the subnet's other interfaces stay.
 */
export function show(managed: readonly ManagedInterface[], around: InterfaceContext): NetworkInterface[] {
  const taken = new Set(
    managed.flatMap(({ subnetId, address }) => (address === undefined ? [] : `${subnetId} ${address}`)),
  );
  const freeAddress = (id: string, subnetId: string): string => {
    const cidr = parseCidr(around.subnets.get(subnetId)?.CidrBlock ?? "");
    if (cidr === undefined) throw new Error(`${id} is in the subnet ${subnetId}, which is gone.`);
    const usable = usableAddresses(cidr);
    const start = Number.parseInt(idFrom(id).slice(0, 8), 16);
    for (let step = 0; step < usable; step++) {
      const address = formatAddress(cidr.first + RESERVED_AT_START + ((start + step) % usable));
      if (taken.has(`${subnetId} ${address}`)) continue;
      taken.add(`${subnetId} ${address}`);
      return address;
    }
    throw new Error(`Subnet ${subnetId} has no address left for ${id}.`);
  };
  return managed.map((one) => showOne(one, one.address ?? freeAddress(one.id, one.subnetId), around));
}

function showOne(managed: ManagedInterface, address: string, around: InterfaceContext): NetworkInterface {
  const { subnetId, groupIds, attachment } = managed;
  const subnet = around.subnets.get(subnetId);
  const PrivateDnsName = `ip-${address.replaceAll(".", "-")}.${around.region}.compute.internal`;
  return {
    NetworkInterfaceId: managed.id,
    InterfaceType: managed.type,
    Description: managed.description,
    Status: "in-use",
    SubnetId: subnetId,
    VpcId: subnet?.VpcId,
    AvailabilityZone: subnet?.AvailabilityZone,
    AvailabilityZoneId: subnet?.AvailabilityZoneId,
    Groups: groupIds.map((GroupId) => around.groups.get(GroupId) ?? { GroupId }),
    OwnerId: around.account,
    RequesterId: managed.requesterId,
    RequesterManaged: true,
    SourceDestCheck: true,
    MacAddress: `02${(idFrom(managed.id).slice(0, 10).match(/../g) ?? []).map((byte) => `:${byte}`).join("")}`,
    PrivateIpAddress: address,
    PrivateDnsName,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address, PrivateDnsName }],
    Ipv6Addresses: [],
    TagSet: [],
    Attachment: {
      AttachmentId: attachment.id,
      InstanceOwnerId: attachment.instanceOwnerId,
      AttachTime: attachment.at,
      DeleteOnTermination: false,
      DeviceIndex: 1,
      NetworkCardIndex: 0,
      Status: "attached",
    },
  };
}
