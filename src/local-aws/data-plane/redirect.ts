import type { RedirectActionConfig } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ListenerRequest } from "./listener-request";

/**
 * Where a redirect action sends a request. What the action leaves out stays as it was requested.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
 *
 * @param listener protocol and port as clients of the real load balancer would have used them
 */
export function redirectLocation(
  config: RedirectActionConfig,
  request: ListenerRequest,
  listener: { readonly protocol: string; readonly port: number },
): string {
  const parts: Readonly<Record<string, string>> = {
    protocol: listener.protocol.toLowerCase(),
    host: request.host,
    port: String(listener.port),
    path: request.path.replace(/^\//, ""),
    query: request.query,
  };
  const fill = (template: string): string =>
    template.replace(/#\{(protocol|host|port|path|query)\}/g, (keyword, name: string) => parts[name] ?? keyword);

  const protocol = fill(config.Protocol ?? "#{protocol}").toLowerCase();
  const authority = `${fill(config.Host ?? "#{host}")}:${fill(config.Port ?? "#{port}")}`;
  const query = fill(config.Query ?? "#{query}");
  return `${protocol}://${authority}${fill(config.Path ?? "/#{path}")}${query === "" ? "" : `?${query}`}`;
}
