import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readAction, readHead } from "../../src/local-aws/protocol/read-call";
import { readAll } from "../../src/local-aws/protocol/upstream";

/** Changes the JSON answer to one action, and gives it back. */
export type AnswerChange = (answer: never) => object;

export interface AnswerProxy {
  readonly url: string;
  close(): void;
}

/** Stands before a local AWS and changes its answers to these actions: an AWS that behaves otherwise. */
export async function startAnswerProxy(
  target: string,
  changes: Readonly<Record<string, AnswerChange>>,
): Promise<AnswerProxy> {
  const { hostname, port } = new URL(target);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "POST", url = "/", headers } = request;
    const body = await readAll(request);
    const given = await new Promise<IncomingMessage>((resolve, reject) => {
      forward({ hostname, port, method, path: url, headers }, resolve).on("error", reject).end(body);
    });
    const text = await readAll(given);
    const change = given.statusCode === 200 ? changes[readAction(readHead(method, url, headers), body)] : undefined;
    const changed = change === undefined ? text : JSON.stringify(change(JSON.parse(text.toString("utf8")) as never));
    const kept = Object.entries(given.headers).filter(([name]) => name !== "content-length");
    response.writeHead(given.statusCode ?? 502, Object.fromEntries(kept)).end(changed);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
