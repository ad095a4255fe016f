import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { meets } from "../../../src/local-aws/data-plane/conditions";
import type { ListenerRequest } from "../../../src/local-aws/data-plane/listener-request";
import { requestOf } from "./requests";

const host = (...Values: string[]): RuleCondition => ({ Field: "host-header", HostHeaderConfig: { Values } });
const path = (...Values: string[]): RuleCondition => ({ Field: "path-pattern", PathPatternConfig: { Values } });
const method = (...Values: string[]): RuleCondition => {
  return { Field: "http-request-method", HttpRequestMethodConfig: { Values } };
};
const header = (HttpHeaderName: string, ...Values: string[]): RuleCondition => {
  return { Field: "http-header", HttpHeaderConfig: { HttpHeaderName, Values } };
};
const query = (...Values: { Key?: string; Value: string }[]): RuleCondition => {
  return { Field: "query-string", QueryStringConfig: { Values } };
};
const source = (...Values: string[]): RuleCondition => ({ Field: "source-ip", SourceIpConfig: { Values } });

test.each<[string, RuleCondition, Partial<ListenerRequest>, boolean]>([
  ["host in another case", host("SHOP.example.com"), { host: "shop.EXAMPLE.com" }, true],
  ["host by wildcard", host("*.example.com"), { host: "shop.example.com" }, true],
  ["another host", host("*.example.com"), { host: "example.org" }, false],
  ["host in the older form", { Field: "host-header", Values: ["shop.*"] }, { host: "shop.example.com" }, true],
  ["one of two paths", path("/a", "/b"), { path: "/b" }, true],
  ["path in another case", path("/a"), { path: "/A" }, false],
  ["path in the older form", { Field: "path-pattern", Values: ["/img/*"] }, { path: "/img/x" }, true],
  ["method", method("POST", "PUT"), { method: "PUT" }, true],
  ["HEAD is not GET", method("GET"), { method: "HEAD" }, false],
  ["header name and value in another case", header("X-Color", "GREEN"), { headers: { "x-color": ["green"] } }, true],
  ["second of two equal headers", header("x-color", "gr*"), { headers: { "x-color": ["blue", "green"] } }, true],
  ["absent header", header("x-color", "*"), {}, false],
  ["query pair", query({ Key: "version", Value: "v?" }), { query: "a=1&version=v2" }, true],
  ["query pair with another value", query({ Key: "version", Value: "v?" }), { query: "version=v10" }, false],
  ["query value under any key", query({ Value: "*beta*" }), { query: "channel=a-beta-1" }, true],
  ["query parameter without a value", query({ Key: "debug", Value: "" }), { query: "debug" }, true],
  ["no query", query({ Key: "debug", Value: "?*" }), { query: "" }, false],
  ["source inside a block", source("10.0.0.0/8", "127.0.0.0/8"), { sourceAddress: "127.0.0.1" }, true],
  ["source outside a block", source("10.0.0.0/8"), { sourceAddress: "11.0.0.1" }, false],
  ["source of IPv6", source("2001:db8::/32"), { sourceAddress: "2001:db8::1" }, true],
])("%s", (_, condition, request, expected) => {
  expect(meets(requestOf(request), condition)).toBe(expected);
});

test("a condition of an unknown kind is an error, not a silent miss", () => {
  expect(() => meets(requestOf(), { Field: "moon-phase" })).toThrow(
    new Error('The local AWS does not know the rule condition "moon-phase".'),
  );
});
