import type { NetworkInterface } from "@aws-sdk/client-ec2";
import { matchesWildcard } from "../../../lib/wildcard";
import { AwsError } from "../../protocol/call";

/** One of the filters of a Describe call of EC2: an item passes if it has one of the values, and it has to pass them all. */
export interface Filter {
  readonly name: string;
  /** With `*` and `?` as wildcards; upper and lower case differ. */
  readonly values: readonly string[];
}

type Found = readonly (string | boolean | number | undefined)[];

/**
 * What DescribeNetworkInterfaces compares, by the name of the filter.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
const compared: Readonly<Record<string, (found: NetworkInterface) => Found>> = {
  "addresses.primary": ({ PrivateIpAddresses = [] }) => PrivateIpAddresses.map(({ Primary }) => Primary),
  "addresses.private-ip-address": addresses,
  "association.public-ip": ({ Association }) => [Association?.PublicIp],
  "attachment.attachment-id": ({ Attachment }) => [Attachment?.AttachmentId],
  "attachment.device-index": ({ Attachment }) => [Attachment?.DeviceIndex],
  "attachment.instance-id": ({ Attachment }) => [Attachment?.InstanceId],
  "attachment.instance-owner-id": ({ Attachment }) => [Attachment?.InstanceOwnerId],
  "attachment.status": ({ Attachment }) => [Attachment?.Status],
  "availability-zone": ({ AvailabilityZone }) => [AvailabilityZone],
  description: ({ Description }) => [Description],
  "group-id": ({ Groups = [] }) => Groups.map(({ GroupId }) => GroupId),
  // No longer in the API reference, and still answered.
  "group-name": ({ Groups = [] }) => Groups.map(({ GroupName }) => GroupName),
  "interface-type": ({ InterfaceType }) => [InterfaceType],
  "mac-address": ({ MacAddress }) => [MacAddress],
  "network-interface-id": ({ NetworkInterfaceId }) => [NetworkInterfaceId],
  "owner-id": ({ OwnerId }) => [OwnerId],
  "private-dns-name": ({ PrivateDnsName }) => [PrivateDnsName],
  "private-ip-address": addresses,
  "requester-id": ({ RequesterId }) => [RequesterId],
  "requester-managed": ({ RequesterManaged }) => [RequesterManaged],
  "source-dest-check": ({ SourceDestCheck }) => [SourceDestCheck],
  status: ({ Status }) => [Status],
  "subnet-id": ({ SubnetId }) => [SubnetId],
  "tag-key": ({ TagSet = [] }) => TagSet.map(({ Key }) => Key),
  "vpc-id": ({ VpcId }) => [VpcId],
};

/** `Filter.1.Name`, `Filter.1.Value.1`, ... of a call. */
export function readFilters(given: URLSearchParams): Filter[] {
  const numbers = [...given.keys()].flatMap((key) => /^Filter\.(\d+)\.Name$/.exec(key)?.[1] ?? []);
  return numbers.map((number) => ({
    name: given.get(`Filter.${number}.Name`) ?? "",
    values: [...given].filter(([key]) => key.startsWith(`Filter.${number}.Value.`)).map(([, value]) => value),
  }));
}

/** @throws AwsError InvalidParameterValue for a filter that DescribeNetworkInterfaces does not have */
export function passes(found: NetworkInterface, filters: readonly Filter[]): boolean {
  return filters.every(({ name, values }) => {
    const present = valuesOf(found, name).flatMap((value) => (value === undefined ? [] : [String(value)]));
    return present.some((value) => values.some((wanted) => matchesWildcard(wanted, value, { caseSensitive: true })));
  });
}

function valuesOf(found: NetworkInterface, name: string): Found {
  if (name.startsWith("tag:")) {
    const key = name.slice("tag:".length);
    return (found.TagSet ?? []).filter(({ Key }) => Key === key).map(({ Value }) => Value);
  }
  const read = compared[name];
  if (read === undefined) throw new AwsError("InvalidParameterValue", `The filter '${name}' is invalid`);
  return read(found);
}

function addresses({ PrivateIpAddresses = [] }: NetworkInterface): Found {
  return PrivateIpAddresses.map(({ PrivateIpAddress }) => PrivateIpAddress);
}
