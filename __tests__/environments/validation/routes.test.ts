import fc from "fast-check";
import { changed, problemsOf } from "../support";

const size = { desiredCount: 1, cpu: 256, memory: 512 };

function services(routes: Readonly<Record<string, unknown>>): unknown {
  return changed([
    "services",
    Object.fromEntries(Object.entries(routes).map(([key, route]) => [key, { ...size, route }])),
  ]);
}

describe("services that share a load balancer", () => {
  it("may divide its requests by hosts, by paths and by what is left", () => {
    expect(
      problemsOf(
        services({
          api: { priority: 10, hosts: ["api.example.com"] },
          shop: { priority: 20, hosts: ["*.example.com", "example.com"], paths: ["/shop/*"] },
          web: { priority: 50_000, paths: ["/*"] },
        }),
      ),
    ).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    [
      "one has no route",
      { api: { priority: 1, paths: ["/api/*"] }, web: undefined },
      [
        'hands-on: services.web.route: missing, though 2 services share the load balancer\'s listeners. Allowed: an object with priority and hosts or paths; none where the service, or every other one, has listeners. Say which requests it gets; { priority: 50000, paths: ["/*"] } gets what no other does.',
      ],
    ],
    [
      "a route says nothing of the requests",
      { web: { priority: 1 } },
      [
        'hands-on: services.web.route: neither hosts nor paths are given. Allowed: 1 to 5 of both together. Name what tells its requests from others; paths: ["/*"] are all.',
      ],
    ],
    [
      "a route says more than a rule can hold",
      { web: { priority: 1, hosts: ["a.example", "b.example", "c.example"], paths: ["/a", "/b", "/c"] } },
      [
        'hands-on: services.web.route: 6 hosts and paths together. Allowed: 1 to 5 of both together. Name what tells its requests from others; paths: ["/*"] are all.',
      ],
    ],
    [
      "two have one priority",
      { api: { priority: 7, paths: ["/api/*"] }, web: { priority: 7, paths: ["/web/*"] } },
      [
        "hands-on: services.web.route.priority: 7 is also services.api.route.priority. Allowed: each priority once. Give the rule that shall be tried first the lower number.",
      ],
    ],
    [
      "an earlier one takes everything",
      { web: { priority: 1, paths: ["/*"] }, api: { priority: 2, paths: ["/api/*"] } },
      [
        'hands-on: services.api.route: {"paths":["/api/*"]} never gets a request, as services.web.route takes them all before. Allowed: routes that leave each other requests. Give it a priority below 1, or narrow services.web.route.',
      ],
    ],
    [
      "an earlier one asks for the same",
      {
        api: { priority: 2, hosts: ["api.example"], paths: ["/v1"] },
        web: { priority: 1, hosts: ["api.example", "b.example"] },
      },
      [
        'hands-on: services.api.route: {"hosts":["api.example"],"paths":["/v1"]} never gets a request, as services.web.route takes them all before. Allowed: routes that leave each other requests. Give it a priority below 1, or narrow services.web.route.',
      ],
    ],
    [
      "a host is none",
      { web: { priority: 1, hosts: ["https://example.com"] } },
      [
        'hands-on: services.web.route.hosts[0]: "https://example.com" is not a host name that a rule can match. Allowed: up to 128 letters, digits and the characters - . * ? with at least one "."; without port and path. Write the name that clients use, such as "api.example.com" or "*.example.com".',
      ],
    ],
    [
      "a path is none",
      { web: { priority: 1, paths: ["api"] } },
      [
        'hands-on: services.web.route.paths[0]: "api" is not a path that a rule can match. Allowed: up to 128 letters, digits and the characters _ - . $ / ~ " \' @ : + & * ?, "/" first. Write the path alone, such as "/api/*"; "/*" matches everything.',
      ],
    ],
    [
      "a list of paths is empty",
      { web: { priority: 1, paths: [] } },
      [
        "hands-on: services.web.route.paths: [] is not a list of patterns. Allowed: 1 to 5 texts in a list. Write [ ... ] here, or leave it out.",
      ],
    ],
    [
      "a priority is out of range",
      { web: { priority: 50_001, paths: ["/*"] } },
      [
        "hands-on: services.web.route.priority: 50001 is not a priority of a listener rule. Allowed: a whole number from 1 to 50000. Leave gaps, such as 100, 200, so that another fits between.",
      ],
    ],
  ])("are refused where %s", (_, routes, expected) => {
    expect(problemsOf(services(routes))).toEqual(expected);
  });

  it("never all wait behind one another: the first to be tried is always taken", () => {
    const paths = fc.uniqueArray(fc.constantFrom("/*", "/a", "/b", "/a/*"), { minLength: 1, maxLength: 4 });
    const routes = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,6}$/),
      fc.record({ priority: fc.integer({ min: 1, max: 5 }), paths }),
      { minKeys: 1, maxKeys: 5, noNullPrototype: true },
    );
    fc.assert(
      fc.property(routes, (all) => {
        const problems = problemsOf(services(all));
        const least = Math.min(...Object.values(all).map(({ priority }) => priority));
        const first = Object.keys(all).find((key) => all[key]?.priority === least) ?? "";
        expect(problems.filter((problem) => problem.startsWith(`hands-on: services.${first}.route: `))).toEqual([]);
      }),
    );
  });
});

describe("names of several services", () => {
  it("are refused where a target group's would be too long", () => {
    expect(
      problemsOf(changed(["project", "ContainerHandsOnOfTheTeam"], ["services", { "order-api": { ...size } }])),
    ).toEqual([
      'hands-on: services.order-api: "order-api" in the project "ContainerHandsOnOfTheTeam" makes the name of the green target group "ContainerHandsOnOfTheTeam-order-api-green", 41 characters. Allowed: up to 32 characters. Shorten the service\'s name or project by 9, or give names of its own in names.',
    ]);
  });

  it("may be given where what follows from project and service is too long", () => {
    const targetGroups = { blue: "orders-blue", green: "orders-green" };
    expect(
      problemsOf(
        changed(
          ["project", "ContainerHandsOnOfTheTeam"],
          ["services", { "order-api": { ...size, names: { targetGroups } } }],
        ),
      ),
    ).toEqual([]);
  });
});

describe("a shift with numbers of its own", () => {
  const shift = (value: unknown, config?: string) =>
    problemsOf(changed(["services.web.deployment.shift", value], ["services.web.deployment.config", config]));

  it("may be a canary or linear", () => {
    expect(shift({ type: "canary", percent: 5, minutes: 2880 })).toEqual([]);
    expect(shift({ type: "linear", percent: 25, minutes: 960 })).toEqual([]);
  });

  it("excludes a configuration by name", () => {
    expect(shift({ type: "canary", percent: 5, minutes: 10 }, "CodeDeployDefault.ECSAllAtOnce")).toEqual([
      "hands-on: services.web.deployment.shift: given together with deployment.config. Allowed: one of the two. Remove config to shift with these numbers, or shift to use that configuration.",
    ]);
  });

  it.each([
    [
      { type: "linear", percent: 25, minutes: 961 },
      "hands-on: services.web.deployment.shift.minutes: 961 makes a shift of 2883 minutes, with 3 steps after the first. Allowed: up to 960 with 25 percent. Shift a larger share with each step, or sooner.",
    ],
    [
      { type: "rolling", percent: 25, minutes: 1 },
      'hands-on: services.web.deployment.shift.type: "rolling" is not a type of shift. Allowed: canary, linear. Choose one of these.',
    ],
    [
      { type: "canary", percent: 100, minutes: 1 },
      "hands-on: services.web.deployment.shift.percent: 100 is not a share of the traffic. Allowed: a whole number from 1 to 99 (percent). Choose the share that the replacement gets with each step.",
    ],
    [
      "canary",
      'hands-on: services.web.deployment.shift: "canary" is not a shift of traffic. Allowed: an object with type, percent, minutes. Write { ... } here, or name one of CodeDeploy\'s own in config.',
    ],
  ])("is refused as %j", (value, message) => {
    expect(shift(value)).toEqual([message]);
  });
});
