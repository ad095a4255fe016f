import { placementOf, strategyOf } from "../../../src/constructs/cluster/placement";

const withProviders = { fargateCapacityProviders: true };
const without = { fargateCapacityProviders: false };

describe("how a service is launched", () => {
  it("is by launch type on a cluster without capacity providers, and a release carries no strategy", () => {
    const launch = placementOf({ type: "fargate" }, without);
    expect(launch).toEqual({ type: "launch-type", launchType: "FARGATE" });
    expect(strategyOf(launch)).toEqual([]);
  });

  it("is by strategy on demand, so that a release leads back from spot", () => {
    const launch = placementOf({ type: "fargate" }, withProviders);
    expect(launch.type).toBe("capacity-providers");
    expect(strategyOf(launch)).toEqual([{ name: "FARGATE", base: 0, weight: 1 }]);
  });

  it("has a base for on-demand tasks alone on spot", () => {
    const spot = { type: "fargate-spot", onDemandBase: 2, onDemandWeight: 1, spotWeight: 3 } as const;
    expect(strategyOf(placementOf(spot, withProviders))).toEqual([
      { name: "FARGATE", base: 2, weight: 1 },
      { name: "FARGATE_SPOT", base: 0, weight: 3 },
    ]);
  });

  it("is on the cluster's instances alone", () => {
    const launch = placementOf({ type: "ec2" }, { ...without, ec2CapacityProvider: "shop-instances" });
    expect(strategyOf(launch)).toEqual([{ name: "shop-instances", base: 0, weight: 1 }]);
  });

  it("cannot be on instances that are not there", () => {
    expect(() => placementOf({ type: "ec2" }, withProviders)).toThrow(
      new Error("A service has the compute ec2 but the cluster has no instances. Add cluster.ec2Capacity."),
    );
  });
});
