import type { DescribeTasksRequest, ListTasksRequest, StopTaskRequest } from "@aws-sdk/client-ecs";
import type { Call, Forward, Reply } from "../../protocol/call";
import { amendJson, type JsonObject, jsonReply, readJson, withJson } from "../../protocol/json";
import { nameOf, referenceOf } from "../reference";
import type { Services } from "../services";
import { showTask } from "../show-task";
import type { StandInTask, StandInTasks } from "../stand-in-tasks";

/** ECS's calls about tasks: those of services stand here, those of RunTask in moto. */
export class TaskOperations {
  constructor(
    private readonly forward: Forward,
    private readonly services: Services,
    private readonly tasks: StandInTasks,
  ) {}

  async list(call: Call): Promise<Reply> {
    const request = readJson(call) as ListTasksRequest;
    const found = this.tasks.all().filter((task) => matches(task, call.region, request));
    return amendJson(await this.forward(call), (answer) => {
      // Of a service that is kept here, moto has no tasks, and lists others'.
      const { cluster, serviceName } = request;
      const isKept = serviceName !== undefined && this.services.service(referenceOf(call, cluster, serviceName));
      const others = isKept ? [] : (answer["taskArns"] as string[]);
      return { ...answer, taskArns: [...found.map((task) => task.arn), ...others] };
    });
  }

  async describe(call: Call): Promise<Reply> {
    const request = readJson(call) as unknown as DescribeTasksRequest;
    const found = this.tasks.get(request.tasks ?? []);
    const foundIds = new Set(found.map((task) => nameOf(task.arn)));
    const others = (request.tasks ?? []).filter((task) => !foundIds.has(nameOf(task)));
    const shown = found.map(showTask);
    if (others.length === 0 && found.length > 0) return jsonReply({ tasks: shown, failures: [] });
    return amendJson(await this.forward(withJson(call, { ...request, tasks: others })), (answer) => ({
      ...answer,
      tasks: [...shown, ...(answer["tasks"] as JsonObject[])],
    }));
  }

  async stop(call: Call): Promise<Reply | undefined> {
    const request = readJson(call) as unknown as StopTaskRequest;
    const [task] = this.tasks.get([request.task ?? ""]);
    if (task === undefined) return undefined;
    await this.services.restartTask(task.owner, task.arn, request.reason ?? "Task stopped by user");
    return jsonReply({ task: showTask(task) });
  }
}

function matches(task: StandInTask, region: string, request: ListTasksRequest): boolean {
  const status = task.stopped === undefined ? "RUNNING" : "STOPPED";
  const { cluster = "default", serviceName, family, startedBy, launchType, desiredStatus = "RUNNING" } = request;
  return (
    task.owner.region === region &&
    task.owner.cluster === nameOf(cluster) &&
    status === desiredStatus &&
    (serviceName === undefined || task.owner.service === nameOf(serviceName)) &&
    (family === undefined || task.definition.family === family) &&
    (startedBy === undefined || task.taskSetId === startedBy) &&
    (launchType === undefined || task.specification.launchType === launchType)
  );
}
