import { show, type Problem } from "../../lib/problem";
import { matchesWildcard } from "../../lib/wildcard";
import type { PartialSettings } from "../settings/partial-settings";
import type { EnvironmentSettings } from "../schema";

type KnownRoute = NonNullable<PartialSettings<NonNullable<EnvironmentSettings["services"][string]["route"]>>>;

/** A rule's conditions hold five values at most, host names and paths together. */
const mostConditionValues = 5;

/** How services share the load balancer's own listeners: each request has to have one service that gets it. */
export function* routeProblems({ services, loadBalancer }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  if (services === undefined) return;
  const keys = Object.keys(services);
  const sharing = Object.values(services).filter((service) => service === undefined || !("listeners" in service));
  for (const [key, service] of Object.entries(services)) {
    if (service === undefined) continue;
    // What is wrong by itself is there, but not known.
    if (!("route" in service) && !("listeners" in service) && sharing.length > 1) {
      yield withoutRoute(key, sharing.length);
    }
    const { route } = service;
    if (route === undefined) continue;
    yield* enoughConditions(key, route);
    yield* hostsOfCertificate(key, route, loadBalancer);
    for (const [otherKey, other] of Object.entries(services)) {
      if (otherKey !== key && other?.route !== undefined) {
        yield* conflict(key, route, otherKey, other.route, keys.indexOf(otherKey) < keys.indexOf(key));
      }
    }
  }
}

function withoutRoute(key: string, count: number): Problem {
  return {
    path: ["services", key, "route"],
    explanation: {
      fault: `missing, though ${count} services share the load balancer's listeners`,
      allowed: "an object with priority and hosts or paths; none where the service, or every other one, has listeners",
      remedy: 'Say which requests it gets; { priority: 50000, paths: ["/*"] } gets what no other does.',
    },
  };
}

function* enoughConditions(key: string, route: KnownRoute): Generator<Problem> {
  const { hosts, paths } = route;
  if (("hosts" in route && hosts === undefined) || ("paths" in route && paths === undefined)) return;
  const count = (hosts?.length ?? 0) + (paths?.length ?? 0);
  if (count >= 1 && count <= mostConditionValues) return;
  yield {
    path: ["services", key, "route"],
    explanation: {
      fault: count === 0 ? "neither hosts nor paths are given" : `${count} hosts and paths together`,
      allowed: `1 to ${mostConditionValues} of both together`,
      remedy: 'Name what tells its requests from others; paths: ["/*"] are all.',
    },
  };
}

/** One that the stack asks for is for one name: whoever verifies it refuses the load balancer under all others. */
function* hostsOfCertificate(
  key: string,
  { hosts }: KnownRoute,
  loadBalancer: PartialSettings<EnvironmentSettings>["loadBalancer"],
): Generator<Problem> {
  const { certificate, domainName } = loadBalancer?.https ?? {};
  if (certificate?.type !== "issued" || domainName === undefined || hosts === undefined) return;
  if (hosts.some((pattern) => pattern === undefined || matchesWildcard(pattern, domainName))) return;
  yield {
    path: ["services", key, "route", "hosts"],
    explanation: {
      fault: `${show(hosts)} has no name that the certificate of loadBalancer.https is issued for`,
      allowed: `hosts that match ${domainName}`,
      remedy: "Add it, or give an existing certificate that is for these names.",
    },
  };
}

/** Two rules with one number are refused by AWS; a rule behind one that takes all its requests never gets any. */
function* conflict(
  key: string,
  route: KnownRoute,
  otherKey: string,
  other: KnownRoute,
  isEarlier: boolean,
): Generator<Problem> {
  if (route.priority === undefined || other.priority === undefined) return;
  if (route.priority === other.priority) {
    if (!isEarlier) return;
    yield {
      path: ["services", key, "route", "priority"],
      explanation: {
        fault: `${route.priority} is also services.${otherKey}.route.priority`,
        allowed: "each priority once",
        remedy: "Give the rule that shall be tried first the lower number.",
      },
    };
    return;
  }
  if (other.priority > route.priority || !takesAll(other, route)) return;
  yield {
    path: ["services", key, "route"],
    explanation: {
      fault: `${show(conditions(route))} never gets a request, as services.${otherKey}.route takes them all before`,
      allowed: "routes that leave each other requests",
      remedy: `Give it a priority below ${other.priority}, or narrow services.${otherKey}.route.`,
    },
  };
}

function conditions({ hosts, paths }: KnownRoute): object {
  return { ...(hosts !== undefined && { hosts }), ...(paths !== undefined && { paths }) };
}

/** Whether every request of `route` is one of `other` too: seen of equal patterns and of those that match everything. */
function takesAll(other: KnownRoute, route: KnownRoute): boolean {
  return covers(other.hosts, route.hosts, ["*.*"]) && covers(other.paths, route.paths, ["/*"]);
}

function covers(
  wide: readonly (string | undefined)[] | undefined,
  narrow: readonly (string | undefined)[] | undefined,
  everything: readonly string[],
): boolean {
  if (wide === undefined || wide.some((pattern) => pattern !== undefined && everything.includes(pattern))) return true;
  return narrow?.every((pattern) => pattern !== undefined && wide.includes(pattern)) === true;
}
