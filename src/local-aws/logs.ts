import type { CreateLogGroupRequest } from "@aws-sdk/client-cloudwatch-logs";
import type { Forward, Handler } from "./call";
import { amendJson, type JsonObject, readJson } from "./json";

/** CloudWatch Logs: moto forgets the class of a log group, and the provider then plans a replacement. */
export function createLogsHandler(forward: Forward): Handler {
  const classes = new Map<string, string>();
  return async (call) => {
    const keyOf = (name: unknown): string => `${call.region} ${String(name)}`;
    switch (call.action) {
      case "CreateLogGroup": {
        const { logGroupName, logGroupClass = "STANDARD" } = readJson(call) as unknown as CreateLogGroupRequest;
        const reply = await forward(call);
        if (reply.status === 200) classes.set(keyOf(logGroupName), logGroupClass);
        return reply;
      }
      case "DescribeLogGroups":
        return amendJson(await forward(call), (answer) => ({
          ...answer,
          logGroups: (answer["logGroups"] as JsonObject[]).map((group) => ({
            ...group,
            logGroupClass: classes.get(keyOf(group["logGroupName"])) ?? "STANDARD",
          })),
        }));
      default:
        return undefined;
    }
  };
}
