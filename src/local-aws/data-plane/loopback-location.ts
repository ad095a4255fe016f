import type { OpenLoadBalancer } from "./open-load-balancer";

const LOOPBACK_HOSTS = ["127.0.0.1", "localhost"];

/**
 * A redirect that keeps the host leads a client that came by a loopback address to one where nobody listens: it goes
 * to the loopback address of the listener meant. A client that gave the load balancer's own name gets what AWS answers.
 */
export function loopbackLocation(location: string, host: string, loadBalancer: OpenLoadBalancer): string {
  const [, target, port, rest = ""] = /^https?:\/\/([^/:?]+):(\d+)(.*)$/s.exec(location) ?? [];
  if (target !== host || !LOOPBACK_HOSTS.includes(host)) return location;
  const listener = loadBalancer.listeners.find((candidate) => candidate.port === Number(port));
  return listener === undefined ? location : `${listener.url}${rest}`;
}
