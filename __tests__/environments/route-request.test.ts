import fc from "fast-check";
import { hostFor, matchesRoute } from "../../src/environments/route-request";

describe("a route", () => {
  const route = { priority: 1, hosts: ["shop.example.com", "*.example.org"], paths: ["/api/*", "/v?"] };

  test.each([
    ["shop.example.com", "/api/a", true],
    ["SHOP.example.com", "/v2", true],
    ["a.example.org", "/api/", true],
    ["shop.example.com", "/API/a", false],
    ["shop.example.com", "/", false],
    ["example.org", "/api/a", false],
  ])("is asked whether it takes %s%s", (host, path, expected) => {
    expect(matchesRoute(route, { host, path })).toBe(expected);
  });

  test("takes any host or any path where it names none", () => {
    fc.assert(
      fc.property(fc.domain(), fc.webPath(), (host, path) => {
        expect(matchesRoute({ priority: 1 }, { host, path })).toBe(true);
        expect(matchesRoute({ priority: 1, hosts: [host] }, { host, path })).toBe(true);
        expect(matchesRoute({ priority: 1, paths: ["/never"] }, { host, path: `/${path}x` })).toBe(false);
      }),
    );
  });
});

describe("the host of a request that a route takes", () => {
  test.each([
    [undefined, "shop.example.com"],
    [["shop.example.com"], "shop.example.com"],
    [["api.example.com", "*.example.com"], "shop.example.com"],
    [["*.example.org", "api.example.org", "www.example.org"], "api.example.org"],
    [["*.example.org", "a?.example.org"], undefined],
  ])("of hosts %j is %s, where clients use shop.example.com", (hosts, expected) => {
    expect(hostFor({ hosts }, "shop.example.com")).toBe(expected);
  });

  test("is one that the route takes", () => {
    const pattern = fc.oneof(
      fc.domain(),
      fc.domain().map((name) => `*.${name}`),
    );
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1 }), fc.domain(), (hosts, usual) => {
        const host = hostFor({ hosts }, usual);
        expect(host === undefined || matchesRoute({ priority: 1, hosts }, { host, path: "/" })).toBe(true);
      }),
    );
  });
});
