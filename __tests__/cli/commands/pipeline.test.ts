import { join } from "node:path";
import { UsageError } from "../../../src/lib/errors";
import { handsOn, staging } from "../../support/synthesized";
import { parseStep } from "../parsed";

const hash = "0123456789abcdef".repeat(4);
const folder = join(process.cwd(), ".local", "pipeline", "staging");
const kept = join(process.cwd(), "cdktf.out", "stacks", "staging", "pipeline.tfplan");
const planDefaults = {
  speculative: false,
  refreshOnly: false,
  lock: true,
  live: false,
  planFile: undefined,
  failOn: undefined,
  folder,
};

const plan = "Usage: npm run pipeline -- plan [options] <environment>. All options: npm run pipeline -- plan --help";
const environments =
  "Usage: npm run pipeline -- environments [options]. All options: npm run pipeline -- environments --help";

describe("a step of a pipeline", () => {
  it.each<[args: string, step: object]>([
    ["environments", { step: "environments", only: undefined }],
    ["environments --only staging", { step: "environments", only: "staging" }],
    ["environments --only=", { step: "environments", only: "" }],
    ["plan staging", { step: "plan", target: staging, options: planDefaults }],
    [
      "plan staging --speculative --no-lock --refresh-only --live --fail-on refuse --out /tmp/out --keep-plan",
      {
        step: "plan",
        target: staging,
        options: {
          speculative: true,
          refreshOnly: true,
          lock: false,
          live: true,
          planFile: kept,
          failOn: "refuse",
          folder: "/tmp/out",
        },
      },
    ],
    [
      "plan staging --plan-file here",
      { step: "plan", target: staging, options: { ...planDefaults, planFile: join(process.cwd(), "here") } },
    ],
    [
      `apply staging --verify ${hash} --live`,
      { step: "apply", target: staging, options: { live: true, verify: hash, planFile: undefined, folder } },
    ],
    [
      "apply staging --plan-file /tmp/plan --out /tmp/out",
      {
        step: "apply",
        target: staging,
        options: { live: false, verify: undefined, planFile: "/tmp/plan", folder: "/tmp/out" },
      },
    ],
    ["comment staging", { step: "comment", target: staging, folder }],
    ["drift hands-on --from /tmp/out", { step: "drift", target: handsOn, folder: "/tmp/out" }],
    ["reviewed staging", { step: "reviewed", target: staging }],
  ])("is read: %s", (args, step) => {
    expect(parseStep(args.split(" "))).toEqual(step);
  });

  it.each<[args: string, message: string]>([
    [
      "aply staging",
      "Unknown command 'aply'. Did you mean apply?\n" +
        "Usage: npm run pipeline -- [options] [command]. All options: npm run pipeline -- --help",
    ],
    ["plan", `Missing required argument 'environment'.\n${plan}`],
    ["plan staging production", `Too many arguments for 'plan'. Expected 1 argument but got 2.\n${plan}`],
    ["environments staging", `Too many arguments for 'environments'. Expected 0 arguments but got 1.\n${environments}`],
    [
      "reviewed staging --from x",
      "Unknown option '--from'.\n" +
        "Usage: npm run pipeline -- reviewed [options] <environment>. All options: npm run pipeline -- reviewed --help",
    ],
    [
      "plan nowhere",
      '"nowhere" is not an environment. Allowed: hands-on, staging, production. Choose one of these, or make one: npm run new -- environment <name> --from <environment>',
    ],
    [
      "plan staging --fail-on bad",
      '--fail-on: "bad" is not one of its values. Allowed: note, warn, traffic, refuse, hard-outage. Choose one of these.',
    ],
    [
      "apply staging",
      "apply staging: it was not said which plan was reviewed. Allowed: --verify with its hash, or --plan-file with " +
        "the plan itself. Copy the hash from the last line of the review.",
    ],
    [
      "apply staging --verify=",
      '--verify: "" is not a plan\'s hash. Allowed: 64 hexadecimal digits. Copy it from the last line of the review.',
    ],
  ])("is refused: %s", (args, message) => {
    expect(() => parseStep(args === "" ? [] : args.split(" "))).toThrow(new UsageError(message));
  });

  it("is refused without a name, and told the names there are", () => {
    expect(() => parseStep([])).toThrow(UsageError);
    expect(() => parseStep([])).toThrow(
      /^Usage: npm run pipeline -- \[options\] \[command\]\n[^]*Commands:\n {2}environments [^]* {2}drift /,
    );
  });
});
