/**
 * Gives out private addresses of subnets, from the top of each downwards: moto gives its own network interfaces
 * addresses at random, mostly lower ones.
 */
export class Addresses {
  private readonly taken = new Set<string>();

  /** @param cidr the subnet's block, for example 10.0.2.0/24 */
  take(subnetId: string, cidr: string): string {
    const [base = "0.0.0.0", bits = "32"] = cidr.split("/");
    const first = toNumber(base);
    // AWS keeps the first four addresses and the last one of each subnet for itself.
    for (let address = first + 2 ** (32 - Number(bits)) - 2; address >= first + 4; address--) {
      const key = `${subnetId} ${toText(address)}`;
      if (!this.taken.has(key)) {
        this.taken.add(key);
        return toText(address);
      }
    }
    throw new Error(`Subnet ${subnetId} (${cidr}) has no address left for a task.`);
  }

  release(subnetId: string, address: string): void {
    this.taken.delete(`${subnetId} ${address}`);
  }
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
