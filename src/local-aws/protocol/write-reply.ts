import type { ServerResponse } from "node:http";
import type { Reply } from "./call";

/** Writes a whole reply; its length is that of its body, whatever moto counted before the body was amended. */
export function writeReply(response: ServerResponse, reply: Reply, method: string | undefined): void {
  if (response.destroyed) return;
  const body = Buffer.from(reply.body);
  const headers = { ...reply.headers };
  // A HEAD reply states the length of what a GET would bring and has no body.
  if (method !== "HEAD") headers["content-length"] = String(body.length);
  response.writeHead(reply.status, headers);
  response.end(method === "HEAD" ? undefined : body);
}
