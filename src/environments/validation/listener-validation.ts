import { formatPath, type Problem } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import { plainHttpPort } from "./load-balancer-validation";
import type { EnvironmentSettings } from "../schema";

/** What the listeners of services must be to their routes, to the load balancer's own listeners and to each other. */
export function* listenerProblems(known: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  for (const [key, service] of Object.entries(known.services ?? {})) {
    if (service !== undefined && "listeners" in service && "route" in service) yield besideRoute(key);
  }
  yield* portsApart(known);
}

function besideRoute(key: string): Problem {
  return {
    path: ["services", key, "listeners"],
    explanation: {
      fault: `given together with services.${key}.route`,
      allowed: "one of the two",
      remedy:
        "Remove route to give the service ports of its own, or listeners to leave it on the load balancer's; " +
        "docs/environments.md says how to change from one to the other.",
    },
  };
}

interface UsedPort {
  readonly port: number;
  /** Completes the sentence "<the port> is ...". */
  readonly use: string;
}

/** ELBv2 API, CreateListener, DuplicateListener: "A listener with the specified port already exists." */
function* portsApart({ loadBalancer, services }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const used: UsedPort[] = [];
  if (loadBalancer?.https !== undefined) used.push({ port: plainHttpPort, use: "where the redirect to HTTPS listens" });
  for (const key of ["productionPort", "testPort"] as const) {
    const port = loadBalancer?.[key];
    if (port !== undefined) used.push({ port, use: `also loadBalancer.${key}` });
  }
  for (const [service, settings] of Object.entries(services ?? {})) {
    for (const key of ["productionPort", "testPort"] as const) {
      const port = settings?.listeners?.[key];
      if (port === undefined) continue;
      const path = ["services", service, "listeners", key];
      const first = used.find((other) => other.port === port);
      if (first !== undefined) yield sharedPort(path, first);
      used.push({ port, use: `also ${formatPath(path)}` });
    }
  }
}

function sharedPort(path: readonly PropertyKey[], { port, use }: UsedPort): Problem {
  return {
    path,
    explanation: {
      fault: `${port} is ${use}`,
      allowed: "a port of its own for each listener",
      remedy: "Choose another port.",
    },
  };
}
