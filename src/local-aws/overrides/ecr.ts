import type { PutImageRequest } from "@aws-sdk/client-ecr";
import { createHash } from "node:crypto";
import { AwsError, type Call, type Forward, type Handler, type Reply } from "../protocol/call";
import { type JsonObject, readJson, readReply, withJson } from "../protocol/json";

/** ECR: where moto hears other things than AWS does. */
export function createEcrHandler(forward: Forward): Handler {
  return async (call) => {
    switch (call.action) {
      case "PutImageScanningConfiguration":
        return forward(withScanOnPush(call));
      case "PutImage":
        return tellTakenTag(call, await forward(call));
      default:
        return undefined;
    }
  };
}

/** The provider leaves out what is false; AWS reads it as false, and moto leaves everything as it was. */
function withScanOnPush(call: Call): Call {
  const given = readJson(call);
  const configuration = given["imageScanningConfiguration"] as JsonObject | undefined;
  return withJson(call, { ...given, imageScanningConfiguration: { scanOnPush: false, ...configuration } });
}

/**
 * AWS tells apart who pushes an image again that has the tag (it exists already) and who pushes another one under an
 * immutable tag. moto knows the first error only, and names the image that has the tag.
 */
function tellTakenTag(call: Call, reply: Reply): Reply {
  if (reply.status !== 400) return reply;
  const { imageTag = "", imageManifest = "", ...image } = readJson(call) as unknown as PutImageRequest;
  const digest = image.imageDigest ?? `sha256:${createHash("sha256").update(imageManifest).digest("hex")}`;
  const { __type: error, message } = readReply(reply);
  if (String(error).includes("ImageAlreadyExistsException") && !String(message).includes(digest)) {
    throw new AwsError(
      "ImageTagAlreadyExistsException",
      `The image tag '${imageTag}' already exists in the '${image.repositoryName ?? ""}' repository and cannot be overwritten because the repository is immutable.`,
    );
  }
  return reply;
}
