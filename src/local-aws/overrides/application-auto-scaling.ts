import { AwsError, type Forward, type Handler } from "../protocol/call";
import { type JsonObject, jsonReply, readJson, readReply } from "../protocol/json";

type Tags = Record<string, string>;

/** Application Auto Scaling: moto knows scalable targets but not their tags, and the provider always asks for them. */
export function createAutoScalingHandler(forward: Forward): Handler {
  const tagsByArn = new Map<string, Tags>();

  const tagsOf = (request: JsonObject): Tags => {
    const arn = String(request["ResourceARN"]);
    const tags = tagsByArn.get(arn);
    if (tags === undefined) {
      throw new AwsError("ResourceNotFoundException", `The specified resource doesn't exist: ${arn}`);
    }
    return tags;
  };

  return async (call) => {
    const request = readJson(call);
    switch (call.action) {
      case "RegisterScalableTarget": {
        const reply = await forward(call);
        if (reply.status === 200) {
          const arn = String(readReply(reply)["ScalableTargetARN"]);
          // Registering again changes a target and leaves its tags.
          tagsByArn.set(arn, { ...tagsByArn.get(arn), ...(request["Tags"] as Tags | undefined) });
        }
        return reply;
      }
      case "ListTagsForResource":
        return jsonReply({ Tags: tagsOf(request) });
      case "TagResource":
        Object.assign(tagsOf(request), request["Tags"]);
        return jsonReply({});
      case "UntagResource": {
        const kept = Object.entries(tagsOf(request)).filter(([key]) => !(request["TagKeys"] as string[]).includes(key));
        tagsByArn.set(String(request["ResourceARN"]), Object.fromEntries(kept));
        return jsonReply({});
      }
      default:
        return undefined;
    }
  };
}
