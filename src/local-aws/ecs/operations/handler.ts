import type { Forward, Handler } from "../../protocol/call";
import type { MotoReader } from "../moto-reader";
import { CapacityProviderOperations } from "./capacity-provider-operations";
import { ClusterOperations } from "./cluster-operations";
import { ServiceOperations } from "./service-operations";
import type { Services } from "../services";
import type { StandInTasks } from "../stand-in-tasks";
import { TaskDefinitionOperations } from "./task-definition-operations";
import { TaskOperations } from "./task-operations";

/** Amazon ECS: moto's clusters, task definitions and tags, with services that have tasks and rules. */
export function createEcsHandler(
  forward: Forward,
  services: Services,
  tasks: StandInTasks,
  reader: MotoReader,
): Handler {
  const service = new ServiceOperations(forward, services, reader);
  const task = new TaskOperations(forward, services, tasks);
  const taskDefinition = new TaskDefinitionOperations(forward, reader);
  const cluster = new ClusterOperations(forward, services);
  const capacityProvider = new CapacityProviderOperations(forward, services, reader);
  return async (call) => {
    switch (call.action) {
      case "CreateService":
        return service.create(call);
      case "UpdateService":
        return service.update(call);
      case "DeleteService":
        return service.delete(call);
      case "DescribeServices":
        return service.describe(call);
      case "ListServices":
        return service.list(call);
      case "DescribeTaskSets":
        return service.describeTaskSets(call);
      case "ListTasks":
        return task.list(call);
      case "DescribeTasks":
        return task.describe(call);
      case "StopTask":
        return task.stop(call);
      case "DeleteCluster":
        return cluster.delete(call);
      case "DescribeClusters":
        return cluster.describe(call);
      case "PutClusterCapacityProviders":
        return capacityProvider.putForCluster(call);
      case "DeleteCapacityProvider":
        return capacityProvider.delete(call);
      case "DescribeCapacityProviders":
        return capacityProvider.describe(call);
      case "RegisterTaskDefinition":
        return taskDefinition.register(call);
      case "DescribeTaskDefinition":
        return taskDefinition.describe(call);
      default:
        return undefined;
    }
  };
}
