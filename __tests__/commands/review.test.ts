import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = join(process.cwd(), "script", "run.mjs");

/** `npm run review --`, in a checkout that has nothing but what the test puts there. */
function runReview(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "src/commands/review.ts", ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { status, stdout, stderr };
}

const plan = (name: string) => join(process.cwd(), "__tests__", "review", "plans", `${name}.json`);

const usage =
  "usage: npm run review -- <plan.json | plan file> [--environment <name>] [--format text|markdown|json] " +
  "[--fail-on <severity>] [--verify <hash>] [--live]\n" +
  "Says what a plan does to live traffic. Reads a plan file of `terraform plan -out`, or what `terraform show -json` printed of it.\n" +
  "--live asks AWS, with your credentials, whether a deployment runs that the plan would get in the way of.\n" +
  "Severities: note, warn, traffic, refuse, hard-outage. Environments: hands-on, staging, production\n";

describe("npm run review", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "review-"));
    symlinkSync(join(process.cwd(), ".local"), join(folder, ".local"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each<[what: string, args: readonly string[], message: string]>([
    ["no plan", [], usage],
    ["two plans", ["a", "b"], usage],
    [
      "a file that is not there",
      ["nowhere.json"],
      "nowhere.json: there is no such file. Allowed: a plan file of `terraform plan -out`, or the JSON of one. Looked for it at ",
    ],
    [
      "an environment that is not there",
      [plan("no-op"), "--environment", "nowhere"],
      '"nowhere" is not an environment. Allowed: hands-on, staging, production. ' +
        "Choose one of these, or add a file to src/environments and a line to its index.ts.\n",
    ],
    [
      "a format that is not there",
      [plan("no-op"), "--format", "html"],
      '--format: "html" is not one of its values. Allowed: text, markdown, json. Choose one of these.\n',
    ],
    [
      "a severity that is not there",
      [plan("no-op"), "--fail-on", "bad"],
      '--fail-on: "bad" is not one of its values. Allowed: note, warn, traffic, refuse, hard-outage. Choose one of these.\n',
    ],
    [
      "a hash that is none",
      [plan("no-op"), "--verify", "abc"],
      '--verify: "abc" is not a plan\'s hash. Allowed: 64 hexadecimal digits. Copy it from the last line of the review.\n',
    ],
    [
      "a look at deployments of no environment",
      [plan("no-op"), "--live"],
      "--live: it looks for deployments of an environment's services, and none is given. " +
        "Allowed: together with --environment. Add --environment <name>.\n",
    ],
  ])("refuses %s with exit code 2", (_, args, message) => {
    const { status, stdout, stderr } = runReview(folder, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.startsWith(message)).toBe(true);
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

  it.each([
    ["of long ago", "2026-01-01T00:00:00Z", true],
    ["of now", new Date().toISOString(), false],
    ["that does not say when it was made", undefined, false],
    ["that says no time", "soon", false],
  ])("tells the age of a plan %s: %s", (_, timestamp, told) => {
    const file = join(folder, "plan.json");
    writeFileSync(file, JSON.stringify({ format_version: "1.2", resource_changes: [], timestamp }));
    const { status, stdout } = runReview(folder, file);
    expect(status).toBe(0);
    expect(stdout.startsWith("Plan: Nothing changes.\n")).toBe(true);
    expect(/The plan is \d+ hours old\./.test(stdout)).toBe(told);
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
