import { formatCidr, parseCidr, partOf } from "../../lib/aws/cidr";

/** How many zones the layout has room for. */
export const mostZones = 4;

/** The longest prefix of a VPC from which every zone gets subnets that are large enough for a load balancer: /27. */
export const longestPrefix = 23;

/** The ranges of a zone's two subnets, in CIDR notation. */
export interface ZoneRanges {
  readonly publicCidr: string;
  readonly privateCidr: string;
}

/**
 * The ranges of the zone with this number, counted from 0. They depend on nothing but the VPC's range and the number:
 * a zone that is added after the others moves none of them.
 *
 * A quarter of the VPC is each zone's. Of it the first half is private, where tasks and the interfaces of endpoints need
 * most of the addresses; the third quarter is public; the last quarter is spare, for what a team adds by itself.
 *
 *     10.0.0.0/16, number 0:  private 10.0.0.0/19   public 10.0.32.0/20   spare 10.0.48.0/20
 *                  number 1:  private 10.0.64.0/19  public 10.0.96.0/20   spare 10.0.112.0/20
 *
 * @throws if what the VPC is said to have is no range
 */
export function zoneRanges(vpcCidr: string, number: number): ZoneRanges {
  const vpc = parseCidr(vpcCidr);
  if (vpc === undefined) throw new Error(`"${vpcCidr}" is not a range of addresses, so it has no subnets.`);
  const zone = partOf(vpc, 2, number);
  return { privateCidr: formatCidr(partOf(zone, 1, 0)), publicCidr: formatCidr(partOf(zone, 2, 2)) };
}
