import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs the app as cdktf.json does, in a folder of its own. */
function synthesizeIn(folder: string) {
  return spawnSync("node", [join(process.cwd(), "script", "run.mjs"), "main.ts"], { cwd: folder, encoding: "utf8" });
}

describe("main", () => {
  const folder = mkdtempSync(join(tmpdir(), "main-"));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("answers a mistake in the configuration with one sentence and exit code 2", () => {
    const { status, stdout, stderr } = synthesizeIn(folder);
    expect(stdout).toBe("");
    expect(stderr).toBe(
      'locks/hands-on.terraform.lock.hcl: missing. The stack "hands-on" needs a dependency lock of its own in version ' +
        "control. All stacks use the same provider: copy another stack's lock to this path.\n",
    );
    expect(status).toBe(2);
  });

  it("writes JSON and lock of every environment and of its state bucket", () => {
    cpSync("locks", join(folder, "locks"), { recursive: true });
    const { status, stderr } = synthesizeIn(folder);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const stacks = join(folder, "cdktf.out", "stacks");
    expect(readdirSync(stacks).sort()).toEqual([
      "hands-on",
      "hands-on-state",
      "production",
      "production-state",
      "staging",
      "staging-state",
    ]);
    for (const stack of readdirSync(stacks)) {
      expect(readdirSync(join(stacks, stack)).sort()).toEqual([".terraform.lock.hcl", "cdk.tf.json"]);
    }
  });
});
