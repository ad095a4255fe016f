import type { ITerraformDependable, TerraformStack } from "cdktf";
import { CapacityProviders } from "../constructs/cluster/capacity-providers";
import { Cluster } from "../constructs/cluster/cluster";
import { Ec2Capacity } from "../constructs/cluster/ec2-capacity";
import { type ClusterCapacity, clusterCapacityProviders } from "../constructs/cluster/placement";
import { NetworkInUse } from "../constructs/network/network-in-use";
import type { Environment } from "../environments/schema";
import type { Names } from "../environments/names";
import { defaultTags } from "./base-stack";
import type { Networking } from "./networking";

export interface ComputeProps {
  readonly environment: Environment;
  readonly names: Names;
  /** Id of the account. */
  readonly account: string;
  readonly networking: Networking;
  /** Encrypts sessions in containers. @default AWS's own */
  readonly kmsKeyArn?: string | undefined;
}

export interface Compute {
  readonly cluster: Cluster;
  /** What services may run on. */
  readonly capacity: ClusterCapacity;
  /** What has to exist before a service names its capacity. */
  readonly ready: readonly ITerraformDependable[];
}

/** Where tasks run: the cluster, and the instances and spot capacity that it offers. */
export function addCompute(stack: TerraformStack, props: ComputeProps): Compute {
  const { environment, names, kmsKeyArn, networking } = props;
  const { containerInsights, executeCommandLogs, fargateCapacityProviders } = environment.cluster;
  const cluster = new Cluster(stack, "cluster", {
    name: names.cluster,
    containerInsights,
    preconditions: new NetworkInUse(stack, "network_in_use", { environment, names, vpcId: networking.network.vpcId })
      .preconditions,
    executeCommand:
      kmsKeyArn === undefined
        ? undefined
        : {
            kmsKeyArn,
            logs: executeCommandLogs && { ...executeCommandLogs, name: names.executeCommandLogGroup },
          },
  });
  const ec2 = addInstances(stack, props, cluster);
  const capacity: ClusterCapacity = { fargateCapacityProviders, ec2CapacityProvider: ec2?.provider };
  const providers =
    clusterCapacityProviders(capacity).length > 0
      ? new CapacityProviders(stack, "capacity_providers", { clusterName: cluster.name, offered: capacity })
      : undefined;
  return {
    cluster,
    capacity,
    ready: providers?.ready ?? [],
  };
}

function addInstances(stack: TerraformStack, props: ComputeProps, cluster: Cluster): Ec2Capacity | undefined {
  const { environment, names, account, networking } = props;
  const { ec2Capacity } = environment.cluster;
  if (ec2Capacity === undefined) return undefined;
  return new Ec2Capacity(stack, "instances", {
    names: names.instances,
    region: environment.region,
    account,
    cluster,
    subnetIds: networking.network.private.subnetIds,
    securityGroups: networking.securityGroups,
    s3PrefixListId: networking.endpoints.s3PrefixListId,
    capacity: ec2Capacity,
    tags: environment.tags && defaultTags(environment, environment.tags),
    after: [...networking.network.private.ready, ...networking.endpoints.ready],
  });
}
