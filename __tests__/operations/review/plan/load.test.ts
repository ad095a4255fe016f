import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { planText } from "../support";

/** What `terraform plan -out` leaves in a workspace of HCP Terraform: https://developer.hashicorp.com/terraform/cli/cloud/settings */
const bookmark = '{"remote_plan_format":1,"run_id":"run-Yd1Zc8mUPBYQvLmJ","hostname":"app.terraform.io"}';

describe("a saved plan of HCP Terraform", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "load-"));
    symlinkSync(join(process.cwd(), ".local"), join(folder, ".local"));
    mkdirSync(join(folder, "cdktf.out", "stacks", "hands-on"), { recursive: true });
    writeFileSync(join(folder, "cdktf.out", "stacks", "hands-on", "plan"), bookmark);
    // Answers as Terraform does, which fetches the run's JSON: the same format as that of a local plan.
    const terraform = join(folder, "terraform");
    writeFileSync(join(folder, "plan.json"), planText({}));
    writeFileSync(terraform, `#!/bin/sh\necho "$@" > ${join(folder, "asked")}\ncat ${join(folder, "plan.json")}\n`);
    chmodSync(terraform, 0o755);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function runReview(...args: readonly string[]) {
    const program = join(process.cwd(), "script", "run.mjs");
    return spawnSync(process.execPath, [program, "src/cli/main.ts", "review", ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` },
    });
  }

  it("is a file that only Terraform understands, in the folder of the stack", () => {
    const stack = join(folder, "cdktf.out", "stacks", "hands-on");
    const { status, stdout } = runReview("plan", "--environment", "hands-on");
    expect({ status, verdict: stdout.split("\n")[0] }).toEqual({
      status: 0,
      verdict: "Plan of hands-on: Nothing changes.",
    });
    expect(readFileSync(join(folder, "asked"), "utf8")).toBe(`-chdir=${stack} show -json ${join(stack, "plan")}\n`);
  });

  it("is not taken for a plan's JSON where no environment says whose it is", () => {
    const file = join("cdktf.out", "stacks", "hands-on", "plan");
    const { status, stderr } = runReview(file);
    expect(status).toBe(2);
    expect(stderr).toBe(
      `${join(folder, file)}: this is a plan file, and only Terraform can read it, in the folder of its stack. ` +
        "Add --environment <name>, or give the output of `terraform show -json <plan file>`.\n",
    );
  });
});
