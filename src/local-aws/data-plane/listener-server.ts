import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Reply } from "../protocol/call";
import type { ServerCertificate } from "../certificate-authority";
import { writeReply } from "../protocol/write-reply";

/** A server on a free port of 127.0.0.1 that stands for one listener. */
export interface ListenerServer {
  readonly port: number;
  close(): void;
}

/** @param certificate with which it speaks TLS; @default none: plain HTTP */
export async function openListenerServer(
  answer: (request: IncomingMessage) => Promise<Reply>,
  certificate?: ServerCertificate,
): Promise<ListenerServer> {
  const listener: RequestListener = (request, response) => {
    // Stand-in tasks read no bodies, and a caller that goes away is its own affair.
    request.on("error", () => undefined).resume();
    response.on("error", () => undefined);
    answer(request)
      .then((reply) => {
        writeReply(response, reply, request.method);
      })
      // A fixed response may have a status or a content type that HTTP does not allow: moto takes any.
      .catch(() => response.destroy());
  };
  const server = certificate === undefined ? createServer(listener) : createSecureServer(certificate, listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
