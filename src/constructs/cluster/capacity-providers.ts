import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { EcsClusterCapacityProviders } from "../../aws";
import { type ClusterCapacity, clusterCapacityProviders } from "./placement";

export interface CapacityProvidersProps {
  readonly clusterName: string;
  readonly offered: ClusterCapacity;
}

/**
 * What services of the cluster may run on. Services come after it and go before it: AWS takes only those providers into a
 * strategy that the cluster has, and lets go of none that a service uses (ResourceInUseException).
 *
 * What names neither strategy nor launch type, such as a deployment that people start in the console, runs on demand: it
 * takes the cluster's default, and without one launch type EC2, which may have no instances.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html
 */
export class CapacityProviders extends Construct {
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: CapacityProvidersProps) {
    super(scope, id);
    const providers = new EcsClusterCapacityProviders(this, "Resource", {
      clusterName: props.clusterName,
      capacityProviders: [...clusterCapacityProviders(props.offered)],
      ...(props.offered.fargateCapacityProviders && {
        defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 0, weight: 1 }],
      }),
    });
    this.ready = [providers];
  }
}
