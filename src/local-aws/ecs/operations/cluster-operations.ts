import { AwsError, type Call, type Forward, type Reply } from "../../protocol/call";
import { amendJson, type JsonObject, readJson } from "../../protocol/json";
import { nameOf } from "../reference";
import type { Services } from "../services";

/** ECS's calls about clusters: moto neither counts a service's tasks nor minds its services. */
export class ClusterOperations {
  constructor(
    private readonly forward: Forward,
    private readonly services: Services,
  ) {}

  delete(call: Call): Promise<undefined> {
    const cluster = nameOf(String(readJson(call)["cluster"]));
    if (this.services.inCluster(call.region, cluster).length > 0) {
      throw new AwsError(
        "ClusterContainsServicesException",
        "The Cluster cannot be deleted while Services are active.",
      );
    }
    return Promise.resolve(undefined);
  }

  async describe(call: Call): Promise<Reply> {
    return amendJson(await this.forward(call), (answer) => ({
      ...answer,
      clusters: (answer["clusters"] as JsonObject[]).map((cluster) => this.withCounts(call.region, cluster)),
    }));
  }

  private withCounts(region: string, cluster: JsonObject): JsonObject {
    const services = this.services.inCluster(region, String(cluster["clusterName"]));
    const taskSets = services.flatMap((service) => service.taskSets);
    return {
      ...cluster,
      activeServicesCount: services.length,
      // moto counts those of RunTask.
      runningTasksCount: taskSets.reduce(
        (sum, taskSet) => sum + taskSet.runningCount,
        Number(cluster["runningTasksCount"] ?? 0),
      ),
      pendingTasksCount: 0,
    };
  }
}
