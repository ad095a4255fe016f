import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../src/environments";
import { lockFileName } from "../../src/stacks/dependency-lock";
import { patience, synthesizeAll, validation } from "../support/validation";

/** State stacks differ by names alone. */
const stacksToLeaveWith = [...environments().map(({ name }) => name), "hands-on-state"];

describe("the HCL of `cdktf synth --hcl`, for whoever leaves CDKTF", () => {
  // CDKTF hands its wish to the app by this variable.
  const { root, stacks } = synthesizeAll({ SYNTH_HCL_OUTPUT: "true" });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it.each(stacksToLeaveWith)(
    "of %s is valid for the real provider",
    (stack) => {
      const folder = join(stacks, stack);
      expect(readdirSync(folder)).toEqual(expect.arrayContaining(["cdk.tf", lockFileName]));
      expect(readdirSync(folder)).not.toContain("cdk.tf.json");
      // CDKTF quotes references as Terraform 0.11 wanted them, of which newer ones warn.
      expect(validation(folder)).toMatchObject({ valid: true, error_count: 0 });
    },
    patience,
  );

  it.each([
    ["hands-on", 8],
    ["staging", 10],
    ["production", 9],
  ])("of %s keeps the %i preconditions of its plan", (stack, count) => {
    const preconditions = readFileSync(join(stacks, stack, "cdk.tf"), "utf8").match(/^precondition \{$/gm);
    expect(preconditions).toHaveLength(count);
  });
});
