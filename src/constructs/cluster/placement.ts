import type { ClusterSettings } from "../../environments/settings/cluster";
import type { Compute } from "../../environments/settings/service/compute";
import type { ReleaseContract } from "../../release-contract/contract";

type Strategy = ReleaseContract["capacityProviders"];

/** How ECS places the tasks of a service: by a launch type or by a strategy, never both. */
export type Placement =
  | { readonly type: "launch-type"; readonly launchType: "FARGATE" }
  | { readonly type: "capacity-providers"; readonly strategy: Strategy };

/** What the cluster offers. */
export interface ClusterCapacity extends Pick<ClusterSettings, "fargateCapacityProviders"> {
  /** Name of the capacity provider of the environment's instances. @default there are none */
  readonly ec2CapacityProvider?: string | undefined;
}

/** Names of the capacity providers that a cluster has. */
export function clusterCapacityProviders({
  fargateCapacityProviders,
  ec2CapacityProvider,
}: ClusterCapacity): readonly string[] {
  return [
    ...(fargateCapacityProviders ? ["FARGATE", "FARGATE_SPOT"] : []),
    ...(ec2CapacityProvider === undefined ? [] : [ec2CapacityProvider]),
  ];
}

/**
 * Where the cluster has capacity providers, on-demand Fargate is a strategy too: a deployment whose AppSpec names none takes
 * the strategy away from a service that had one (containers-roadmap 1752), and then no release could lead back from spot.
 */
export function placementOf(
  compute: Compute,
  { fargateCapacityProviders, ec2CapacityProvider }: ClusterCapacity,
): Placement {
  switch (compute.type) {
    case "fargate":
      return fargateCapacityProviders
        ? byStrategy([{ name: "FARGATE", base: 0, weight: 1 }])
        : { type: "launch-type", launchType: "FARGATE" };
    case "fargate-spot":
      // Only one provider of a strategy may have a base.
      return byStrategy([
        { name: "FARGATE", base: compute.onDemandBase, weight: compute.onDemandWeight },
        { name: "FARGATE_SPOT", base: 0, weight: compute.spotWeight },
      ]);
    case "ec2":
      if (ec2CapacityProvider === undefined) {
        throw new Error("A service has the compute ec2 but the cluster has no instances. Add cluster.ec2Capacity.");
      }
      return byStrategy([{ name: ec2CapacityProvider, base: 0, weight: 1 }]);
  }
}

/** What a release carries: nothing where the service runs by launch type. */
export function strategyOf(launch: Placement): Strategy {
  return launch.type === "capacity-providers" ? launch.strategy : [];
}

function byStrategy(strategy: Strategy): Placement {
  return { type: "capacity-providers", strategy };
}
