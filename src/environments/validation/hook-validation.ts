import { hostFor, type ListenerRoute, matchesRoute } from "../route-request";
import { show, type Problem } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import type { EnvironmentSettings } from "../schema";

type KnownService = NonNullable<PartialSettings<EnvironmentSettings["services"][string]>>;
type KnownRoute = NonNullable<KnownService["route"]>;

/** What checks in the course of a deployment need: a way to the test listener, and requests that their own service gets. */
export function* hookProblems(known: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  for (const [key, service] of Object.entries(known.services ?? {})) {
    if (service?.deployment?.hooks === undefined) continue;
    const path = ["services", key, "deployment", "hooks"];
    yield* comesThrough(known, path);
    yield* answeredByItsService(known, path, key, service);
  }
}

const everywhere = "0.0.0.0/0";

/** A smoke test calls the test listener from AWS's own addresses, which are nobody's to name. */
function* comesThrough(
  { loadBalancer }: PartialSettings<EnvironmentSettings>,
  path: readonly PropertyKey[],
): Generator<Problem> {
  const allowed = loadBalancer?.testAllowedCidrs;
  if (allowed === undefined || allowed.includes(undefined) || allowed.includes(everywhere)) return;
  yield {
    path,
    explanation: {
      fault: "a smoke test cannot reach the test listener, which loadBalancer.testAllowedCidrs closes to it",
      allowed: `hooks together with testAllowedCidrs that has "${everywhere}"`,
      remedy: "Open the test listener, or remove hooks and let people look: readyWaitMinutes gives them the time.",
    },
  };
}

function* answeredByItsService(
  known: PartialSettings<EnvironmentSettings>,
  path: readonly PropertyKey[],
  key: string,
  { route: given, deployment }: KnownService,
): Generator<Problem> {
  const requested = deployment?.hooks?.afterAllowTestTraffic?.path?.replace(/\?.*$/s, "");
  const route = given && complete(given);
  const usualName = usualNameOf(known);
  if (route === undefined || requested === undefined || usualName === undefined) return;
  const host = hostFor(route, usualName);
  if (host === undefined) {
    yield withoutHost(path, key, route);
    return;
  }
  const request = { host, path: requested };
  if (!matchesRoute(route, request)) {
    yield elsewhere(path, `${show(requested)} is not a path of services.${key}.route`, (route.paths ?? []).join(", "));
    return;
  }
  const other = Object.entries(known.services ?? {}).find(([, service]) => {
    const before = service?.route && complete(service.route);
    return before !== undefined && before.priority < route.priority && matchesRoute(before, request);
  });
  if (other === undefined) return;
  yield elsewhere(
    path,
    `${show(requested)} goes to services.${other[0]}, whose route is tried before`,
    `paths that reach services.${key}`,
  );
}

/** Undefined where a part of it is not known. */
function complete(route: KnownRoute): ListenerRoute | undefined {
  const { priority, hosts, paths } = route;
  const known = [
    priority,
    ...("hosts" in route ? (hosts ?? [hosts]) : []),
    ...("paths" in route ? (paths ?? [paths]) : []),
  ];
  return known.includes(undefined) ? undefined : (route as ListenerRoute);
}

/** What clients call the load balancer; without a domain its own name, of which only the end is known before it is made. */
function usualNameOf({ loadBalancer, region }: PartialSettings<EnvironmentSettings>): string | undefined {
  if (loadBalancer === undefined) return undefined;
  if ("https" in loadBalancer) return loadBalancer.https?.domainName;
  return region === undefined ? undefined : `balancer.${region}.elb.amazonaws.com`;
}

function withoutHost(path: readonly PropertyKey[], key: string, { hosts = [] }: ListenerRoute): Problem {
  return {
    path,
    explanation: {
      fault: `a smoke test has no name to ask for, as services.${key}.route.hosts has patterns alone`,
      allowed: "hooks together with a host without * and ?",
      remedy: `Add a name that ${hosts.map(show).join(", ")} would match to hosts, or remove hooks.`,
    },
  };
}

function elsewhere(path: readonly PropertyKey[], fault: string, allowed: string): Problem {
  return {
    path: [...path, "afterAllowTestTraffic", "path"],
    explanation: { fault, allowed, remedy: "Request a page of the service, such as its healthCheck.path." },
  };
}
