import type { Immutable } from "./immutable";
import { matchesWildcard } from "../lib/wildcard";

/** Which requests a service gets; without hosts or without paths it gets any. */
export type ListenerRoute = Immutable<{
  priority: number;
  hosts?: string[] | undefined;
  paths?: string[] | undefined;
}>;

/** A request as the rules of a listener look at it. */
export interface RoutedRequest {
  readonly host: string;
  /** Without a query. */
  readonly path: string;
}

export function matchesRoute({ hosts, paths }: ListenerRoute, { host, path }: RoutedRequest): boolean {
  return (
    hosts?.some((pattern) => matchesWildcard(pattern, host)) !== false &&
    paths?.some((pattern) => matchesWildcard(pattern, path, { caseSensitive: true })) !== false
  );
}

/**
 * The name that a request has to be for, so that the route takes it: the one that clients use if it does, else the first
 * of its own that is no pattern.
 *
 * @param usual of the certificate or, without one, the load balancer's own
 * @returns undefined if the route names patterns alone, and none of them matches the usual name
 */
export function hostFor({ hosts }: Pick<ListenerRoute, "hosts">, usual: string): string | undefined {
  if (hosts === undefined || hosts.some((pattern) => matchesWildcard(pattern, usual))) return usual;
  return hosts.find((pattern) => !/[*?]/.test(pattern));
}
