import type {
  DeleteCapacityProviderRequest,
  DescribeCapacityProvidersRequest,
  PutClusterCapacityProvidersRequest,
} from "@aws-sdk/client-ecs";
import { AwsError, type Call, type Forward, type Reply } from "../../protocol/call";
import { amendJson, type JsonObject, readJson, withJson } from "../../protocol/json";
import type { MotoReader } from "../moto-reader";
import { nameOf } from "../reference";
import type { Services } from "../services";

/** ECS's calls about capacity providers: moto lets go of those that are in use. */
export class CapacityProviderOperations {
  /** Why ECS did not delete a provider, by region and name. */
  private readonly failedDeletes = new Map<string, string>();

  constructor(
    private readonly forward: Forward,
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
    if (used.some(({ capacityProvider = "" }) => !kept.has(capacityProvider))) {
      throw new AwsError("ResourceInUseException", "The specified capacity provider is in use and cannot be removed.");
    }
    return Promise.resolve(undefined);
  }

  /**
   * A provider goes after every cluster let go of it. Until then the call succeeds and the provider stays, with
   * updateStatus DELETE_FAILED: DeleteCapacityProvider knows no ResourceInUseException.
   * https://github.com/hashicorp/terraform-provider-aws/pull/48156
   */
  async delete(call: Call): Promise<Reply | undefined> {
    const { capacityProvider } = readJson(call) as unknown as DeleteCapacityProviderRequest;
    const name = nameOf(String(capacityProvider));
    const clusters = await this.reader.clusters(call.region);
    const user = clusters.find(({ capacityProviders = [] }) => capacityProviders.includes(name));
    if (user === undefined) {
      this.failedDeletes.delete(keyOf(call, name));
      return undefined;
    }
    const reason =
      `The capacity provider cannot be deleted because it is associated with cluster: ${user.clusterName ?? ""}. ` +
      "Remove the capacity provider from the cluster and try again.";
    this.failedDeletes.set(keyOf(call, name), reason);
    const described = await this.describe(
      withJson(call, { capacityProviders: [name] } satisfies DescribeCapacityProvidersRequest),
    );
    return amendJson(described, ({ capacityProviders }) => {
      const [provider] = capacityProviders as JsonObject[];
      return { capacityProvider: provider };
    });
  }

  async describe(call: Call): Promise<Reply> {
    const describe = {
      ...call,
      headers: { ...call.headers, "x-amz-target": "AmazonEC2ContainerServiceV20141113.DescribeCapacityProviders" },
    };
    return amendJson(await this.forward(describe), (answer) => ({
      ...answer,
      capacityProviders: (answer["capacityProviders"] as JsonObject[]).map((provider) => {
        const updateStatusReason = this.failedDeletes.get(keyOf(call, String(provider["name"])));
        return updateStatusReason === undefined
          ? provider
          : { ...provider, updateStatus: "DELETE_FAILED", updateStatusReason };
      }),
    }));
  }
}

function keyOf({ region }: Call, name: string): string {
  return `${region} ${name}`;
}
