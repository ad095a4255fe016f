import fc from "fast-check";
import {
  contains,
  enclosingCidr,
  formatCidr,
  overlaps,
  parseCidr,
  partOf,
  usableAddresses,
  type Cidr,
} from "../../../src/lib/aws/cidr";

/** Any block, as text and as the bits it fixes: an oracle that knows nothing of arithmetic. */
const block = fc
  .record({
    octets: fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 255 }))),
    prefixLength: fc.integer({ min: 0, max: 32 }),
  })
  .map(({ octets, prefixLength }) => {
    const bits = octets
      .map((octet) => octet.toString(2).padStart(8, "0"))
      .join("")
      .slice(0, prefixLength);
    const network = bits.padEnd(32, "0").match(/.{8}/g) ?? [];
    const text = `${network.map((octet) => parseInt(octet, 2)).join(".")}/${prefixLength}`;
    return { bits, text, unaligned: `${octets.join(".")}/${prefixLength}`, cidr: parsed(text) };
  });

function parsed(text: string): Cidr {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw new Error(`${text} was to be read.`);
  return cidr;
}

describe("parseCidr", () => {
  it.each([
    ["0.0.0.0/0", { first: 0, size: 4294967296, prefixLength: 0 }],
    ["10.0.0.0/16", { first: 167772160, size: 65536, prefixLength: 16 }],
    ["192.168.1.128/25", { first: 3232235904, size: 128, prefixLength: 25 }],
    ["255.255.255.255/32", { first: 4294967295, size: 1, prefixLength: 32 }],
  ])("reads %s", (text, cidr) => {
    expect(parseCidr(text)).toMatchObject(cidr);
  });

  it.each([
    "",
    "10.0.0.0",
    "10.0.0.0/",
    "10.0.0/16",
    "10.0.0.0.0/16",
    "10.0.0.0/33",
    "10.0.0.0/016",
    "10.0.0.256/32",
    "010.0.0.0/16",
    " 10.0.0.0/16",
    "10.0.0.0/16\n",
    "10.0.0.0/-1",
    "fd00::/64",
  ])("does not read %j", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it("reads exactly the blocks without host bits", () => {
    fc.assert(
      fc.property(block, ({ text, unaligned }) => {
        expect(parseCidr(unaligned) !== undefined).toBe(unaligned === text);
      }),
    );
  });
});

describe("enclosingCidr", () => {
  it("clears the host bits", () => {
    fc.assert(
      fc.property(block, ({ text, unaligned }) => {
        expect(enclosingCidr(unaligned)).toBe(text);
      }),
    );
  });

  it("has nothing to say of what is no address with a prefix", () => {
    expect(enclosingCidr("10.0.0.1")).toBeUndefined();
  });
});

describe("formatCidr", () => {
  it("writes what parseCidr reads", () => {
    fc.assert(
      fc.property(block, ({ text, cidr }) => {
        expect(formatCidr(cidr)).toBe(text);
      }),
    );
  });
});

describe("partOf", () => {
  it.each([
    ["10.0.0.0/16", 0, 0, "10.0.0.0/16"],
    ["10.0.0.0/16", 2, 0, "10.0.0.0/18"],
    ["10.0.0.0/16", 2, 3, "10.0.192.0/18"],
    ["10.1.2.0/24", 4, 15, "10.1.2.240/28"],
    ["128.0.0.0/1", 1, 1, "192.0.0.0/2"],
  ])("of %s with %i more bits, number %i, is %s", (whole, newBits, number, part) => {
    expect(formatCidr(partOf(parsed(whole), newBits, number))).toBe(part);
  });

  it("fixes the number's bits after those that the block fixes", () => {
    const numbered = fc
      .integer({ min: 0, max: 8 })
      .chain((newBits) => fc.record({ newBits: fc.constant(newBits), number: fc.nat({ max: 2 ** newBits - 1 }) }));
    fc.assert(
      fc.property(block, numbered, ({ bits, cidr }, { newBits, number }) => {
        fc.pre(bits.length + newBits <= 32);
        const longer = bits + (newBits === 0 ? "" : number.toString(2).padStart(newBits, "0"));
        const network = longer.padEnd(32, "0").match(/.{8}/g) ?? [];
        const expected = `${network.map((octet) => parseInt(octet, 2)).join(".")}/${longer.length}`;
        expect(parsed(expected)).toMatchObject(partOf(cidr, newBits, number));
      }),
    );
  });
});

describe("contains and overlaps", () => {
  it.each([
    ["10.0.0.0/16", "10.0.0.0/16", true, true],
    ["10.0.0.0/16", "10.0.255.0/24", true, true],
    ["10.0.0.0/24", "10.0.0.0/16", false, true],
    ["10.0.0.0/24", "10.0.1.0/24", false, false],
    ["10.0.0.0/16", "10.1.0.0/24", false, false],
    ["127.0.0.0/8", "128.0.0.0/8", false, false],
  ])("%s and %s: contains %s, overlaps %s", (one, other, containing, overlapping) => {
    expect(contains(parsed(one), parsed(other))).toBe(containing);
    expect(overlaps(parsed(one), parsed(other))).toBe(overlapping);
    expect(overlaps(parsed(other), parsed(one))).toBe(overlapping);
  });

  it("agree with a comparison of the bits that the blocks fix", () => {
    fc.assert(
      fc.property(block, block, (one, other) => {
        expect(contains(one.cidr, other.cidr)).toBe(other.bits.startsWith(one.bits));
        expect(overlaps(one.cidr, other.cidr)).toBe(other.bits.startsWith(one.bits) || one.bits.startsWith(other.bits));
      }),
    );
  });

  it("hold for any part of a block", () => {
    fc.assert(
      fc.property(block, fc.string({ unit: fc.constantFrom("0", "1"), maxLength: 8 }), ({ bits, cidr }, more) => {
        const longer = `${bits}${more}`.slice(0, 32);
        const network = longer.padEnd(32, "0").match(/.{8}/g) ?? [];
        const part = parsed(`${network.map((octet) => parseInt(octet, 2)).join(".")}/${longer.length}`);
        expect(contains(cidr, part)).toBe(true);
        expect(overlaps(cidr, part)).toBe(true);
        expect(contains(part, cidr)).toBe(part.size === cidr.size);
      }),
    );
  });
});

describe("usableAddresses", () => {
  it.each([
    ["10.0.0.0/16", 65531],
    ["10.0.0.0/24", 251],
    ["10.0.0.0/28", 11],
    ["10.0.0.0/30", 0],
  ])("of %s are %i: AWS keeps five", (text, count) => {
    expect(usableAddresses(parsed(text))).toBe(count);
  });
});
