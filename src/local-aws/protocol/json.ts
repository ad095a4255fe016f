import { AwsError, type Call, type Reply } from "./call";

export type JsonObject = Record<string, unknown>;

/** The body of a JSON call. Its shape is the caller's word: the SDKs build it from AWS's own models. */
export function readJson(call: Call): JsonObject {
  const text = call.body.toString("utf8");
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    throw new AwsError("SerializationException", "The body of the request is not valid JSON.");
  }
}

export function withJson(call: Call, body: object): Call {
  return { ...call, body: Buffer.from(JSON.stringify(body)) };
}

/** A time is a number of seconds since 1970 in the JSON protocols; the provider refuses any other form. */
export function seconds(date: Date): number {
  return date.getTime() / 1000;
}

export function jsonReply(value: unknown): Reply {
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(value) };
}

/** What an answer of moto's says. */
export function readReply(reply: Reply): JsonObject {
  return JSON.parse(reply.body.toString()) as JsonObject;
}

/** moto's answer with some of it changed; an error stays as it is. */
export function amendJson(reply: Reply, amend: (answer: JsonObject) => object): Reply {
  if (reply.status !== 200) return reply;
  return { ...reply, body: JSON.stringify(amend(readReply(reply))) };
}
