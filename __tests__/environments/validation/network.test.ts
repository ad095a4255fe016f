import { handsOn } from "../../../src/environments/hands-on";
import { mostZones } from "../../../src/environments/settings/subnet-layout";
import { type Change, changed, parse, problemsOf } from "../support";

const letters = ["a", "c", "d", "b"];
const zones = (count: number) => letters.slice(0, count).map((letter) => ({ name: `ap-northeast-1${letter}` }));
const networkOf = (network: object) => parse(changed(["network", network])).network;

describe("a network of which only the range and the zones are said", () => {
  it("has computed subnets, and is closed and free of charge wherever it can be", () => {
    expect(networkOf({ cidr: "10.1.0.0/16", zones: zones(2) })).toStrictEqual({
      cidr: "10.1.0.0/16",
      zones: [
        { name: "ap-northeast-1a", privateCidr: "10.1.0.0/19", publicCidr: "10.1.32.0/20" },
        { name: "ap-northeast-1c", privateCidr: "10.1.64.0/19", publicCidr: "10.1.96.0/20" },
      ],
      egress: "none",
      interfaceEndpoints: true,
      endpointPolicies: true,
      lockDefaultSecurityGroup: true,
      securityGroups: "separate",
    });
  });

  it("keeps the subnets of all zones when one is added at the end", () => {
    for (let count = 2; count < mostZones; count += 1) {
      const [fewer, more] = [count, count + 1].map(
        (size) => networkOf({ cidr: "10.1.0.0/16", zones: zones(size) }).zones,
      );
      expect(fewer).toHaveLength(count);
      expect(more?.slice(0, count)).toEqual(fewer);
    }
  });
});

describe("a network's zones", () => {
  it("keep the ranges that are written, beside computed ones", () => {
    const own = { name: "ap-northeast-1a", publicCidr: "10.1.56.0/24", privateCidr: "10.1.48.0/24" };
    expect(networkOf({ cidr: "10.1.0.0/16", zones: [own, { name: "ap-northeast-1c" }] }).zones).toEqual([
      own,
      { name: "ap-northeast-1c", privateCidr: "10.1.64.0/19", publicCidr: "10.1.96.0/20" },
    ]);
  });

  it("may not overlap computed ones", () => {
    const own = { name: "ap-northeast-1c", publicCidr: "10.1.0.0/24", privateCidr: "10.1.48.0/24" };
    expect(
      problemsOf(changed(["network", { cidr: "10.1.0.0/16", zones: [{ name: "ap-northeast-1a" }, own] }])),
    ).toEqual([
      'hands-on: network.zones[1].publicCidr: "10.1.0.0/24" overlaps "10.1.0.0/19" of network.zones[0].privateCidr. Allowed: ranges that have no address in common. Move or shrink one of the two.',
    ]);
  });

  it.each([2, 3, 4])("may be %i", (count) => {
    expect(problemsOf(changed(["network", { cidr: "10.1.0.0/23", zones: zones(count) }]))).toEqual([]);
  });
});

describe("a network's flow logs", () => {
  it("record everything for a year where nothing else is said", () => {
    expect(networkOf({ ...handsOn.network, flowLogs: {} }).flowLogs).toStrictEqual({
      retentionDays: 365,
      trafficType: "ALL",
    });
  });
});

describe("a network without interface endpoints", () => {
  it.each(["single-nat", "nat-per-zone"])("may be one with %s", (egress) => {
    expect(networkOf({ ...handsOn.network, egress, interfaceEndpoints: false })).toMatchObject({
      egress,
      interfaceEndpoints: false,
    });
  });

  it("has room for more tasks", () => {
    const tasks = ["services.web.desiredCount", 251] as const;
    const nat = [["network.egress", "single-nat"] as const, ["network.interfaceEndpoints", false] as const];
    expect(problemsOf(changed(tasks))).toHaveLength(1);
    expect(problemsOf(changed(tasks, ...nat))).toEqual([]);
  });
});

describe("the room for tasks", () => {
  it("is what the endpoints that the services need leave of it, an interface of each in each zone", () => {
    const secret = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop-AbCdEf";
    const secrets: readonly Change[] = [
      ["permissions", "least-privilege"],
      ["services.web.container.secrets", { KEY: secret }],
    ];
    const tasks = (count: number): Change => ["services.web.desiredCount", count];
    expect(problemsOf(changed(tasks(248)))).toEqual([]);
    expect(problemsOf(changed(tasks(248), ...secrets))).toEqual([
      "hands-on: services: 248 tasks and as many replacements do not fit into the private subnets, which have room for 494. Allowed: 0 to 247 with these subnets. Widen network.zones[].privateCidr or run fewer tasks.",
    ]);
    expect(problemsOf(changed(tasks(247), ...secrets))).toEqual([]);
  });
});
