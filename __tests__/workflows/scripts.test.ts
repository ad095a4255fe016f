import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { everyScript, type Step, workflow } from "./workflow";

/** As GitHub runs what says `shell: bash`. */
function bash(args: readonly string[], env: NodeJS.ProcessEnv, input = "") {
  return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", ...args], { env, input, encoding: "utf8" });
}

function stepNamed(file: string, job: string, named: (step: Step) => boolean): Step {
  const [step, ...others] = workflow(file).jobs[job]?.steps.filter(named) ?? [];
  if (step === undefined || others.length > 0) throw new Error(`${file}, ${job}: not one step, but ${others.length}.`);
  return step;
}

describe("the shell scripts of the workflows", () => {
  it.each([...new Set(everyScript().map(({ value }) => value))])("can be read by bash: %s", (script) => {
    const { status, stderr } = bash(["-n"], process.env, script);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});

describe("the plan that main would apply", () => {
  const { run = "" } = stepNamed("apply-environment.yml", "plan", (step) => step.env["REVIEWED"] !== undefined);

  it("is let through if it is the one that was reviewed", () => {
    const { status, stdout } = bash(["-c", run], { ...process.env, PLANNED: "abc", REVIEWED: "abc" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });

  it.each(["abd", ""])("is refused if another was reviewed: %j", (reviewed) => {
    const { status, stdout } = bash(["-c", run], { ...process.env, PLANNED: "abc", REVIEWED: reviewed });
    expect(status).toBe(1);
    expect(stdout).toBe(
      `::error::The plan is another than the one that was reviewed: abc instead of ${reviewed}. ` +
        "Read it in the summary of this job; to apply it, run this workflow by hand with its hash.\n",
    );
  });
});

describe("the image of a release", () => {
  const { run = "" } = stepNamed("release.yml", "release", ({ id }) => id === "image");
  const tag = "0123456789abcdef0123456789abcdef01234567";
  const repository = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop/web";
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "image-step-"));
    writeFileSync(join(folder, "stand-in"), standIn, { mode: 0o755 });
    for (const command of ["aws", "docker", "git"]) symlinkSync("stand-in", join(folder, command));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Answers like AWS, Docker and Git, and writes down what it was called with. */
  const standIn = `#!/bin/sh
echo "\${0##*/} $*" >> "$CALLS"
case "\${0##*/} $*" in
  "git -C source rev-parse HEAD") echo "$TAG" ;;
  "aws ssm get-parameter "*) echo "$CONTRACT" ;;
  "aws ecs describe-task-definition "*) echo ARM64 ;;
  "aws ecr batch-get-image "*) echo "$FOUND" ;;
  "aws ecr get-login-password") echo password ;;
  "docker login "*) read -r password; echo "password: $password" >> "$CALLS" ;;
esac
`;

  function runStep(given: { readonly found: number; readonly architecture: string }) {
    const calls = join(folder, "calls");
    const output = join(folder, "output");
    const { status, stdout, stderr } = bash(["-c", run], {
      PATH: [folder, process.env["PATH"]].join(":"),
      CALLS: calls,
      GITHUB_OUTPUT: output,
      TAG: tag,
      CONTRACT: JSON.stringify({ repositoryUrl: repository, taskDefinitionArn: "arn:shop-web:7" }),
      FOUND: String(given.found),
      ENVIRONMENT: "production",
      SERVICE: "web",
      CONTEXT: "app",
      ARCHITECTURE: given.architecture,
    });
    return {
      status,
      stdout,
      stderr,
      calls: readFileSync(calls, "utf8").trim().split("\n"),
      output: existsSync(output) ? readFileSync(output, "utf8") : "",
    };
  }

  const looks = [
    "git -C source rev-parse HEAD",
    "aws ssm get-parameter --name /production/web/release-contract --query Parameter.Value --output text",
    "aws ecs describe-task-definition --task-definition arn:shop-web:7 --query taskDefinition.runtimePlatform.cpuArchitecture --output text",
  ];
  const asksForTag = `aws ecr batch-get-image --repository-name shop/web --image-ids imageTag=${tag} --query length(images)`;

  it("is built from the commit that is asked for, and pushed with the commit as its tag", () => {
    const { status, stderr, calls, output } = runStep({ found: 0, architecture: "ARM64" });
    expect({ status, stderr, output }).toEqual({ status: 0, stderr: "", output: `tag=${tag}\n` });
    expect([...calls].sort()).toEqual(
      [
        ...looks,
        asksForTag,
        "aws ecr get-login-password",
        "docker login --username AWS --password-stdin 123456789012.dkr.ecr.ap-northeast-1.amazonaws.com",
        "password: password",
        `docker build --provenance=false --build-arg VERSION=${tag} --tag ${repository}:${tag} source/app`,
        `docker push ${repository}:${tag}`,
      ].sort(),
    );
    expect(calls.slice(-2).map((call) => call.split(" ", 2).join(" "))).toEqual(["docker build", "docker push"]);
  });

  it("is not pushed again: its tag may be immutable, and is what was tested", () => {
    const { status, stderr, calls, output } = runStep({ found: 1, architecture: "ARM64" });
    expect({ status, output }).toEqual({ status: 0, output: `tag=${tag}\n` });
    expect(stderr).toBe(`${repository}:${tag} was pushed before: it is released as it is.\n`);
    expect(calls).toEqual([...looks, asksForTag]);
  });

  it("is not begun without all that it takes", () => {
    const { status, stderr } = bash(["script/push-image.sh", "production", "web"], process.env);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "usage: script/push-image.sh <environment> <service> <repository> <context> <architecture>\n",
    });
  });

  it("is not built for another processor than the tasks have", () => {
    const { status, stderr, calls, output } = runStep({ found: 0, architecture: "X86_64" });
    expect({ status, output }).toEqual({ status: 1, output: "" });
    expect(stderr).toBe(
      "Tasks of web in production run on ARM64; the image would be for X86_64. Run this again with architecture ARM64.\n",
    );
    expect(calls).toEqual(looks);
  });
});
