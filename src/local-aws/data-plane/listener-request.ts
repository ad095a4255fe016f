import type { IncomingMessage } from "node:http";

/** A request as the rules of a listener see it. */
export interface ListenerRequest {
  readonly method: string;
  /** Of the Host header, without its port. */
  readonly host: string;
  /** As it was sent, not decoded: "/a%20b". */
  readonly path: string;
  /** As it was sent, without the question mark; empty if there is none. */
  readonly query: string;
  /** By their lower-case names, each with all its values. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly sourceAddress: string;
}

export function readRequest(message: IncomingMessage): ListenerRequest {
  const target = message.url ?? "/";
  const mark = target.indexOf("?");
  return {
    method: message.method ?? "GET",
    host: (message.headers.host ?? "").replace(/:\d*$/, ""),
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers: message.headersDistinct,
    sourceAddress: message.socket.remoteAddress ?? "",
  };
}
