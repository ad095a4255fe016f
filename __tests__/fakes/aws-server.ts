import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers AWS calls with what a test says, and remembers them as "METHOD path". */
export class AwsServer {
  readonly calls: string[] = [];
  readonly bodies: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(answer: (call: string, count: number) => Answer): Promise<AwsServer> {
    const server = createServer((request, response) => {
      void read(request).then((body) => {
        const call = `${request.method ?? ""} ${(request.url ?? "").split("?")[0] ?? ""}`;
        self.calls.push(call);
        self.bodies.push(body);
        const { status, headers = {}, body: text = "" } = answer(call, self.calls.filter((one) => one === call).length);
        response.writeHead(status, headers).end(text);
      });
    });
    const self = new AwsServer(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return self;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Sets the environment in which the AWS SDK finds the server; answers how to undo it. */
export function useServer(url: string): () => void {
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "1",
  });
  return () => {
    process.env = before;
  };
}

/** An error of S3, which states it as XML. */
export function s3Error(status: number, code: string): Answer {
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>` };
}
