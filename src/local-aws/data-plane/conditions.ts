import { BlockList, isIPv6 } from "node:net";
import type { QueryStringKeyValuePair, RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ListenerRequest } from "./listener-request";
import { matchesWildcard } from "../../lib/wildcard";

/**
 * Whether a request meets a condition of a listener rule; of the condition's values one must match. Regular expressions
 * (`RegexValues`) are left out: moto does not keep them.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function meets(request: ListenerRequest, condition: RuleCondition): boolean {
  switch (condition.Field) {
    case "host-header":
      return valuesOf(condition, condition.HostHeaderConfig).some((host) => matchesWildcard(host, request.host));
    case "path-pattern":
      return valuesOf(condition, condition.PathPatternConfig).some((path) =>
        matchesWildcard(path, request.path, { caseSensitive: true }),
      );
    case "http-header":
      return meetsHeader(request, condition.HttpHeaderConfig);
    case "http-request-method":
      return condition.HttpRequestMethodConfig?.Values?.includes(request.method) === true;
    case "query-string":
      return condition.QueryStringConfig?.Values?.some((pair) => meetsQuery(request.query, pair)) === true;
    case "source-ip":
      return meetsSource(request.sourceAddress, condition.SourceIpConfig?.Values ?? []);
    default:
      throw new Error(`The local AWS does not know the rule condition "${condition.Field ?? ""}".`);
  }
}

/** Host and path stand in `Values` in the API's older form. */
function valuesOf(condition: RuleCondition, config: { readonly Values?: string[] | undefined } | undefined): string[] {
  return config?.Values ?? condition.Values ?? [];
}

function meetsHeader(request: ListenerRequest, config: RuleCondition["HttpHeaderConfig"]): boolean {
  const given = request.headers[config?.HttpHeaderName?.toLowerCase() ?? ""] ?? [];
  return given.some((text) => config?.Values?.some((pattern) => matchesWildcard(pattern, text)));
}

/** Key and value are compared as they were sent; a pair without a key looks at values only. */
function meetsQuery(query: string, { Key, Value = "" }: QueryStringKeyValuePair): boolean {
  return query.split("&").some((parameter) => {
    const equals = parameter.indexOf("=");
    const [key, value] = equals < 0 ? [parameter, ""] : [parameter.slice(0, equals), parameter.slice(equals + 1)];
    return (Key === undefined || matchesWildcard(Key, key)) && matchesWildcard(Value, value);
  });
}

function meetsSource(address: string, blocks: readonly string[]): boolean {
  const list = new BlockList();
  for (const block of blocks) {
    const [base = "", bits = "0"] = block.split("/");
    list.addSubnet(base, Number(bits), isIPv6(base) ? "ipv6" : "ipv4");
  }
  return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
