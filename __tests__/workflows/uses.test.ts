import { sessionSeconds } from "../../src/constructs/state/github/session-seconds";
import { calledInputs, everyJob, everyScript, everyStep, type Inputs, setUp, workflow, workflows } from "./workflow";

describe("what the workflows use", () => {
  const lines = [...workflows, setUp].flatMap(({ text }) =>
    text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line)),
  );
  const foreign = lines.filter((line) => !line.includes("uses: ./"));

  it("is of this repository, or pinned by commit with its version beside", () => {
    expect(foreign.length).toBeGreaterThan(20);
    expect(foreign.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it("is one version of each action, of few makers", () => {
    const pins = new Set(foreign.map((line) => line.replace(/^.*uses: /, "")));
    expect([...pins].map((pin) => pin.replace(/@.*/, "")).sort()).toEqual([
      "actions/checkout",
      "actions/download-artifact",
      "actions/setup-node",
      "actions/upload-artifact",
      "aws-actions/configure-aws-credentials",
      "hashicorp/setup-terraform",
    ]);
  });

  it("checks out without leaving credentials behind", () => {
    const checkouts = everyStep().filter(({ value: { uses = "" } }) => uses.startsWith("actions/checkout@"));
    expect(checkouts.length).toBeGreaterThan(10);
    expect(checkouts.filter(({ value }) => value.with["persist-credentials"] !== "false")).toEqual([]);
  });

  it("runs Terraform itself, not a wrapper of it, in the version that the project names", () => {
    const terraform = everyStep().filter(({ value: { uses = "" } }) => uses.startsWith("hashicorp/setup-terraform@"));
    expect(terraform.map(({ value }) => value.with)).toEqual(
      terraform.map(() => ({
        terraform_version: "${{ steps.terraform.outputs.version }}",
        terraform_wrapper: "false",
      })),
    );
    const readings = everyScript().filter(({ value }) => value.includes("cat .terraform-version"));
    expect(readings).toHaveLength(terraform.length);
  });

  it("is given what it takes", () => {
    const calls = everyJob().filter(({ value }) => value.uses !== undefined);
    expect(calls.map(({ value }) => value.uses)).toEqual(["./.github/workflows/apply-environment.yml"]);
    for (const { value } of calls)
      expectToFit(calledInputs(workflow("apply-environment.yml")), Object.keys(value.with));
    const uses = everyStep().filter(({ value: { uses = "" } }) => uses.startsWith("./"));
    expect(new Set(uses.map(({ value }) => value.uses))).toEqual(new Set(["./.github/actions/set-up"]));
    for (const { value } of uses) expectToFit(setUp.inputs, Object.keys(value.with));
  });

  it("is installed without running what packages bring along, but for the tests", () => {
    const guarded = workflows.filter(({ env }) => env["NPM_CONFIG_IGNORE_SCRIPTS"] === "true");
    expect(workflows.filter((candidate) => !guarded.includes(candidate)).map(({ name }) => name)).toEqual(["ci.yml"]);
  });

  it("is all set up before a role is taken", () => {
    const withRole = everyJob()
      .map(({ place, value: { steps } }) => ({ place, uses: steps.map(({ uses = "" }) => uses.replace(/@.*/, "")) }))
      .filter(({ uses }) => uses.includes("aws-actions/configure-aws-credentials"));
    expect(withRole).toHaveLength(6);
    for (const { place, uses } of withRole) {
      const setUpAt = uses.indexOf("./.github/actions/set-up");
      expect([place, setUpAt >= 0 && setUpAt < uses.indexOf("aws-actions/configure-aws-credentials")]).toEqual([
        place,
        true,
      ]);
    }
  });

  it("asks for roles for as long as they may be held", () => {
    const asked = everyJob().flatMap(({ place, value: { steps } }) =>
      steps.flatMap((step) => {
        const seconds = step.with["role-duration-seconds"];
        return seconds === undefined ? [] : [`${place}: ${seconds}`];
      }),
    );
    expect(asked).toEqual([
      `apply-environment.yml: apply: \${{ inputs.applyRole && '${sessionSeconds.apply}' || '3600' }}`,
      `release.yml: release: ${sessionSeconds.release}`,
      `release.yml: rollback: ${sessionSeconds.release}`,
    ]);
  });

  it("keeps nothing between runs of jobs that may change something", () => {
    const cached = everyJob().filter(({ value: { steps } }) => steps.some((step) => step.with["cache"] !== undefined));
    expect(cached.map(({ place }) => place)).toEqual([
      "ci.yml: test",
      "plan.yml: environments",
      "plan.yml: plan",
      "plan.yml: comment",
    ]);
  });
});

function expectToFit(inputs: Inputs, given: readonly string[]): void {
  const required = Object.keys(inputs).filter((name) => inputs[name]?.required);
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining([...given]));
  expect(given).toEqual(expect.arrayContaining(required));
}
