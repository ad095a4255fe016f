import fc from "fast-check";
import { Addresses } from "../../../src/local-aws/ecs/addresses";

describe("addresses of stand-in tasks", () => {
  test("come from the top of the subnet and leave AWS its own", () => {
    const addresses = new Addresses();
    const all = Array.from({ length: 11 }, () => addresses.take("subnet-1", "10.0.2.16/28"));
    expect(all[0]).toBe("10.0.2.30");
    expect(all.at(-1)).toBe("10.0.2.20");
    expect(() => addresses.take("subnet-1", "10.0.2.16/28")).toThrow(
      new Error("Subnet subnet-1 (10.0.2.16/28) has no address left for a task."),
    );
    addresses.release("subnet-1", "10.0.2.25");
    expect(addresses.take("subnet-1", "10.0.2.16/28")).toBe("10.0.2.25");
  });

  test("never repeat while they are taken", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (count) => {
        const addresses = new Addresses();
        const all = Array.from({ length: count }, () => addresses.take("subnet-1", "10.255.255.0/24"));
        expect(new Set(all).size).toBe(count);
      }),
    );
  });
});
