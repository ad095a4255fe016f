import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Answer } from "./hcp-terraform-answer";

/**
 * A host of that name on this machine, with a certificate of its own. Terraform comes here by way of a proxy, Node.js by a
 * `fetch` that knows the way: version 20 of it knows no proxies.
 */
export class StandInHost {
  private constructor(
    private readonly hostname: string,
    readonly folder: string,
    private readonly tls: Server,
    private readonly proxy: Server,
  ) {}

  static async start(
    hostname: string,
    answer: (request: IncomingMessage, content: Buffer) => Answer,
  ): Promise<StandInHost> {
    const folder = mkdtempSync(join(tmpdir(), "hcp-"));
    const tls = createTlsServer(makeCertificate(hostname, folder), (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { status, body, headers } = answer(request, Buffer.concat(chunks));
        // Discovery demands the plain type, the API takes it too.
        response.writeHead(status, { "content-type": "application/json", "tfp-api-version": "2.6", ...headers });
        response.end(Buffer.isBuffer(body) || status === 204 ? body : JSON.stringify(body ?? {}));
      });
    });
    const proxy = createServer();
    proxy.on("connect", (_: IncomingMessage, client: Socket) => {
      const onward = connect(portOf(tls), "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        onward.pipe(client).pipe(onward);
      });
      for (const socket of [client, onward]) socket.on("error", () => onward.destroy());
    });
    for (const server of [tls, proxy]) await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const host = new StandInHost(hostname, folder, tls, proxy);
    host.writeFetch();
    return host;
  }

  /** What leads a process here, and nowhere else. */
  get environment(): NodeJS.ProcessEnv {
    const certificate = join(this.folder, "certificate.pem");
    return {
      HTTPS_PROXY: `http://127.0.0.1:${portOf(this.proxy)}`,
      SSL_CERT_FILE: certificate,
      SSL_CERT_DIR: this.folder,
      NODE_EXTRA_CA_CERTS: certificate,
      NODE_OPTIONS: `--import=${pathToFileURL(this.fetchFile).href}`,
    };
  }

  close(): void {
    for (const server of [this.tls, this.proxy]) {
      server.close();
      server.closeAllConnections();
    }
    rmSync(this.folder, { recursive: true });
  }

  private get fetchFile(): string {
    return join(this.folder, "fetch.mjs");
  }

  /** Makes the real request, to the port where we listen. */
  private writeFetch(): void {
    const [name, here] = [`https://${this.hostname}/`, `https://127.0.0.1:${portOf(this.tls)}/`];
    writeFileSync(
      this.fetchFile,
      `const { fetch } = globalThis;
       globalThis.fetch = (url, init) => fetch(String(url).replace("${name}", "${here}"), init);`,
    );
  }
}

function makeCertificate(hostname: string, folder: string): { readonly key: Buffer; readonly cert: Buffer } {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const names = `subjectAltName=DNS:${hostname},IP:127.0.0.1`;
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const subject = ["-subj", `/CN=${hostname}`, "-addext", names];
  execFileSync("openssl", ["req", ...kind, "-keyout", key, "-out", certificate, ...subject], { stdio: "ignore" });
  return { key: readFileSync(key), cert: readFileSync(certificate) };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
