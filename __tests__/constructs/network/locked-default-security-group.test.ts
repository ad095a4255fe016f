import { LockedDefaultSecurityGroup } from "../../../src/constructs/network/locked-default-security-group";
import { counts, jsonOf, resource } from "../../support/synthesized";

describe("LockedDefaultSecurityGroup", () => {
  it("takes over the VPC's default group and says that it has no rules", () => {
    const json = jsonOf((stack) => new LockedDefaultSecurityGroup(stack, "locked", { vpcId: "vpc-1", name: "Shop" }));
    expect(counts(json)).toEqual({ aws_default_security_group: 1 });
    expect(resource(json, "aws_default_security_group.locked")).toEqual({
      vpc_id: "vpc-1",
      ingress: [],
      egress: [],
      tags: { Name: "Shop" },
    });
  });
});
