import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readAction, readHead } from "../../src/local-aws/protocol/read-call";
import { iamCall, type RecordedCall } from "./iam-action";

export interface Recorder {
  /** What AWS_ENDPOINT_URL shall be. */
  readonly url: string;
  /** What was called since the last question, each call once, sorted. */
  take(): readonly RecordedCall[];
  close(): void;
}

/** Stands before a local AWS and writes down what passes, as IAM would name it. */
export async function startRecorder(target: string): Promise<Recorder> {
  const calls = new Map<string, RecordedCall>();
  const { hostname, port } = new URL(target);
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const head = readHead(request.method ?? "GET", request.url ?? "/", request.headers);
      const call = iamCall(head, readAction(head, body), body.toString("utf8"));
      calls.set(JSON.stringify(call), call);
      const options = { hostname, port, method: request.method, path: request.url, headers: request.headers };
      const onward = forward(options, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", () => response.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = [...calls.keys()].sort().flatMap((key) => calls.get(key) ?? []);
      calls.clear();
      return taken;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
