import fc from "fast-check";
import { contains, formatCidr, overlaps, parseCidr, type Cidr } from "../../../src/lib/aws/cidr";
import { longestPrefix, mostZones, zoneRanges } from "../../../src/environments/settings/subnet-layout";

/** Any range that a VPC can have. */
const vpcRange = fc
  .record({ prefixLength: fc.integer({ min: 16, max: 28 }), address: fc.nat({ max: 2 ** 32 - 1 }) })
  .map(({ prefixLength, address }): Cidr => {
    const size = 2 ** (32 - prefixLength);
    return { first: address - (address % size), size, prefixLength };
  });

const numbers = Array.from({ length: mostZones }, (_, number) => number);

function parsed(text: string): Cidr {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw new Error(`${text} is no range.`);
  return cidr;
}

function rangesOf(vpc: Cidr): readonly Cidr[] {
  return numbers.flatMap((number) => {
    const { publicCidr, privateCidr } = zoneRanges(formatCidr(vpc), number);
    return [parsed(publicCidr), parsed(privateCidr)];
  });
}

describe("zoneRanges", () => {
  it.each([
    ["10.0.0.0/16", 0, "10.0.0.0/19", "10.0.32.0/20"],
    ["10.0.0.0/16", 1, "10.0.64.0/19", "10.0.96.0/20"],
    ["10.0.0.0/16", 2, "10.0.128.0/19", "10.0.160.0/20"],
    ["10.0.0.0/16", 3, "10.0.192.0/19", "10.0.224.0/20"],
    ["192.168.4.0/22", 3, "192.168.7.0/25", "192.168.7.128/26"],
    ["172.16.0.0/23", 0, "172.16.0.0/26", "172.16.0.64/27"],
  ])("of %s, zone %i: private %s, public %s", (vpc, number, privateCidr, publicCidr) => {
    expect(zoneRanges(vpc, number)).toEqual({ privateCidr, publicCidr });
  });

  it("lie in the VPC and are ranges, whatever VPC it is", () => {
    fc.assert(
      fc.property(vpcRange, (vpc) => {
        const ranges = rangesOf(vpc);
        expect(ranges).toHaveLength(2 * mostZones);
        expect(ranges.every((range) => contains(vpc, range))).toBe(true);
      }),
    );
  });

  it("have no address in common", () => {
    fc.assert(
      fc.property(vpcRange, (vpc) => {
        const ranges = rangesOf(vpc);
        for (const [index, range] of ranges.entries()) {
          expect(ranges.slice(0, index).filter((earlier) => overlaps(earlier, range))).toEqual([]);
        }
      }),
    );
  });

  it("are twice as large on the private side as on the public one", () => {
    fc.assert(
      fc.property(vpcRange, fc.constantFrom(...numbers), (vpc, number) => {
        const { publicCidr, privateCidr } = zoneRanges(formatCidr(vpc), number);
        expect(parsed(privateCidr).size).toBe(vpc.size / 8);
        expect(parsed(publicCidr).size).toBe(vpc.size / 16);
      }),
    );
  });

  it("are large enough for a load balancer up to the longest prefix, and not beyond it", () => {
    const publicPrefix = (prefixLength: number) =>
      parsed(zoneRanges(`10.0.0.0/${prefixLength}`, 0).publicCidr).prefixLength;
    expect(publicPrefix(longestPrefix)).toBe(27);
    expect(publicPrefix(longestPrefix + 1)).toBe(28);
  });

  it("are none of what is no range", () => {
    expect(() => zoneRanges("10.0.0.1/16", 0)).toThrow(
      new Error('"10.0.0.1/16" is not a range of addresses, so it has no subnets.'),
    );
  });
});
