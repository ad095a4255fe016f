import fc from "fast-check";
import { type Change, changed, changedProduction, problemsOf } from "../support";

const size = { desiredCount: 1, cpu: 256, memory: 512 };
const listeners = (productionPort: number, testPort: number) => ({ listeners: { productionPort, testPort } });

/** Services of the hands-on's environment, whose own listeners have the ports 80 and 8080. */
function services(settings: Readonly<Record<string, object>>): unknown {
  const all = Object.entries(settings).map(([key, given]) => [key, { ...size, ...given }]);
  return changed(["services", Object.fromEntries(all)]);
}

describe("services with listeners of their own", () => {
  const route = (priority: number) => ({ route: { priority, paths: [`/${priority}/*`] } });

  it.each<[string, Readonly<Record<string, object>>]>([
    ["beside one that keeps the load balancer's to itself", { web: {}, api: listeners(9001, 9002) }],
    ["beside some that share the load balancer's", { web: route(1), shop: route(2), api: listeners(9001, 9002) }],
    ["beside one that has a rule", { web: route(1), api: listeners(9001, 9002) }],
    ["all of them", { web: listeners(9001, 9002), api: listeners(9003, 9004) }],
    ["alone", { api: listeners(1, 65_535) }],
  ])("are allowed %s", (_, all) => {
    expect(problemsOf(services(all))).toEqual([]);
  });

  it("leave the others to share what is left, each of them with a route", () => {
    expect(problemsOf(services({ web: {}, shop: route(2), api: listeners(9001, 9002) }))).toEqual([
      'hands-on: services.web.route: missing, though 2 services share the load balancer\'s listeners. Allowed: an object with priority and hosts or paths; none where the service, or every other one, has listeners. Say which requests it gets; { priority: 50000, paths: ["/*"] } gets what no other does.',
    ]);
  });

  it("have no route on the load balancer's", () => {
    expect(problemsOf(services({ web: {}, api: { ...route(1), ...listeners(9001, 9002) } }))).toContain(
      "hands-on: services.api.listeners: given together with services.api.route. Allowed: one of the two. Remove route to give the service ports of its own, or listeners to leave it on the load balancer's; docs/environments.md says how to change from one to the other.",
    );
  });

  it("are said to be beside a route although something else in them is wrong", () => {
    expect(problemsOf(services({ api: { ...route(1), ...listeners(0, 9002) } }))).toEqual([
      "hands-on: services.api.listeners.productionPort: 0 is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
      expect.stringContaining("hands-on: services.api.listeners: given together with services.api.route."),
    ]);
  });

  it("need both ports", () => {
    expect(problemsOf(services({ api: { listeners: { productionPort: 9001 } } }))).toEqual([
      "hands-on: services.api.listeners.testPort: missing; it takes a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
    ]);
  });
});

describe("a port that two listeners would have", () => {
  const apart = "Allowed: a port of its own for each listener. Choose another port.";

  it.each<[string, Readonly<Record<string, object>>, string]>([
    [
      "production's",
      { web: {}, api: listeners(80, 9002) },
      "api.listeners.productionPort: 80 is also loadBalancer.productionPort",
    ],
    [
      "the tests'",
      { web: {}, api: listeners(9001, 8080) },
      "api.listeners.testPort: 8080 is also loadBalancer.testPort",
    ],
    [
      "one service's twice",
      { api: listeners(9001, 9001) },
      "api.listeners.testPort: 9001 is also services.api.listeners.productionPort",
    ],
    [
      "another service's",
      { web: listeners(9001, 9002), api: listeners(9002, 9003) },
      "api.listeners.productionPort: 9002 is also services.web.listeners.testPort",
    ],
  ])("is refused where it is %s", (_, all, problem) => {
    expect(problemsOf(services(all))).toEqual([`hands-on: services.${problem}. ${apart}`]);
  });

  it("is refused where plain HTTP is redirected to HTTPS", () => {
    const given: Change[] = [
      ["services.api.route", undefined],
      ["services.api.listeners", { productionPort: 80, testPort: 443 }],
    ];
    expect(problemsOf(changedProduction(...given))).toEqual([
      `production: services.api.listeners.productionPort: 80 is where the redirect to HTTPS listens. ${apart}`,
      `production: services.api.listeners.testPort: 443 is also loadBalancer.productionPort. ${apart}`,
    ]);
  });

  it("is found once for each port too many, wherever it is", () => {
    const port = fc.constantFrom(80, 8080, 9001, 9002, 9003);
    fc.assert(
      fc.property(fc.array(fc.tuple(port, port), { minLength: 1, maxLength: 4 }), (ports) => {
        const all = ports.map(([production, test], index) => [`s${index}`, listeners(production, test)] as const);
        const used = [80, 8080, ...ports.flat()];
        expect(problemsOf(services(Object.fromEntries(all)))).toHaveLength(used.length - new Set(used).size);
      }),
    );
  });
});
