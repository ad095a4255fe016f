import fc from "fast-check";
import { architectureOf, isInstanceType } from "../../../src/lib/aws/instance-type";

describe("an instance type", () => {
  it.each([
    ["t3.medium", "X86_64"],
    ["m5.24xlarge", "X86_64"],
    ["m7i-flex.large", "X86_64"],
    ["c6a.metal", "X86_64"],
    ["x2iedn.xlarge", "X86_64"],
    ["u-6tb1.112xlarge", "X86_64"],
    // A family named after graphics, not after Graviton.
    ["g4dn.xlarge", "X86_64"],
    ["gr6.4xlarge", "X86_64"],
    ["t4g.small", "ARM64"],
    ["m7gd.large", "ARM64"],
    ["c7gn.16xlarge", "ARM64"],
    ["im4gn.large", "ARM64"],
    ["is4gen.medium", "ARM64"],
    ["g5g.xlarge", "ARM64"],
    ["a1.medium", "ARM64"],
  ])("%s runs %s", (type, architecture) => {
    expect(isInstanceType(type)).toBe(true);
    expect(architectureOf(type)).toBe(architecture);
  });

  it.each(["", "t3", "t3.", ".large", "T3.medium", "t3 medium", "medium.t3.", "m7g.large;"])("is not %j", (type) => {
    expect(isInstanceType(type)).toBe(false);
  });

  it("has the same architecture in every size", () => {
    const size = fc.constantFrom("nano", "medium", "large", "2xlarge", "48xlarge", "metal", "metal-24xl");
    const family = fc.constantFrom("t3", "m7i-flex", "g4dn", "t4g", "c7gn", "a1");
    fc.assert(
      fc.property(family, size, size, (of, one, other) => {
        expect(isInstanceType(`${of}.${one}`)).toBe(true);
        expect(architectureOf(`${of}.${one}`)).toBe(architectureOf(`${of}.${other}`));
      }),
    );
  });
});
