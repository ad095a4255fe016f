import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = join(process.cwd(), "script", "run.mjs");

/** `npm run review --`, in a checkout that has nothing but what the test puts there. */
function runReview(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "src/cli/main.ts", "review", ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { status, stdout, stderr };
}

const plan = (name: string) => join(process.cwd(), "__tests__", "operations", "review", "plans", `${name}.json`);

describe("npm run review", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "review-"));
    symlinkSync(join(process.cwd(), ".local"), join(folder, ".local"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("refuses wrong usage with exit code 2", () => {
    const { status, stdout, stderr } = runReview(folder, "nowhere.json");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(
      "nowhere.json: there is no such file. Allowed: a plan file of `terraform plan -out`, or the JSON of one. " +
        `Looked for it at ${join(folder, "nowhere.json")}.\n`,
    );
  });

  it("ends with 3 exactly when a finding reaches --fail-on", () => {
    const codes = ["refuse", "hard-outage"].map(
      (limit) => runReview(folder, plan("target-group-port-changed"), "--fail-on", limit).status,
    );
    expect(codes).toEqual([3, 0]);
    expect(runReview(folder, plan("target-group-port-changed")).status).toBe(0);
  });

  it("ends with 0 for the hash that was reviewed, and with 1 for another plan", () => {
    const { stdout } = runReview(folder, plan("image-changed"), "--format", "json");
    const { hash } = JSON.parse(stdout) as { hash: string };
    expect(runReview(folder, plan("image-changed"), "--verify", hash).status).toBe(0);
    const other = runReview(folder, plan("alarm-removed"), "--verify", hash);
    expect(other.status).toBe(1);
    expect(other.stderr).toContain(`this is not the plan that was reviewed. Reviewed: ${hash}.`);
  });

  it("tells the age of an old plan", () => {
    const file = join(folder, "plan.json");
    const timestamp = "2026-01-01T00:00:00Z";
    writeFileSync(file, JSON.stringify({ format_version: "1.2", resource_changes: [], timestamp }));
    const { status, stdout } = runReview(folder, file);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Plan: Nothing changes\.\n[\s\S]*The plan is \d+ hours old\./);
  });

  it("writes Markdown when asked", () => {
    const { status, stdout } = runReview(
      folder,
      plan("image-changed"),
      "--environment",
      "hands-on",
      "--format",
      "markdown",
    );
    expect(status).toBe(0);
    expect(stdout.split("\n")[0]).toBe(
      "## Plan of hands-on: Live traffic stays where it is. Nothing stands against applying it.",
    );
  });

  it("reads a plan file with the real Terraform, in the folder of its stack, with the paths of its constructs", () => {
    const stack = join(folder, "cdktf.out", "stacks", "hands-on");
    const early = join(folder, "early");
    writeFileSync(early, "PK\u0003\u0004");
    expect(runReview(folder, "early", "--environment", "hands-on")).toEqual({
      status: 2,
      stdout: "",
      stderr:
        `${stack}: there is no such folder, so that Terraform cannot read ${early}. ` +
        "Run: npm run synth, then `terraform init -lockfile=readonly` in that folder.\n",
    });
    mkdirSync(stack, { recursive: true });
    const broken = runReview(folder, "early", "--environment", "hands-on");
    expect(broken.status).toBe(1);
    expect(broken.stderr).toContain(`If ${stack} is not initialized, run there: terraform init -lockfile=readonly\n`);
    const metadata = { "//": { metadata: { path: "hands-on/thing/Resource" } } };
    const check = {
      lifecycle: { precondition: [{ condition: "${terraform_data.other.input == 1}", error_message: "no" }] },
    };
    const json = {
      resource: {
        terraform_data: { thing: { ...metadata, input: "one", ...check }, other: { ...metadata, input: 2 } },
      },
    };
    writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify(json));
    const terraform = (...args: readonly string[]) =>
      spawnSync("terraform", [`-chdir=${stack}`, ...args, "-input=false"], {
        encoding: "utf8",
        env: { ...process.env, CHECKPOINT_DISABLE: "1" },
      });
    expect(terraform("init")).toMatchObject({ status: 0 });
    // A condition that does not hold: Terraform writes a plan that says so.
    expect(terraform("plan", "-out=plan").status).toBe(1);
    const { status, stdout } = runReview(folder, "plan", "--environment", "hands-on", "--format", "json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ environment: "hands-on", severity: "refuse" });
    expect(stdout).toContain("plan-errored");
    expect(stdout).toContain('"constructPath": "hands-on/thing/Resource"');
    expect(runReview(folder, join(stack, "plan")).stderr).toContain(
      "this is a plan file, and only Terraform can read it",
    );
  });
});
