import { join } from "node:path";
import { UsageError } from "../../src/lib/errors";
import { parseStep } from "../../src/pipeline/options";
import { handsOn, staging } from "../support/synthesized";

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

const usage = `usage: npm run pipeline -- <step> [options]
  environments [--only <environment>]    what a workflow has to know of the environments that it serves
  plan <environment> [--speculative] [--refresh-only] [--no-lock] [--live] [--fail-on <severity>] [--out <folder>]
                     [--keep-plan | --plan-file <file>]    plans, reviews, draws
  comment <environment> [--from <folder>]    puts the review on the pull request
  reviewed <environment>    the hash that was reviewed on the pull request of this commit
  apply <environment> (--verify <hash> | --plan-file <file>) [--live] [--out <folder>]    applies what was reviewed
  drift <environment> [--from <folder>]    keeps the issue on what a refresh-only plan found
Severities: note, warn, traffic, refuse, hard-outage. Environments: hands-on, staging, production`;

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
    ["", usage],
    ["deploy staging", `"deploy" is not a step of a pipeline. Choose one of these.\n${usage}`],
    ["plan", usage],
    ["plan staging production", usage],
    ["environments staging", usage],
    [
      "plan nowhere",
      '"nowhere" is not an environment. Allowed: hands-on, staging, production. Choose one of these, or add a file to src/environments and a line to its index.ts.',
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

  it("is refused with an option that it does not have, and told what it has", () => {
    const parse = () => parseStep(["reviewed", "staging", "--from", "x"]);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow("Unknown option '--from'");
    expect(parse).toThrow(usage);
  });
});
