import { changed, changedProduction, parse, problemsOf, type Change } from "../support";

const zones = ["a", "c", "d"].map((letter) => ({ name: `ap-northeast-1${letter}` }));
const threeZones: Change = ["network.zones", zones];
const leaving = (...letters: string[]): Change => [
  "retained.zones",
  letters.map((letter) => `ap-northeast-1${letter}`),
];
const secret = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:old-AbCdEf";

describe("what is retained", () => {
  it("is nothing where nothing is said", () => {
    expect(parse(changed()).retained).toEqual({ services: {} });
  });

  it.each<[string, readonly Change[]]>([
    ["the other form of security groups", [["retained.securityGroups", "separate"]]],
    ["a zone of three", [threeZones, leaving("d")]],
    ["the first zone where there is no NAT gateway", [threeZones, leaving("a")]],
    ["the port of a container before", [["retained.services.web.containerPort", 8080]]],
    ["a secret that is no longer declared", [["retained.services.web.secrets", [secret]]]],
  ])("can be %s", (_, changes) => {
    expect(problemsOf(changed(...changes))).toEqual([]);
  });

  it("is each zone once", () => {
    expect(problemsOf(changed(threeZones, leaving("d", "d")))).toEqual([
      'hands-on: retained.zones[1]: "ap-northeast-1d" is there twice. Allowed: each zone once. Remove one of the two.',
    ]);
  });

  it.each(["single-nat", "nat-per-zone"])("is not the first zone with %s", (egress) => {
    expect(problemsOf(changed(threeZones, leaving("a"), ["network.egress", egress]))).toEqual([
      'hands-on: retained.zones[0]: "ap-northeast-1a" holds the NAT gateway of the first zone, whose route the other zones would share or take over. Allowed: ap-northeast-1c, ap-northeast-1d. Take another zone away.',
    ]);
  });

  it("is no secret that the service declares", () => {
    const declared: Change = ["services.web.container.secrets.OLD", secret];
    expect(problemsOf(changedProduction(declared, ["retained.services.web.secrets", [secret]]))).toEqual([
      `production: retained.services.web.secrets[0]: "${secret}" is among the secrets that the service declares. Allowed: secrets that it no longer has. Remove it here, or take it out of the container's secrets first.`,
    ]);
  });

  it("is no role of a service that has one", () => {
    const role = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop-pictures/*"] }];
    expect(
      problemsOf(changedProduction(["services.api.taskRole", role], ["retained.services.api.taskRole", role])),
    ).toEqual([
      "production: retained.services.api.taskRole: given to a service whose tasks have a role. Allowed: taskRole of a service without taskRole and executeCommand. Keep the statements in the service's own taskRole until a release has replaced the running tasks.",
    ]);
  });
});
