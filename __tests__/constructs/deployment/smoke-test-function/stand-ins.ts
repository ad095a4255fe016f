import { once } from "node:events";
import { createServer, type RequestListener, type Server as HttpServer } from "node:http";
import { createServer as createSecureServer, type Server as HttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { ServerCertificate } from "../../../../src/local-aws/certificate-authority";

export interface Server {
  readonly port: number;
  close(): Promise<void>;
}

/** A real HTTP server on a free loopback port. */
export async function serve(listener: RequestListener): Promise<Server> {
  return listening(createServer(listener));
}

/** The same over TLS. */
export async function serveSecurely(certificate: ServerCertificate, listener: RequestListener): Promise<Server> {
  return listening(createSecureServer(certificate, listener));
}

async function listening(server: HttpServer | HttpsServer): Promise<Server> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** What the function told CodeDeploy: the action and its members. */
export type Report = Readonly<Record<string, unknown>>;

/** A CodeDeploy that takes reports down, or refuses them. */
export async function serveCodeDeploy(reports: Report[], refuse: () => boolean): Promise<Server> {
  return serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Report;
      reports.push({ action: request.headers["x-amz-target"], ...body });
      response.writeHead(refuse() ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
      response.end(
        refuse()
          ? '{"__type":"LifecycleEventAlreadyCompletedException","message":"Too late."}'
          : '{"lifecycleEventHookExecutionId":"e-1"}',
      );
    });
  });
}
