import { UsageError } from "../../../src/lib/errors";
import { parseReviewOptions as parseOptions } from "../parsed";

const usage = "Usage: npm run review -- [options] <plan>. All options: npm run review -- --help";

describe("the options of a review", () => {
  it("are a plan and nothing else, unless more is said", () => {
    expect(parseOptions(["plan.json"])).toEqual({
      file: "plan.json",
      environment: undefined,
      format: "text",
      failOn: undefined,
      verify: undefined,
      live: false,
    });
  });

  it("are taken all together", () => {
    const verify = "0123456789abcdef".repeat(4);
    const args = [
      "plan",
      "--environment",
      "staging",
      "--format",
      "json",
      "--fail-on",
      "warn",
      "--verify",
      verify,
      "--live",
    ];
    expect(parseOptions(args)).toEqual({
      file: "plan",
      environment: "staging",
      format: "json",
      failOn: "warn",
      verify,
      live: true,
    });
  });

  it.each<[what: string, args: readonly string[], message: string]>([
    ["no plan", [], `Missing required argument 'plan'.\n${usage}`],
    ["two plans", ["a", "b"], `Too many arguments for 'review'. Expected 1 argument but got 2.\n${usage}`],
    [
      "a format that is not there",
      ["a", "--format", "html"],
      '--format: "html" is not one of its values. Allowed: text, markdown, json. Choose one of these.',
    ],
    [
      "a severity that is not there",
      ["a", "--fail-on", "bad"],
      '--fail-on: "bad" is not one of its values. Allowed: note, warn, traffic, refuse, hard-outage. Choose one of these.',
    ],
    [
      "a hash that is none",
      ["a", "--verify", "abc"],
      '--verify: "abc" is not a plan\'s hash. Allowed: 64 hexadecimal digits. Copy it from the last line of the review.',
    ],
    [
      "a look at deployments of no environment",
      ["a", "--live"],
      "--live: it looks for deployments of an environment's services, and none is given. " +
        "Allowed: together with --environment. Add --environment <name>.",
    ],
  ])("refuse %s", (_, args, message) => {
    expect(() => parseOptions(args)).toThrow(new UsageError(message));
  });
});
