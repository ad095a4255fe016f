import type {
  AssociateKmsKeyRequest,
  CreateLogGroupRequest,
  DisassociateKmsKeyRequest,
} from "@aws-sdk/client-cloudwatch-logs";
import { AwsError, type Forward, type Handler } from "../protocol/call";
import { amendJson, type JsonObject, jsonReply, readJson } from "../protocol/json";

/** What moto does not keep of a log group. */
interface Remembered {
  readonly logGroupClass: string;
  readonly kmsKeyId: string | undefined;
}

/**
 * CloudWatch Logs: moto forgets the class of a log group, and the provider then plans a replacement; and it cannot give a
 * group another key once it is there.
 */
export function createLogsHandler(forward: Forward): Handler {
  const groups = new Map<string, Remembered>();
  return async (call) => {
    const keyOf = (name: unknown): string => `${call.region} ${String(name)}`;
    const encrypt = (name: string | undefined, kmsKeyId: string | undefined) => {
      const group = groups.get(keyOf(name));
      if (group === undefined) {
        throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
      }
      groups.set(keyOf(name), { ...group, kmsKeyId });
      return jsonReply({});
    };
    switch (call.action) {
      case "CreateLogGroup": {
        const {
          logGroupName,
          logGroupClass = "STANDARD",
          kmsKeyId,
        } = readJson(call) as unknown as CreateLogGroupRequest;
        const reply = await forward(call);
        if (reply.status === 200) groups.set(keyOf(logGroupName), { logGroupClass, kmsKeyId });
        return reply;
      }
      case "AssociateKmsKey": {
        const { logGroupName, kmsKeyId } = readJson(call) as unknown as AssociateKmsKeyRequest;
        return encrypt(logGroupName, kmsKeyId);
      }
      case "DisassociateKmsKey":
        return encrypt((readJson(call) as DisassociateKmsKeyRequest).logGroupName, undefined);
      case "DescribeLogGroups":
        return amendJson(await forward(call), (answer) => ({
          ...answer,
          logGroups: (answer["logGroups"] as JsonObject[]).map((group) => {
            const known = groups.get(keyOf(group["logGroupName"]));
            return known === undefined ? { ...group, logGroupClass: "STANDARD" } : { ...group, ...known };
          }),
        }));
      default:
        return undefined;
    }
  };
}
