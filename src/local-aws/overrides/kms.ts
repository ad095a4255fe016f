import type { Forward, Handler } from "../protocol/call";
import { amendJson, readJson } from "../protocol/json";

/** Days from one rotation to the next where none were given. */
const DEFAULT_ROTATION_PERIOD = 365;

/** KMS: moto forgets how often a key rotates. */
export function createKmsHandler(forward: Forward): Handler {
  const periods = new Map<string, number>();
  return async (call) => {
    // Key id or ARN; the provider uses the id throughout.
    const key = `${call.region} ${String(readJson(call)["KeyId"]).split("/").at(-1) ?? ""}`;
    switch (call.action) {
      case "EnableKeyRotation": {
        const reply = await forward(call);
        const period = (readJson(call)["RotationPeriodInDays"] as number | undefined) ?? DEFAULT_ROTATION_PERIOD;
        if (reply.status === 200) periods.set(key, period);
        return reply;
      }
      case "GetKeyRotationStatus":
        return amendJson(await forward(call), (answer) =>
          answer["KeyRotationEnabled"] === true
            ? { ...answer, RotationPeriodInDays: periods.get(key) ?? DEFAULT_ROTATION_PERIOD }
            : answer,
        );
      default:
        return undefined;
    }
  };
}
