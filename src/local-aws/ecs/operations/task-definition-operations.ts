import type { RegisterTaskDefinitionRequest } from "@aws-sdk/client-ecs";
import { AwsError, type Call, type Forward, type Reply } from "../../protocol/call";
import { amendJson, type JsonObject, readJson, seconds, withJson } from "../../protocol/json";
import { checkTaskDefinition } from "../checks/check-task-definition";
import type { MotoReader } from "../moto-reader";

/** ECS's calls about task definitions: moto keeps them, but not when each was registered. */
export class TaskDefinitionOperations {
  private readonly registeredAt = new Map<string, Date>();

  constructor(
    private readonly forward: Forward,
    private readonly reader: MotoReader,
  ) {}

  async register(call: Call): Promise<Reply> {
    checkTaskDefinition(readJson(call) as unknown as RegisterTaskDefinitionRequest);
    return amendJson(await this.forward(call), (answer) => {
      this.registeredAt.set(arnOf(answer), new Date());
      return this.withTime(answer);
    });
  }

  async describe(call: Call): Promise<Reply> {
    const request = readJson(call);
    const taskDefinition = await this.reader.revision(call.region, String(request["taskDefinition"]));
    if (taskDefinition === undefined) throw new AwsError("ClientException", "Unable to describe task definition.");
    return amendJson(await this.forward(withJson(call, { ...request, taskDefinition })), (answer) =>
      this.withTime(answer),
    );
  }

  private withTime(answer: JsonObject): JsonObject {
    const time = this.registeredAt.get(arnOf(answer));
    if (time === undefined) return answer;
    return { ...answer, taskDefinition: { ...(answer["taskDefinition"] as object), registeredAt: seconds(time) } };
  }
}

function arnOf(answer: JsonObject): string {
  return (answer["taskDefinition"] as { readonly taskDefinitionArn: string }).taskDefinitionArn;
}
