import { messageOf } from "../../lib/errors";
import { AwsError, type Call, type Handler, type Reply } from "../protocol/call";
import type { CodeLocation, FunctionCode } from "./function-code";
import type { Functions } from "./functions";

const PATH = /^\/2015-03-31\/functions(?:\/([^/]+)(?:\/(code|invocations))?)?\/?$/;

/**
 * Lambda: functions are moto's, but their code is remembered on its way there, and invocations are answered here, since
 * moto runs functions in Docker only.
 */
export function createLambdaHandler(functions: Functions, code: FunctionCode): Handler {
  return async (call) => {
    const [path = "", query] = call.path.split("?");
    const [found, name, part] = PATH.exec(path) ?? [];
    if (found === undefined) return undefined;
    if (call.method === "POST" && name === undefined) {
      await code.remember(call.region, (parse(call.body) as { Code?: CodeLocation }).Code ?? {});
    } else if (call.method === "PUT" && part === "code") {
      await code.remember(call.region, parse(call.body) as CodeLocation);
    } else if (call.method === "POST" && part === "invocations") {
      const qualifier = new URLSearchParams(query).get("Qualifier") ?? undefined;
      return invoke(functions, call, decodeURIComponent(name ?? ""), qualifier);
    }
    return undefined;
  };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
async function invoke(functions: Functions, call: Call, name: string, qualifier: string | undefined): Promise<Reply> {
  const event = call.body.length === 0 ? "{}" : call.body.toString("utf8");
  parse(Buffer.from(event));
  const runnable = await functions.find(call.region, name, qualifier);
  const headers = { "content-type": "application/json" };
  switch (call.headers["x-amz-invocation-type"] ?? "RequestResponse") {
    case "DryRun":
      return { status: 204, headers, body: "" };
    case "Event":
      // Its end, good or bad, stands in its log.
      void functions.invoke(runnable, event).catch(() => undefined);
      return { status: 202, headers, body: "" };
    default: {
      const { payload, functionError, version, logTail } = await functions.invoke(runnable, event);
      return {
        status: 200,
        headers: {
          ...headers,
          "x-amz-executed-version": version,
          ...(functionError === undefined ? {} : { "x-amz-function-error": functionError }),
          ...(call.headers["x-amz-log-type"] === "Tail" ? { "x-amz-log-result": logTail } : {}),
        },
        body: payload,
      };
    }
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    const reason = messageOf(error);
    throw new AwsError("InvalidRequestContentException", `Could not parse request body into json: ${reason}`);
  }
}
