import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { ModelCheck } from "./api-model/model-check";
import { ModelLibrary } from "./api-model/model-library";
import { violationsLog } from "./api-model/violations-log";
import { CertificateAuthority } from "./certificate-authority";
import { answerAdmin, ADMIN_PREFIX } from "./admin-api";
import { RequestHandler } from "./protocol/request-handler";
import { Faults } from "./faults";
import { createOverrides } from "./overrides/handlers";
import { fileLog } from "./log";
import { startMoto } from "./moto/moto";
import { readAll, Upstream } from "./protocol/upstream";
import { writeReply } from "./protocol/write-reply";

export interface GatewayOptions {
  /** An interpreter that has moto with its server. */
  readonly python: string;
  /**
   * Where refused and unknown calls are written down. Beside it lie, in lambda/, what functions write, and in ca.pem the
   * certificate of the authority that load balancers with HTTPS have theirs from.
   */
  readonly logFile: string;
  /** How many times faster than on AWS the minutes of deployments pass. @default 1, real time */
  readonly speed?: number;
  /**
   * Whether what the gateway answers itself is held against AWS's API models. Violations are written to the file
   * model-violations.log beside the log; it is there, be it empty, once the gateway runs. @default false
   */
  readonly checkModels?: boolean;
}

export interface Gateway {
  /** `http://127.0.0.1:<port>`: an IP address, so that S3 clients use path style. */
  readonly url: string;
  readonly motoPid: number;
  /** Settles when the port is closed and moto is gone, with the reason if nobody asked for it. */
  readonly closed: Promise<string | undefined>;
  close(): Promise<void>;
}

/** A laptop's AWS: moto behind a server on 127.0.0.1 that adds what moto lacks. Everything it holds is in memory. */
export async function startGateway({
  python,
  logFile,
  speed = 1,
  checkModels = false,
}: GatewayOptions): Promise<Gateway> {
  const authority = await CertificateAuthority.create();
  const authorityFile = join(dirname(logFile), "ca.pem");
  writeFileSync(authorityFile, authority.certificate);
  const moto = await startMoto(python);
  const upstream = new Upstream(moto.port);
  const check = checkModels
    ? new ModelCheck(await ModelLibrary.besideMoto(python), violationsLog(dirname(logFile)))
    : undefined;
  const faults = new Faults();
  const log = fileLog(logFile);
  const server = createServer();
  // A large upload may take longer than Node's five minutes for a whole request.
  server.requestTimeout = 0;
  const url = await listen(server);
  const functionLogs = join(dirname(logFile), "lambda");
  const create = () =>
    createOverrides({
      upstream,
      motoPort: moto.port,
      url,
      python,
      log,
      authority,
      authorityFile,
      functionLogs,
      speed,
    });
  let additions = create();
  const exchange = new RequestHandler(
    upstream,
    () => additions.handlers,
    faults,
    log,
    () => moto.lastComplaint(),
    check,
  );
  let asked = false;
  const close = async (): Promise<void> => {
    asked = true;
    server.close();
    server.closeAllConnections();
    await moto.stop();
  };
  // A refused connection ends a caller's retries in half a minute; an error from a gateway without moto does not.
  const closed = moto.gone.then((lastWords) => {
    server.close();
    server.closeAllConnections();
    upstream.close();
    additions.close();
    return asked ? undefined : lastWords;
  });

  const controls = {
    faults,
    loadBalancers: () => additions.dataPlane.loadBalancers(),
    url,
    authorityFile,
    motoPid: moto.pid,
    speed,
    stop: () => setImmediate(() => void close()),
  };
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    // A caller that goes away in mid-sentence is its own affair.
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    const path = request.url ?? "/";
    // moto's own call that empties its account: what is kept here goes with it.
    if (request.method === "POST" && path === "/moto-api/reset") {
      additions.close();
      additions = create();
    }
    if (path.startsWith(ADMIN_PREFIX)) {
      void readAll(request).then(
        (body) => {
          writeReply(response, answerAdmin(request.method ?? "GET", path, body, controls), request.method);
        },
        () => undefined,
      );
    } else {
      void exchange.answer(request, response);
    }
  });
  return { url, motoPid: moto.pid, closed, close };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
