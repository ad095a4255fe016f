import type { RedirectActionConfig } from "@aws-sdk/client-elastic-load-balancing-v2";
import { loopbackLocation } from "../../../src/local-aws/data-plane/loopback-location";
import { redirectLocation } from "../../../src/local-aws/data-plane/redirect";
import { requestOf } from "./requests";

const listener = { protocol: "HTTP", port: 80 };
const request = requestOf({ host: "shop.example.com", path: "/a/b", query: "x=1&y=2" });

describe("a redirect", () => {
  test.each<[string, Omit<RedirectActionConfig, "StatusCode">, string]>([
    ["to HTTPS", { Protocol: "HTTPS", Port: "443" }, "https://shop.example.com:443/a/b?x=1&y=2"],
    ["that changes nothing", {}, "http://shop.example.com:80/a/b?x=1&y=2"],
    ["to another host", { Host: "new.#{host}" }, "http://new.shop.example.com:80/a/b?x=1&y=2"],
    ["to a path around the old one", { Path: "/v2/#{path}/end" }, "http://shop.example.com:80/v2/a/b/end?x=1&y=2"],
    ["that adds to the query", { Query: "#{query}&z=3" }, "http://shop.example.com:80/a/b?x=1&y=2&z=3"],
    ["without a query", { Query: "" }, "http://shop.example.com:80/a/b"],
    ["with an unknown keyword", { Path: "/#{moon}" }, "http://shop.example.com:80/#{moon}?x=1&y=2"],
  ])("%s", (_, config, expected) => {
    expect(redirectLocation({ StatusCode: "HTTP_301", ...config }, request, listener)).toBe(expected);
  });

  test("of a request without a query has none", () => {
    const location = redirectLocation({ StatusCode: "HTTP_302" }, requestOf({ path: "/" }), listener);
    expect(location).toBe("http://shop.example.com:80/");
  });
});

describe("the loopback address of a redirect", () => {
  const loadBalancer = {
    name: "shop",
    arn: "arn",
    dnsName: "shop-1.ap-northeast-1.elb.amazonaws.com",
    listeners: [{ arn: "listener", port: 443, protocol: "HTTPS", url: "http://127.0.0.1:50443" }],
  };
  test.each([
    ["a client at the loopback address", "127.0.0.1", "https://127.0.0.1:443/a?b=1", "http://127.0.0.1:50443/a?b=1"],
    ["a client at localhost", "localhost", "https://localhost:443/", "http://127.0.0.1:50443/"],
    ["a port without a listener", "127.0.0.1", "https://127.0.0.1:444/a", "https://127.0.0.1:444/a"],
    ["another host", "127.0.0.1", "https://shop.example.com:443/a", "https://shop.example.com:443/a"],
    [
      "a client by name",
      loadBalancer.dnsName,
      `https://${loadBalancer.dnsName}:443/a`,
      `https://${loadBalancer.dnsName}:443/a`,
    ],
  ])("%s", (_, host, location, expected) => {
    expect(loopbackLocation(location, host, loadBalancer)).toBe(expected);
  });
});
