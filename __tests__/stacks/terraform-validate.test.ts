import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import { checkout } from "../../src/checkout";
import { committedLock, lockFileName } from "../../src/stacks/dependency-lock";
import { ServiceStack } from "../../src/stacks/service-stack";
import { terraformEnvironment } from "../../src/terraform/environment";
import { handsOn, withSmokeTest } from "../support/synthesized";

/** Loading the provider is most of it. */
const patience = 120_000;

describe.each([
  ["of the hands-on", handsOn],
  ["of a hands-on with a smoke test", withSmokeTest],
])("the Terraform JSON %s", (_, environment) => {
  const outdir = Testing.fullSynth(new ServiceStack(Testing.app(), environment));
  const folder = join(outdir, "stacks", "hands-on");
  const terraform = (...args: readonly string[]) =>
    spawnSync("terraform", args, { cwd: folder, env: terraformEnvironment(), encoding: "utf8" });

  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  it(
    "is valid for the real provider, with the committed lock unchanged",
    () => {
      expect(readdirSync(folder)).toEqual(expect.arrayContaining(["cdk.tf.json", lockFileName]));
      const init = terraform("init", "-backend=false", "-input=false", "-lockfile=readonly", "-no-color");
      expect(init.stderr).toBe("");
      expect(init.status).toBe(0);
      expect(existsSync(join(folder, ".terraform", "providers"))).toBe(true);

      const validate = terraform("validate", "-json");
      expect(JSON.parse(validate.stdout)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
      expect(readFileSync(join(folder, lockFileName), "utf8")).toBe(readFileSync(committedLock("hands-on"), "utf8"));
    },
    patience,
  );
});

describe("the HCL of `cdktf synth --hcl`, for whoever leaves CDKTF", () => {
  const root = mkdtempSync(join(tmpdir(), "hcl-"));

  beforeAll(() => {
    symlinkSync(checkout.locks, join(root, "locks"));
    // What `cdktf synth --hcl` runs: CDKTF hands its wish to the app by this variable.
    const app = spawnSync(process.execPath, [join(checkout.root, "script", "run.mjs"), "main.ts"], {
      cwd: root,
      env: { ...process.env, SYNTH_HCL_OUTPUT: "true" },
      encoding: "utf8",
    });
    expect({ status: app.status, stderr: app.stderr }).toEqual({ status: 0, stderr: "" });
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it.each(["hands-on", "hands-on-state"])(
    "of %s is valid for the real provider",
    (stack) => {
      const folder = join(root, "cdktf.out", "stacks", stack);
      const terraform = (...args: readonly string[]) =>
        spawnSync("terraform", args, { cwd: folder, env: terraformEnvironment(), encoding: "utf8" });
      expect(readdirSync(folder)).toEqual(expect.arrayContaining(["cdk.tf", lockFileName]));
      expect(readdirSync(folder)).not.toContain("cdk.tf.json");
      const { status, stderr } = terraform("init", "-backend=false", "-input=false", "-lockfile=readonly", "-no-color");
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(JSON.parse(terraform("validate", "-json").stdout)).toMatchObject({ valid: true, error_count: 0 });
    },
    patience,
  );
});
