import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeRepositoriesCommand, TagResourceCommand } from "@aws-sdk/client-ecr";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { localAwsEnvironment } from "../../src/local-aws/environment";
import type { FaultOptions } from "../../src/local-aws/faults";
import type { PlanOutcome as PlanOutcome } from "../../src/operations/pipeline/outcome";
import type { Review } from "../../src/operations/review/review";
import { type AwsClients, awsClients } from "../support/aws-clients";
import { GitHubApi } from "../fakes/github-api";
import { actionsBot } from "../fakes/github-repository";
import { must } from "../support/must";
import { type Outcome, type RunningCommand, Sandbox } from "../support/sandbox";
import { until } from "../support/until";

const bucket = "container-hands-on-terraform-state";
const state = "hands-on/terraform.tfstate";
const stack = join("cdktf.out", "stacks", "hands-on");
const folder = join(".local", "pipeline", "hands-on");
const reviewFiles = ["diagram.mmd", "diagram.svg", "outcome.json", "review.json", "review.md", "review.txt"];
const token = "ghs_TheTokenOfTheJob";
const commit = "c".repeat(40);

/** Some of the hands-on, without what the provider waits a minute for. */
const quick = ["aws_cloudwatch_log_group", "aws_ecr_repository", "aws_iam_role", "aws_iam_role_policy_attachment"];

type StackJson = Readonly<Record<"data" | "locals" | "resource" | "output", Readonly<Record<string, unknown>>>>;

describe("the pipeline of the hands-on", () => {
  let sandbox: Sandbox;
  let aws: AwsClients;
  let github: GitHubApi;
  /** What a runner of GitHub sets. */
  let runner: NodeJS.ProcessEnv;
  /** Of the plan that people read. */
  let hash: string;

  /** `npm run pipeline -- <step> hands-on`, as npm runs it. */
  function start(step: string, args: readonly string[] = [], variables: NodeJS.ProcessEnv = {}): RunningCommand {
    return sandbox.start("node", ["script/run.mjs", "src/cli/main.ts", "pipeline", step, "hands-on", ...args], {
      ...localAwsEnvironment(sandbox.endpoint(), join(sandbox.root, ".local")),
      ...variables,
    });
  }

  function pipeline(step: string, args: readonly string[] = [], variables: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return start(step, args, variables).outcome;
  }

  const left = () => readdirSync(join(sandbox.root, folder)).sort();
  const read = (file: string): unknown => JSON.parse(sandbox.read(join(folder, file)));
  const outcome = () => read("outcome.json") as PlanOutcome;
  const review = () => read("review.json") as Review;

  /** Neither a plan, which holds secrets, nor what was to become one. */
  function expectNoPlanFile(): void {
    expect(readdirSync(join(sandbox.root, stack)).filter((name) => name.includes("tfplan"))).toEqual([]);
  }

  /** The state; and its lock, while somebody has it. */
  async function keysInBucket(): Promise<readonly (string | undefined)[]> {
    const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    return Contents.map(({ Key }) => Key);
  }

  async function faults(options?: FaultOptions): Promise<void> {
    const answer = await fetch(`${sandbox.endpoint()}/_local/faults`, {
      method: options === undefined ? "DELETE" : "POST",
      ...(options && { body: JSON.stringify(options) }),
    });
    expect(answer.status).toBe(200);
  }

  beforeAll(async () => {
    sandbox = Sandbox.create();
    await sandbox.expectSuccess(sandbox.local("npm", ["run", "--silent", "synth"]));
    aws = awsClients(sandbox.endpoint());
    const CreateBucketConfiguration = { LocationConstraint: "ap-northeast-1" } as const;
    await aws.s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration }));
    github = await GitHubApi.start("acme/shop", { [token]: { login: actionsBot } });
    const file = (name: string) => join(sandbox.root, name);
    writeFileSync(file("event.json"), JSON.stringify({ pull_request: { number: 7, head: { sha: commit } } }));
    runner = {
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: github.url,
      GITHUB_EVENT_PATH: file("event.json"),
      GITHUB_OUTPUT: file("output"),
      GITHUB_REF_NAME: "main",
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_RUN_ATTEMPT: "1",
      GITHUB_RUN_ID: "100",
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_SHA: commit,
      GITHUB_STEP_SUMMARY: file("summary"),
      GITHUB_TOKEN: token,
    };
  }, 120_000);

  afterAll(async () => {
    github.close();
    await sandbox.dispose();
  });

  it("plans what is not deployed yet, and leaves the review and no plan", async () => {
    const { stdout } = await sandbox.expectSuccess(pipeline("plan", ["--speculative", "--no-lock"]));
    expect(left()).toEqual(reviewFiles);
    expectNoPlanFile();
    expect(review().changes.length).toBeGreaterThan(40);
    expect(stdout).toBe(sandbox.read(join(folder, "review.txt")));
    expect(sandbox.read(join(folder, "diagram.svg"))).toMatch(/^<svg /);

    const { data, locals, ...json } = JSON.parse(sandbox.read(join(stack, "cdk.tf.json"))) as StackJson;
    expect(Object.keys(locals)).toEqual([
      "network_in_use_vpc_id",
      "service_web_revision_in_use_log_groups",
      "service_web_revision_in_use_secrets",
      "service_web_revision_in_use_task_definition",
    ]);
    const { aws_caller_identity } = data;
    const resource = Object.fromEntries(Object.entries(json.resource).filter(([type]) => quick.includes(type)));
    const output = Object.fromEntries(Object.entries(json.output).filter(([name]) => name === "RepositoryUrl"));
    writeFileSync(
      join(sandbox.root, stack, "cdk.tf.json"),
      JSON.stringify({ ...json, data: { aws_caller_identity }, resource, output }),
    );
  }, 120_000);

  it("ends with 1 and a reason where AWS lets it in no more; the same command works once it does", async () => {
    const failed = await pipeline("plan", [], { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" });
    expect(failed.code).toBe(1);
    expect(left()).toEqual(["outcome.json"]);
    expectNoPlanFile();
    expect(outcome()).toMatchObject({ environment: "hands-on", changes: 0 });
    expect(outcome().failure).toContain("There are no AWS credentials. Log in ");
    expect(failed.stderr.endsWith(`${must(outcome().failure)}\n`)).toBe(true);

    await sandbox.expectSuccess(pipeline("plan"));
    expect(left()).toEqual(reviewFiles);
    hash = must(outcome().hash);
  }, 120_000);

  it("tells a pull request once, and again in the same place when the same code is planned again", async () => {
    github.repository.addPullRequest({ number: 7, head: commit });
    await sandbox.expectSuccess(pipeline("comment", [], runner));
    await sandbox.expectSuccess(pipeline("plan", ["--speculative", "--no-lock"], runner));
    expect(outcome().hash).toBe(hash);
    expect(sandbox.read("output")).toContain(`\n${hash}\n`);
    expect(sandbox.read("summary")).toContain(sandbox.read(join(folder, "review.md")));
    await sandbox.expectSuccess(pipeline("comment", [], { ...runner, GITHUB_RUN_ID: "101" }));
    expect(github.writes()).toEqual(["POST /issues/7/comments", "PATCH /issues/comments/1001"]);
    expect(github.repository.comments).toHaveLength(1);
    expect(github.repository.comments[0]?.body).toContain(sandbox.read(join(folder, "review.md")));
  }, 120_000);

  it("finds the hash that was reviewed once the pull request is merged, and applies nothing else", async () => {
    const [pullRequest] = github.repository.pullRequests;
    Object.assign(must(pullRequest), { merged: true, mergeCommit: commit, commits: [commit] });
    const { stdout } = await sandbox.expectSuccess(pipeline("reviewed", [], runner));
    expect(stdout).toBe(`${hash}\n`);

    const refused = await pipeline("apply", ["--verify", "a".repeat(64)]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      `hands-on: this is not the plan that was reviewed, and nothing was applied. Reviewed: ${"a".repeat(64)}. This one: ${hash}.`,
    );
    expect(left()).toEqual(reviewFiles);
    expectNoPlanFile();
    expect((await aws.ecr.send(new DescribeRepositoriesCommand())).repositories).toEqual([]);
  }, 120_000);

  it("gives the lock back when it is interrupted while it applies, though it is told twice", async () => {
    await faults({ kind: "delay", share: 1, milliseconds: 60_000, services: ["iam"], actions: ["CreateRole"] });
    const { child, outcome } = start("apply", ["--verify", hash]);
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await until("a repository", () => said.includes("aws_ecr_repository.service_web_registry: Creation complete"), 180);
    child.kill("SIGINT");
    await until("an answer", () => said.includes("Interrupt received"));
    child.kill("SIGTERM");
    const { code, stderr } = await outcome;
    await faults();
    expect(code).toBe(1);
    expect(stderr).toContain("terraform apply of hands-on ended with exit code 1. It was interrupted: ");
    expect(stderr).not.toContain("Two interrupts received");
    expectNoPlanFile();
    expect(await keysInBucket()).toEqual([state]);
    expect((await aws.iam.send(new ListRolesCommand())).Roles).toEqual([]);
  }, 300_000);

  it("does the rest when it is told the same again, and tells the outputs", async () => {
    const { stderr } = await sandbox.expectSuccess(pipeline("apply", ["--verify", hash]));
    expect(stderr).toContain(
      `pipeline: An apply of the plan ${hash} began here and did not finish. This plan is what it left to do.\n`,
    );
    expect(stderr).toContain("Apply complete! Resources: 5 added, 0 changed, 0 destroyed.");
    expect(read("outputs.json")).toEqual({
      RepositoryUrl: "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/jaws-days-2022/container-hands-on",
    });
    expectNoPlanFile();
    expect(await keysInBucket()).toEqual([state]);
  }, 120_000);

  it("has nothing left to do then, whatever was reviewed", async () => {
    const { stdout, stderr } = await sandbox.expectSuccess(pipeline("apply", ["--verify", hash]));
    expect(stdout).toMatch(/^Plan of hands-on: Nothing changes\.\n/);
    expect(stderr).toContain("pipeline: Nothing is left to do: hands-on is as its code says.\n");
  }, 120_000);

  it("finds what somebody changed by hand, and opens an issue", async () => {
    const { repositories = [] } = await aws.ecr.send(new DescribeRepositoriesCommand());
    expect(repositories).toHaveLength(1);
    const tags = [{ Key: "Name", Value: "by hand" }];
    await aws.ecr.send(new TagResourceCommand({ resourceArn: repositories[0]?.repositoryArn, tags }));
    await sandbox.expectSuccess(pipeline("plan", ["--refresh-only", "--no-lock"]));
    expect(review().findings.filter(({ id }) => id === "drift-unexpected")).toMatchObject([
      { address: "aws_ecr_repository.service_web_registry", what: "tags, tags_all changed, and not by Terraform." },
    ]);
    await sandbox.expectSuccess(pipeline("drift", [], runner));
    expect(github.repository.issues).toMatchObject([{ title: "Drift in hands-on", open: true, labels: ["drift"] }]);
  }, 120_000);
});
