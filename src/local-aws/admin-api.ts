import { messageOf } from "../lib/errors";
import type { Reply } from "./protocol/call";
import type { OpenLoadBalancer } from "./data-plane";
import type { Faults } from "./faults";

/** Paths under which the gateway itself is spoken to; no AWS service has a path like it. */
export const ADMIN_PREFIX = "/_local/";

export interface AdminOptions {
  readonly faults: Faults;
  readonly loadBalancers: () => readonly OpenLoadBalancer[];
  readonly url: string;
  /** Path of the certificate that clients of HTTPS listeners have to trust: `curl --cacert`. */
  readonly authorityFile: string;
  readonly motoPid: number;
  readonly speed: number;
  /** Called once the answer is on its way. */
  readonly stop: () => void;
}

/**
 * The gateway's own calls:
 * - `GET /_local/status`: who runs, how fast deployments pass, and what the faults have done;
 * - `GET /_local/load-balancers`: {@link OpenLoadBalancer}s, with the address of each listener on this machine; those of
 *   HTTPS listeners take `curl --cacert <authorityFile>`;
 * - `POST /_local/faults`: {@link FaultOptions} as JSON; `DELETE` ends them;
 * - `POST /_local/stop`: ends gateway and moto.
 */
export function answerAdmin(method: string, path: string, body: Buffer, controls: AdminOptions): Reply {
  switch (`${method} ${path}`) {
    case "GET /_local/status":
      return json(200, status(controls));
    case "GET /_local/load-balancers":
      return json(200, controls.loadBalancers());
    case "POST /_local/faults":
      return setFaults(body, controls);
    case "DELETE /_local/faults":
      controls.faults.clear();
      return json(200, status(controls));
    case "POST /_local/stop":
      controls.stop();
      return json(200, status(controls));
    default:
      return json(404, {
        message: `${method} ${path} is not known. Known: GET /_local/status, GET /_local/load-balancers, POST and DELETE /_local/faults, POST /_local/stop.`,
      });
  }
}

function setFaults(body: Buffer, controls: AdminOptions): Reply {
  try {
    controls.faults.set(JSON.parse(body.toString("utf8")));
    return json(200, status(controls));
  } catch (error) {
    return json(400, {
      message: `These faults are not valid: ${messageOf(error)}`,
    });
  }
}

function status({ url, authorityFile, motoPid, speed, faults }: AdminOptions): object {
  return { url, pid: process.pid, motoPid, speed, authorityFile, faults: faults.status() };
}

function json(status: number, value: object): Reply {
  return { status, headers: { "content-type": "application/json" }, body: `${JSON.stringify(value)}\n` };
}
