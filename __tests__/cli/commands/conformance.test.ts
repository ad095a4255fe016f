import { parseConformanceOptions } from "../parsed";

const now = new Date("2026-11-30T22:05:59Z");
const handsOn = {
  mode: "run",
  environment: "hands-on",
  serviceKey: "web",
  record: "conformance-hands-on-web-2026-11-30T2205.json",
  yes: false,
  json: false,
};

describe("npm run conformance", () => {
  it.each<[string, object]>([
    ["hands-on", handsOn],
    ["hands-on --yes --record r.json", { ...handsOn, yes: true, record: "r.json" }],
    ["hands-on --compare a.json", { ...handsOn, compare: "a.json" }],
    [
      "production --service web",
      { ...handsOn, environment: "production", record: "conformance-production-web-2026-11-30T2205.json" },
    ],
    ["--compare a.json --with b.json", { mode: "compare", files: ["a.json", "b.json"], json: false }],
  ])("takes %s", (args, options) => {
    expect(parseConformanceOptions(args.split(" "), now)).toEqual(options);
  });

  it.each([
    ["--yes", "required: expected an environment to run on, or two records: --compare <record> --with <record>."],
    ["--with b.json", "--with compares two records. Add the other one: --compare <record>."],
    [
      "hands-on --compare a.json --with b.json",
      "--with compares two records and makes none. Leave environment, --service and --record out.",
    ],
    [
      "production",
      "production has several services, and a conformance run is of one. Allowed: web, api. Add --service with one of these.",
    ],
    [
      "hands-on --slow",
      "Unknown option '--slow'.\nUsage: npm run conformance -- [options] [environment]. All options: npm run conformance -- --help",
    ],
  ])("refuses %s", (args, message) => {
    expect(() => parseConformanceOptions(args.split(" "), now)).toThrow(new Error(message));
  });
});
