import { CapacityProviders, type CapacityProvidersProps } from "../../src/constructs/capacity-providers";
import { counts, jsonOf, resource } from "../support/synthesized";

function providers(props: Omit<CapacityProvidersProps, "clusterName">) {
  const json = jsonOf((stack) => new CapacityProviders(stack, "capacity_providers", { clusterName: "Shop", ...props }));
  expect(counts(json)).toEqual({ aws_ecs_cluster_capacity_providers: 1 });
  return resource(json, "aws_ecs_cluster_capacity_providers.capacity_providers");
}

const onDemand = [{ base: 0, capacity_provider: "FARGATE", weight: 1 }];

describe("CapacityProviders", () => {
  it("are Fargate's, on demand where nothing else is said", () => {
    expect(providers({ fargate: true })).toEqual({
      cluster_name: "Shop",
      capacity_providers: ["FARGATE", "FARGATE_SPOT"],
      default_capacity_provider_strategy: onDemand,
    });
  });

  it("are Fargate's and the instances', on demand where nothing else is said", () => {
    expect(providers({ fargate: true, ec2: "instances" })).toEqual({
      cluster_name: "Shop",
      capacity_providers: ["FARGATE", "FARGATE_SPOT", "instances"],
      default_capacity_provider_strategy: onDemand,
    });
  });

  it("are the instances' alone, and no default leads to Fargate", () => {
    expect(providers({ fargate: false, ec2: "instances" })).toEqual({
      cluster_name: "Shop",
      capacity_providers: ["instances"],
    });
  });
});
