import { CapacityProviders } from "../../../src/constructs/cluster/capacity-providers";
import type { ClusterCapacity } from "../../../src/constructs/cluster/placement";
import { counts, jsonOf, resource } from "../../support/synthesized";

function providers(offered: ClusterCapacity) {
  const json = jsonOf((stack) => new CapacityProviders(stack, "capacity_providers", { clusterName: "Shop", offered }));
  expect(counts(json)).toEqual({ aws_ecs_cluster_capacity_providers: 1 });
  return resource(json, "aws_ecs_cluster_capacity_providers.capacity_providers");
}

const onDemand = [{ base: 0, capacity_provider: "FARGATE", weight: 1 }];

describe("CapacityProviders", () => {
  it("are Fargate's, on demand where nothing else is said", () => {
    expect(providers({ fargateCapacityProviders: true })).toEqual({
      cluster_name: "Shop",
      capacity_providers: ["FARGATE", "FARGATE_SPOT"],
      default_capacity_provider_strategy: onDemand,
    });
  });

  it("are Fargate's and the instances', on demand where nothing else is said", () => {
    expect(providers({ fargateCapacityProviders: true, ec2CapacityProvider: "instances" })).toEqual({
      cluster_name: "Shop",
      capacity_providers: ["FARGATE", "FARGATE_SPOT", "instances"],
      default_capacity_provider_strategy: onDemand,
    });
  });

  it("are the instances' alone, and no default leads to Fargate", () => {
    expect(providers({ fargateCapacityProviders: false, ec2CapacityProvider: "instances" })).toEqual({
      cluster_name: "Shop",
      capacity_providers: ["instances"],
    });
  });
});
