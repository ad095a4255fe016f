import { type Change, changed, changedProduction, problemsOf } from "../support";

const https = { domainName: "shop.example.com", certificate: { type: "issued", hostedZone: "example.com" } };
const separate: Change = ["network.securityGroups", "separate"];

describe("a service with a smoke test", () => {
  const hooks: Change = ["services.web.deployment.hooks", { afterAllowTestTraffic: {} }];

  it("has its test listener open to everyone", () => {
    expect(problemsOf(changed(hooks))).toEqual([]);
    expect(problemsOf(changed(separate, hooks, ["loadBalancer.testAllowedCidrs", ["203.0.113.0/24"]]))).toEqual([
      'hands-on: services.web.deployment.hooks: a smoke test cannot reach the test listener, which loadBalancer.testAllowedCidrs closes to it. Allowed: hooks together with testAllowedCidrs that has "0.0.0.0/0". Open the test listener, or remove hooks and let people look: readyWaitMinutes gives them the time.',
    ]);
  });

  it("needs no route, whatever it requests", () => {
    expect(
      problemsOf(changed(["services.web.deployment.hooks", { afterAllowTestTraffic: { path: "/a?b=c" } }])),
    ).toEqual([]);
  });
});

describe("the request of a service with a route", () => {
  /** The problems of production, open to smoke tests, whose API has one. */
  const problems = (path: string | undefined, ...changes: readonly Change[]) =>
    problemsOf(
      changedProduction(
        ["loadBalancer.testAllowedCidrs", ["0.0.0.0/0"]],
        ["services.api.deployment.hooks", { afterAllowTestTraffic: { path } }],
        ...changes,
      ),
    );
  const hooks = "production: services.api.deployment.hooks";
  const request = "Request a page of the service, such as its healthCheck.path.";

  it.each(["/api/health", "/api/?deep=1", "/api/a/b"])("may be for %s, which the route takes", (path) => {
    expect(problems(path)).toEqual([]);
  });

  it.each(["/", "/api", "/API/health", "/health?/api/"])("may not be for %s, which it does not", (path) => {
    const requested = JSON.stringify(path.replace(/\?.*/, ""));
    expect(problems(path)).toEqual([
      `${hooks}.afterAllowTestTraffic.path: ${requested} is not a path of services.api.route. Allowed: /api/*. ${request}`,
    ]);
  });

  it("is for / where no path is given", () => {
    expect(problems(undefined)).toHaveLength(1);
    expect(problems(undefined, ["services.api.route.paths", ["/"]])).toEqual([]);
  });

  it("may not be one that another service gets before", () => {
    const admin = { route: { priority: 50, paths: ["/api/admin/*"] }, desiredCount: 1, cpu: 256, memory: 512 };
    const before: Change = ["services.admin", admin];
    expect(problems("/api/admin/health", before)).toEqual([
      `${hooks}.afterAllowTestTraffic.path: "/api/admin/health" goes to services.admin, whose route is tried before. Allowed: paths that reach services.api. ${request}`,
    ]);
    expect(problems("/api/health", before)).toEqual([]);
    expect(problems("/api/admin/health", before, ["services.admin.route.priority", 500])).toHaveLength(
      // The route of admin never gets a request then, which is no matter of the smoke test.
      problemsOf(changedProduction(before, ["services.admin.route.priority", 500])).length,
    );
    expect(problems("/api/admin/health", before, ["services.admin.route.hosts", ["*.example.org"]])).not.toContainEqual(
      expect.stringContaining("services.api."),
    );
  });

  it("is for a host that the route takes: the clients' name, else the first that is no pattern", () => {
    const hosts = (...names: readonly string[]): Change => ["services.api.route.hosts", names];
    const noTls: Change = ["loadBalancer.https", undefined];
    expect(problems("/api/", hosts("*.example.com"))).toEqual([]);
    expect(problems("/api/", hosts("*.example.org", "api.example.org"), noTls)).toEqual([]);
    expect(problems("/api/", hosts("*.elb.amazonaws.com"), noTls)).toEqual([]);
    expect(problems("/api/", hosts("*.example.org", "api-?.example.org"), noTls)).toEqual([
      `${hooks}: a smoke test has no name to ask for, as services.api.route.hosts has patterns alone. Allowed: hooks together with a host without * and ?. Add a name that "*.example.org", "api-?.example.org" would match to hosts, or remove hooks.`,
    ]);
  });

  it("is not looked at while parts of the routes are wrong themselves", () => {
    const wrong = "services.api.route.priority";
    const found = problems("/", [wrong, 0]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^production: services\.api\.route\.priority: 0 is not /);
    expect(problems("/api/", ["services.web.route.paths", ["api"]])).toHaveLength(1);
    expect(problems("/", ["services.api.route.hosts", ["api"]])).toHaveLength(1);
    expect(problems("/", ["loadBalancer.https.domainName", "*"])).toHaveLength(1);
  });
});

describe("the hosts of a route", () => {
  it("have the one name among them that a certificate is issued for", () => {
    const issued = (...hosts: readonly string[]) =>
      problemsOf(changedProduction(["services.api.route.hosts", hosts], ["loadBalancer.https", https]));
    expect(issued("shop.example.com", "api.example.com")).toEqual([]);
    expect(issued("*.example.com")).toEqual([]);
    expect(issued("api.example.com", "*.api.example.com")).toEqual([
      'production: services.api.route.hosts: ["api.example.com","*.api.example.com"] has no name that the certificate of loadBalancer.https is issued for. Allowed: hosts that match shop.example.com. Add it, or give an existing certificate that is for these names.',
    ]);
  });

  it("may be any with a certificate that exists", () => {
    const arn = "arn:aws:acm:ap-northeast-1:123456789012:certificate/1";
    const existing: Change = ["loadBalancer.https.certificate", { type: "existing", arn }];
    expect(problemsOf(changedProduction(["services.api.route.hosts", ["api.example.com"]], existing))).toEqual([]);
  });
});
