import type { DeleteCapacityProviderRequest, PutClusterCapacityProvidersRequest } from "@aws-sdk/client-ecs";
import { AwsError, type Call } from "../call";
import { readJson } from "../json";
import type { MotoReader } from "./moto-reader";
import { nameOf } from "./reference";
import type { Services } from "./services";

/** ECS's calls about capacity providers: moto lets go of those that are in use. */
export class CapacityProviderOperations {
  constructor(
    private readonly services: Services,
    private readonly reader: MotoReader,
  ) {}

  /** A cluster keeps a provider as long as a task set of a service of its own runs on it. */
  putForCluster(call: Call): Promise<undefined> {
    const { cluster, capacityProviders } = readJson(call) as unknown as PutClusterCapacityProvidersRequest;
    const used = this.services
      .inCluster(call.region, nameOf(String(cluster)))
      .flatMap(({ taskSets }) => taskSets)
      .flatMap(({ specification }) => specification.capacityProviderStrategy);
    const kept = new Set(capacityProviders);
    if (used.some(({ capacityProvider = "" }) => !kept.has(capacityProvider))) throw inUse();
    return Promise.resolve(undefined);
  }

  /** A provider goes after every cluster let go of it. */
  async delete(call: Call): Promise<undefined> {
    const { capacityProvider } = readJson(call) as unknown as DeleteCapacityProviderRequest;
    const name = nameOf(String(capacityProvider));
    const clusters = await this.reader.clusters(call.region);
    if (clusters.some(({ capacityProviders = [] }) => capacityProviders.includes(name))) throw inUse();
    return undefined;
  }
}

function inUse(): AwsError {
  return new AwsError("ResourceInUseException", "The specified capacity provider is in use and cannot be removed.");
}
