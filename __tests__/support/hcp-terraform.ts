import { execFileSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

interface StateVersion {
  readonly id: string;
  readonly serial: number;
  state?: Buffer;
}

/**
 * Stands in for HCP Terraform as far as a workspace goes whose runs happen on the caller's machine (execution mode "local"):
 * discovery, the workspace, its lock and its states. It has the real name, by way of a proxy, and a certificate of its own.
 * https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export class HcpTerraform {
  /** Method and path of each call, in their order. */
  readonly calls: string[] = [];
  readonly states: StateVersion[] = [];
  locked = false;

  private constructor(
    private readonly workspace: { readonly hostname: string; readonly organization: string; readonly name: string },
    private readonly token: string,
    private readonly folder: string,
    private readonly servers: readonly Server[],
  ) {}

  static async start(
    workspace: { readonly hostname: string; readonly organization: string; readonly name: string },
    token: string,
  ): Promise<HcpTerraform> {
    const folder = mkdtempSync(join(tmpdir(), "hcp-"));
    const key = join(folder, "key.pem");
    const certificate = join(folder, "certificate.pem");
    const subject = ["-subj", `/CN=${workspace.hostname}`, "-addext", `subjectAltName=DNS:${workspace.hostname}`];
    const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    execFileSync("openssl", ["req", ...kind, "-keyout", key, "-out", certificate, ...subject], { stdio: "ignore" });
    const tls = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) });
    const proxy = createServer();
    const hcp = new HcpTerraform(workspace, token, folder, [tls, proxy]);
    for (const server of [tls, proxy]) await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    proxy.on("connect", (_: IncomingMessage, client: Socket) => {
      const onward = connect((tls.address() as AddressInfo).port, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        onward.pipe(client).pipe(onward);
      });
      for (const socket of [client, onward]) socket.on("error", () => onward.destroy());
    });
    tls.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { status, body } = hcp.answer(request, Buffer.concat(chunks));
        const content = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? {});
        // Discovery demands the plain type, the API takes it too.
        response.writeHead(status, { "content-type": "application/json", "tfp-api-version": "2.5" });
        response.end(status === 204 ? undefined : content);
      });
    });
    return hcp;
  }

  /** What leads a process here, and nowhere else. */
  get environment(): NodeJS.ProcessEnv {
    const proxy = this.servers[1]?.address() as AddressInfo;
    return {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      SSL_CERT_FILE: join(this.folder, "certificate.pem"),
      SSL_CERT_DIR: this.folder,
    };
  }

  close(): void {
    for (const server of this.servers) {
      server.close();
      server.closeAllConnections();
    }
    rmSync(this.folder, { recursive: true });
  }

  private answer(request: IncomingMessage, content: Buffer): Answer {
    const call = `${request.method ?? ""} ${(request.url ?? "").split("?")[0] ?? ""}`;
    this.calls.push(call);
    if (call === "GET /.well-known/terraform.json") return { status: 200, body: { "tfe.v2": "/api/v2/" } };
    const upload = /^(GET|PUT) \/states\/(.+)$/.exec(call);
    if (upload !== null) return this.content(upload[1] ?? "", upload[2] ?? "", content);
    if (request.headers.authorization !== `Bearer ${this.token}`) return failure(401, "unauthorized");
    return this.api(call.replace("/api/v2", ""), content);
  }

  private api(call: string, content: Buffer): Answer {
    const { organization, name } = this.workspace;
    switch (call) {
      case "GET /ping":
        return { status: 204 };
      case `GET /organizations/${organization}/entitlement-set`:
        return data("entitlement-sets", "org-1", { operations: true, "state-storage": true });
      case `GET /organizations/${organization}/workspaces/${name}`:
      case "GET /workspaces/ws-1":
        return this.describe();
      case "POST /workspaces/ws-1/actions/lock":
        if (this.locked) return failure(409, "conflict");
        this.locked = true;
        return this.describe();
      case "POST /workspaces/ws-1/actions/unlock":
        this.locked = false;
        return this.describe();
      case "GET /workspaces/ws-1/all-vars":
      case "GET /workspaces/ws-1/current-state-version-outputs":
        return { status: 200, body: { data: [] } };
      case "GET /workspaces/ws-1/current-state-version": {
        const newest = this.states.at(-1);
        return newest === undefined ? failure(404, "not found") : this.version(newest);
      }
      case "POST /workspaces/ws-1/state-versions":
        return this.addVersion(content);
      default:
        return this.readVersion(call);
    }
  }

  private describe(): Answer {
    const permissions = { "can-update": true, "can-lock": true, "can-unlock": true, "can-queue-run": true };
    return data("workspaces", "ws-1", {
      name: this.workspace.name,
      locked: this.locked,
      "execution-mode": "local",
      operations: false,
      "terraform-version": "1.11.4",
      permissions,
    });
  }

  private addVersion(content: Buffer): Answer {
    const { data: given } = JSON.parse(content.toString()) as { data: { attributes: { serial: number } } };
    // As HCP does: a state is written only by who holds the lock.
    if (!this.locked) return failure(409, "workspace is not locked");
    const made = { id: `sv-${randomUUID()}`, serial: given.attributes.serial };
    this.states.push(made);
    return this.version(made);
  }

  private readVersion(call: string): Answer {
    const found = this.states.find(({ id }) => call === `GET /state-versions/${id}`);
    return found === undefined ? failure(404, "not found") : this.version(found);
  }

  private version({ id, serial, state }: StateVersion): Answer {
    const url = (kind: string) => `https://${this.workspace.hostname}/states/${id}${kind}`;
    return data("state-versions", id, {
      serial,
      status: "finalized",
      md5: createHash("md5")
        .update(state ?? "")
        .digest("hex"),
      "hosted-state-download-url": url(""),
      "hosted-state-upload-url": url(""),
      "hosted-json-state-upload-url": url("/json"),
    });
  }

  private content(method: string, name: string, content: Buffer): Answer {
    const version = this.states.find(({ id }) => name === id);
    if (method === "GET")
      return version === undefined ? failure(404, "not found") : { status: 200, body: version.state };
    if (version !== undefined) version.state = content;
    return { status: 200 };
  }
}

function data(type: string, id: string, attributes: object): Answer {
  return { status: 200, body: { data: { type, id, attributes } } };
}

function failure(status: number, title: string): Answer {
  return { status, body: { errors: [{ status: String(status), title }] } };
}
