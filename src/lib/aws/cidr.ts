/** A block of IPv4 addresses in CIDR notation, as numbers. */
export interface Cidr {
  /** The block's first address as a whole number: 10.0.0.0 is 167772160. */
  readonly first: number;
  /** Number of addresses: a power of two. */
  readonly size: number;
  readonly prefixLength: number;
}

/**
 * Reads "10.0.0.0/16". Anything else is undefined: host bits below the prefix ("10.0.0.1/16"), leading zeros, which
 * some readers take for octal, and IPv6.
 */
export function parseCidr(text: string): Cidr | undefined {
  const block = parseAddressAndPrefix(text);
  return block?.address === block?.first ? block : undefined;
}

/** The block that an address and prefix lie in: "10.0.0.0/16" for "10.0.7.9/16". Undefined if the text is neither. */
export function enclosingCidr(text: string): string | undefined {
  const block = parseAddressAndPrefix(text);
  return block && formatCidr(block);
}

/** The text that {@link parseCidr} reads. */
export function formatCidr({ first, prefixLength }: Cidr): string {
  return `${formatAddress(first)}/${prefixLength}`;
}

/** The block cut into 2 to the power of `newBits` equal parts: the one with this number, counted from 0. */
export function partOf({ first, size, prefixLength }: Cidr, newBits: number, number: number): Cidr {
  const parts = 2 ** newBits;
  return { first: first + (number * size) / parts, size: size / parts, prefixLength: prefixLength + newBits };
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.first + inner.size <= outer.first + outer.size;
}

/** Whether the two have an address in common. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.first < other.first + other.size && other.first < one.first + one.size;
}

/**
 * Addresses of a subnet that network interfaces can get. AWS keeps five: the first four and the last.
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function usableAddresses(subnet: Cidr): number {
  return Math.max(0, subnet.size - 5);
}

function parseAddressAndPrefix(text: string): (Cidr & { readonly address: number }) | undefined {
  const octet = "(0|[1-9]\\d{0,2})";
  const parts = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}/(0|[1-9]\\d?)$`)
    .exec(text)
    ?.slice(1)
    .map(Number);
  if (parts === undefined) return undefined;
  const octets = parts.slice(0, 4);
  const prefixLength = parts[4] ?? 0;
  if (octets.some((value) => value > 255) || prefixLength > 32) return undefined;
  // Not with shifts: JavaScript's are signed, and 128.0.0.0 would be negative.
  const address = octets.reduce((sum, value) => sum * 256 + value, 0);
  const size = 2 ** (32 - prefixLength);
  return { address, first: address - (address % size), size, prefixLength };
}

/** The address with this number: "10.0.0.0" for 167772160. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");
}
