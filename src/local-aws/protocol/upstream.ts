import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import type { Readable } from "node:stream";
import type { Call, Reply } from "./call";
import type { CallHead } from "./read-call";

/** Headers that belong to one connection, not to the call (RFC 9110, section 7.6.1), and the handshake for large bodies. */
const HOP_BY_HOP = new Set(["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "expect"]);

/** moto behind the gateway. The host header stays the caller's, so that URLs in moto's answers lead to the gateway. */
export class Upstream {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly forwarded = new WeakSet<Reply>();

  constructor(private readonly port: number) {}

  /** Sends a call with its whole body and answers when moto's headers are there. */
  async send(call: Call, signal?: AbortSignal): Promise<IncomingMessage> {
    const headers = { ...this.headersOf(call), "content-length": String(call.body.length) };
    return this.open(call, headers, (outgoing) => outgoing.end(call.body), signal);
  }

  /** Sends a call whose body is not read here, however large. */
  async stream(head: CallHead, body: Readable, signal?: AbortSignal): Promise<IncomingMessage> {
    return this.open(head, this.headersOf(head), (outgoing) => body.pipe(outgoing), signal);
  }

  /** Sends a call and reads the whole answer. */
  async forward(call: Call): Promise<Reply> {
    const answer = await this.send(call);
    const headers = Object.fromEntries(
      Object.entries(answerHeaders(answer)).map(([name, value]) => [name, String(value)]),
    );
    const reply = { status: answer.statusCode ?? 502, headers, body: await readAll(answer) };
    this.forwarded.add(reply);
    return reply;
  }

  /** Whether a reply is moto's own, as {@link forward} answered it. */
  gave(reply: Reply): boolean {
    return this.forwarded.has(reply);
  }

  close(): void {
    this.agent.destroy();
  }

  private headersOf(head: CallHead): Record<string, string> {
    const chunked = head.headers["transfer-encoding"] !== undefined;
    const kept = Object.entries(head.headers).filter(([name]) => !HOP_BY_HOP.has(name));
    return { ...Object.fromEntries(kept), ...(chunked ? { "transfer-encoding": "chunked" } : {}) };
  }

  private open(
    head: CallHead,
    headers: Record<string, string>,
    write: (outgoing: ClientRequest) => void,
    signal: AbortSignal | undefined,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const { method, path } = head;
      const where = { host: "127.0.0.1", port: this.port, agent: this.agent, method, path, headers };
      const outgoing = request(signal === undefined ? where : { ...where, signal });
      outgoing.once("response", resolve);
      outgoing.once("error", reject);
      write(outgoing);
    });
  }
}

/** The headers of an answer that may go on to the caller. */
export function answerHeaders(answer: IncomingMessage): Record<string, string | string[]> {
  const kept = Object.entries(answer.headers).filter(([name, value]) => value !== undefined && !HOP_BY_HOP.has(name));
  return Object.fromEntries(kept) as Record<string, string | string[]>;
}

export async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
