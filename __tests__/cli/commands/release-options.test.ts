import { environments } from "../../../src/environments";
import { UsageError } from "../../../src/lib/errors";
import { parseReleaseOptions, parseRollbackOptions, parseStatusOptions } from "../parsed";

const known = environments()
  .map(({ name }) => name)
  .join(", ");

const plain = {
  environment: "hands-on",
  serviceKey: "web",
  mode: "release",
  waitFor: "done",
  continues: new Set(),
  allowUnhealthy: false,
  dryRun: false,
  yes: false,
  json: false,
};

describe("npm run release", () => {
  it.each<[string, object]>([
    ["hands-on", plain],
    ["hands-on --image v2 --yes --json", { ...plain, image: "v2", yes: true, json: true }],
    ["--dry-run hands-on --wait-for ready", { ...plain, dryRun: true, waitFor: "ready" }],
    ["hands-on --timeout 90s --config Slow", { ...plain, timeout: 90_000, config: "Slow" }],
    ["hands-on --continue", { ...plain, mode: "continue", continues: new Set(["traffic"]) }],
    ["hands-on --terminate", { ...plain, mode: "continue", continues: new Set(["termination"]) }],
    ["hands-on --image v2 --continue", { ...plain, image: "v2", continues: new Set(["traffic"]) }],
    ["hands-on --resume-scaling", { ...plain, mode: "resume-scaling" }],
    ["hands-on --allow-unhealthy", { ...plain, allowUnhealthy: true }],
  ])("%s", (args, options) => {
    expect(parseReleaseOptions(args.split(" "))).toEqual(options);
  });

  const usage = "Usage: npm run release -- [options] <environment>. All options: npm run release -- --help";
  it.each([
    ["", `Missing required argument 'environment'.\n${usage}`],
    ["hands-on --imgae v2", `Unknown option '--imgae'. Did you mean --image?\n${usage}`],
    ["hands-on v2", `Too many arguments for 'release'. Expected 1 argument but got 2.\n${usage}`],
    ["hands-on --image", `Option '--image <image>' argument missing.\n${usage}`],
    [
      "hands-on --wait-for never",
      `Option '--wait-for <goal>' argument 'never' is invalid. Allowed: ready, traffic, done.\n${usage}`,
    ],
    [
      "hands-on --timeout soon",
      `Option '--timeout <duration>' argument 'soon' is invalid. --timeout "soon" is no duration. Write a number of minutes, or 90s, 30m, 2h.\n${usage}`,
    ],
    [
      "nowhere",
      `"nowhere" is not an environment. Allowed: ${known}. Choose one of these, or make one: npm run new -- environment <name> --from <environment>`,
    ],
    [
      "hands-on --resume-scaling --image v2",
      "--resume-scaling stands alone: it restores scaling and releases nothing.",
    ],
    [
      "hands-on --continue --config Slow",
      "--config is for a new release; --continue and --terminate without --image act on the running deployment. Add --image, or leave --config out.",
    ],
    [
      "hands-on --terminate --dry-run",
      "--dry-run is for a new release; --continue and --terminate without --image act on the running deployment. Add --image, or leave --dry-run out.",
    ],
  ])("%s is refused", (args, message) => {
    expect(() => parseReleaseOptions(args === "" ? [] : args.split(" "))).toThrow(new UsageError(message));
  });
});

describe("npm run rollback", () => {
  it("takes a revision and what a release takes", () => {
    expect(parseRollbackOptions(["hands-on", "--to", "6", "--yes", "--continue"])).toEqual({
      environment: "hands-on",
      serviceKey: "web",
      to: "6",
      waitFor: "done",
      continues: new Set(["traffic"]),
      dryRun: false,
      yes: true,
      json: false,
    });
  });
});

describe("npm run status", () => {
  it("takes --watch and --json", () => {
    expect(parseStatusOptions(["hands-on"])).toEqual({
      environment: "hands-on",
      serviceKeys: ["web"],
      watch: false,
      json: false,
    });
    expect(parseStatusOptions(["hands-on", "--watch", "--json"])).toEqual({
      environment: "hands-on",
      serviceKeys: ["web"],
      watch: true,
      json: true,
    });
  });
});
