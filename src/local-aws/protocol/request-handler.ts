import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { pipeline } from "node:stream/promises";
import type { ModelCheck } from "../api-model/model-check";
import { AwsError, type Call, type Handler, type Reply } from "./call";
import { errorReply } from "./error-reply";
import { type Faults, throttlingError } from "../faults";
import type { Log } from "../log";
import { type CallHead, readAction, readHead } from "./read-call";
import { answerHeaders, readAll, type Upstream } from "./upstream";
import { writeReply } from "./write-reply";

/** Takes one call from its first line to the last byte of its answer. */
export class RequestHandler {
  constructor(
    private readonly moto: Upstream,
    private readonly handlers: () => ReadonlyMap<string, Handler>,
    private readonly faults: Faults,
    private readonly log: Log,
    /** Why moto failed on the call before. */
    private readonly lastComplaint: () => Promise<string>,
    private readonly check?: ModelCheck,
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const head = readHead(request.method ?? "GET", request.url ?? "/", request.headers);
    const caller = new AbortController();
    response.once("close", () => {
      caller.abort();
    });
    try {
      if (isObjectCall(head)) {
        const named = { ...head, action: readAction(head, Buffer.alloc(0)) };
        if (await this.fails(named, response)) return;
        await this.pass(named, await this.moto.stream(head, request, caller.signal), response);
      } else {
        const body = await readAll(request);
        const call = { ...head, action: readAction(head, body), body };
        if (await this.fails(call, response)) return;
        const reply = await this.overlay(call);
        if (reply === undefined) await this.pass(call, await this.moto.send(call, caller.signal), response);
        else writeReply(response, reply, call.method);
      }
    } catch (error) {
      // Either the caller went away, and nobody is left to answer, or moto did, and the port closes.
      if (!caller.signal.aborted) this.log("failed", { ...head, action: head.path }, String(error));
      response.destroy();
    }
  }

  private async overlay(call: Call): Promise<Reply | undefined> {
    try {
      const reply = await this.handlers().get(call.service)?.(call);
      if (reply !== undefined && !this.moto.gave(reply)) this.check?.answered(call, reply);
      return reply;
    } catch (error) {
      if (error instanceof AwsError) {
        this.check?.refused(call, error);
        this.log("refused", call, `${error.code}: ${error.message}`);
        return errorReply(call, error);
      }
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.log("failed", call, text);
      return errorReply(call, new AwsError("InternalFailure", `The local AWS failed on ${call.action}: ${text}`, 501));
    }
  }

  /** Sends moto's answer on, except its page for what it cannot do: a status of 500 makes callers retry for minutes. */
  private async pass(
    call: CallHead & { readonly action: string },
    answer: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const status = answer.statusCode ?? 502;
    if (status === 500 && answer.headers["content-type"]?.startsWith("text/html") === true) {
      await readAll(answer);
      this.log("unknown", call, await this.lastComplaint());
      const message = `The local AWS cannot answer ${call.service} ${call.action}: moto lacks it or failed on it.`;
      writeReply(response, errorReply(call, new AwsError("NotImplemented", message, 501)), call.method);
      return;
    }
    if (status >= 400) this.log("refused", call, `status ${status} by moto on ${call.path}`);
    response.writeHead(status, answerHeaders(answer));
    await pipeline(answer, response);
  }

  /** Whether the call ends here because a fault was asked for; a delayed call goes on. */
  private async fails(call: CallHead & { readonly action: string }, response: ServerResponse): Promise<boolean> {
    const fault = this.faults.choose(call);
    if (fault === undefined) return false;
    this.log("fault", call, fault.kind);
    switch (fault.kind) {
      case "drop":
        response.destroy();
        return true;
      case "throttle":
        writeReply(response, errorReply(call, throttlingError(call)), call.method);
        return true;
      case "delay":
        await sleep(fault.milliseconds);
        return response.destroyed;
    }
  }
}

/** S3's calls on an object may be of any size; all other calls are small by AWS's own limits. */
function isObjectCall({ service, path }: CallHead): boolean {
  return service === "s3" && /^\/[^/?]+\/[^?]/.test(path);
}
