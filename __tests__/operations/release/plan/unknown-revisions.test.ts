import { CodeDeployClient } from "@aws-sdk/client-codedeploy";
import { DescribeImagesCommand } from "@aws-sdk/client-ecr";
import { localAwsEnvironment } from "../../../../src/local-aws/environment";
import { ProblemsError } from "../../../../src/operations/release/plan/problems";
import { release } from "../../../../src/operations/release/release";
import { rollback } from "../../../../src/operations/release/rollback";
import { status } from "../../../../src/operations/release/status";
import type { StatusReport } from "../../../../src/operations/release/output/status-report";
import { must } from "../../../support/must";
import { deployShop, type DeployedShop } from "../support/deployed-shop";
import { RecordedOutput } from "../support/recorded-output";
import { awsError, denied, deniedSentence } from "../support/scripted-aws";
import { parseReleaseOptions, parseRollbackOptions, parseStatusOptions } from "../../../cli/parsed";

jest.mock("../../../../src/environments", () => jest.requireActual<object>("../support/shop-environments"));
jest.mock("../../../../src/operations/release/deployment/poll-delay", () => ({ pollDelay: () => 100 }));
jest.setTimeout(180_000);

const of = ["shop", "--service", "web"];
const batch = "BatchGetApplicationRevisions";
const single = "GetApplicationRevision";

type Send = (this: CodeDeployClient, command: object, ...rest: readonly unknown[]) => Promise<object>;

const client = CodeDeployClient.prototype as unknown as { send: Send };
const { send } = client;

/** The calls that CodeDeploy got while something ran, each of them answered by `answer` if that has one. */
async function during<T>(run: () => Promise<T>, answer: (call: string) => object | undefined = () => undefined) {
  const calls: string[] = [];
  const spy = jest.spyOn(client, "send").mockImplementation(function (this: CodeDeployClient, command, ...rest) {
    const call = command.constructor.name.replace(/Command$/, "");
    calls.push(call);
    const scripted = answer(call);
    if (scripted instanceof Error) return Promise.reject(scripted);
    return scripted === undefined ? send.call(this, command, ...rest) : Promise.resolve(scripted);
  });
  try {
    return { result: await run(), calls };
  } finally {
    spy.mockRestore();
  }
}

/** Ways in which CodeDeploy does not tell what deployments carried, and what a person reads of each. */
const troubles = {
  "gives no content": {
    answer: (call: string) => ([batch, single].includes(call) ? { revisions: [], revision: {} } : undefined),
    why: "CodeDeploy answers its revision without the AppSpec.",
  },
  "has deleted them": {
    answer: (call: string) =>
      call === batch ? { revisions: [] } : call === single ? awsError("RevisionDoesNotExistException") : undefined,
    why: "CodeDeploy no longer has its revision (RevisionDoesNotExistException).",
  },
  "denies the call": {
    answer: (call: string) => ([batch, single].includes(call) ? denied(`codedeploy:${batch}`) : undefined),
    why: deniedSentence(`codedeploy:${batch}`),
  },
} as const;
const each = Object.entries(troubles);

/** One service with a history that grows from test to test. */
describe("a history of deployments", () => {
  const before = { ...process.env };
  let shop: DeployedShop;

  beforeAll(async () => {
    shop = await deployShop();
    Object.assign(process.env, localAwsEnvironment(shop.gateway.url, shop.folder));
    await shop.publish("web", { keepReleases: 2 });
    for (const tag of ["v2", "v3", "v4", "v5"]) await shop.push("web", tag);
  });

  afterAll(async () => {
    process.env = before;
    await shop.close();
  });

  async function releaseImage(image: string, ...options: readonly string[]): Promise<RecordedOutput> {
    const output = new RecordedOutput();
    const args = [...of, "--image", image, "--yes", ...options];
    expect(await release(parseReleaseOptions(args), output)).toBe(0);
    return output;
  }

  const done = ["--continue", "--terminate"];

  async function report(): Promise<StatusReport> {
    const output = new RecordedOutput();
    expect(await status(parseStatusOptions(of), output)).toBe(0);
    return must(output.reports[0]);
  }

  /** "Succeeded Shop-web:2", newest first. */
  async function releases(): Promise<string[]> {
    const { deployments } = await report();
    return deployments.map(({ status: state, revision, creator }) => `${state} ${revision ?? "?"} by ${creator}`);
  }

  /** What a rollback would do, or why not. */
  async function rollbackPlan(...options: readonly string[]) {
    const output = new RecordedOutput();
    try {
      await rollback(parseRollbackOptions([...of, "--dry-run", ...options]), output);
      return must(output.plans[0]);
    } catch (error) {
      if (error instanceof ProblemsError) return error.findings;
      throw error;
    }
  }

  const tags = async () => {
    const { imageDetails = [] } = await shop.aws.ecr.send(new DescribeImagesCommand({ repositoryName: "shop/web" }));
    return imageDetails.flatMap(({ imageTags = [] }) => imageTags.filter((tag) => tag.startsWith("release-"))).sort();
  };

  it("shows of a rollback that CodeDeploy made the revision that it brought back, also the very first", async () => {
    await releaseImage("v2", "--wait-for", "ready");
    // It stops the deployment, which CodeDeploy then rolls back.
    expect(await rollback(parseRollbackOptions([...of, "--yes"]), new RecordedOutput())).toBe(0);
    const expected = ["Succeeded Shop-web:1 by codeDeployRollback", "Stopped Shop-web:2 by user"];
    expect(await releases()).toEqual(expected);
    await releaseImage("v2", ...done);
    expect(await releases()).toEqual(["Succeeded Shop-web:2 by user", ...expected]);
  });

  it("costs a release two calls: whether it may be read, and the last 25 at the end", async () => {
    const { result, calls } = await during(() => releaseImage("v3", ...done));
    expect(must(result.plans[0]).notices).toEqual([]);
    const count = (...names: readonly string[]) => calls.filter((call) => names.includes(call)).length;
    expect(count(batch)).toBe(2);
    expect(count(single)).toBe(0);
    // As before: whether a deployment runs, at the beginning and at the end, and which succeeded.
    expect(count("ListDeployments")).toBe(3);
    expect(count("BatchGetDeployments")).toBe(1);
    await releaseImage("v4", ...done);
    expect(await tags()).toEqual(["release-3", "release-4"]);
  });

  it("lets a rollback take the revision before the live one", async () => {
    expect(await rollbackPlan()).toMatchObject({ revision: { from: "Shop-web:4", to: "Shop-web:3" } });
  });

  it.each(each)("lets a rollback ask for --to where CodeDeploy %s", async (_trouble, { answer, why }) => {
    const [, second, first] = (await report()).deployments.filter(({ status: state }) => state === "Succeeded");
    const { result } = await during(() => rollbackPlan(), answer);
    expect(result).toEqual([
      {
        problem: `Which revision was live before Shop-web:4 is not certain. What these deployments carried cannot be read, and they succeeded: ${must(second).id}, ${must(first).id}: ${why}`,
        remedy:
          "Name the revision to deploy: --to <revision>. The last deployments: npm run status -- shop --service web.",
      },
    ]);
    const named = await during(() => rollbackPlan("--to", "3"), answer);
    expect(named.result).toMatchObject({
      revision: { from: "Shop-web:4", to: "Shop-web:3" },
      notices: [
        expect.stringMatching(/^no deployment is known to have carried Shop-web:3 \(.*\); network and platform/),
      ],
    });
  });

  it.each(each)("shows what ECS tells and why the rest is unknown where CodeDeploy %s", async (_trouble, given) => {
    const { result } = await during(report, given.answer);
    expect(result.deployments.map(({ revision, revisionUnknown }) => [revision, revisionUnknown])).toEqual([
      ["Shop-web:4", null],
      [null, given.why],
      [null, given.why],
      ["Shop-web:1", null],
      [null, given.why],
    ]);
  });

  it.each(each)("keeps the tags of all images where CodeDeploy %s, and says so", async (_trouble, given) => {
    const kept = await tags();
    const { result } = await during(() => releaseImage("v5", ...done), given.answer);
    expect(result.notes.filter((note) => note.includes("image"))).toEqual([
      expect.stringMatching(/^No image tag was removed: the last 2 releases are not known for certain\. d-/),
    ]);
    expect(result.notes.join("\n")).toContain(given.why);
    expect(await tags()).toEqual(expect.arrayContaining(kept));
    const denial = given.why.startsWith("AWS denies") ? [given.why] : [];
    expect(must(result.plans[0]).notices).toEqual(
      denial.map(
        (why) =>
          `What past deployments carried cannot be read, so a rollback needs --to, and no image tag of an old release is removed. ${why}`,
      ),
    );
  });

  it.each(each)("tells of a running deployment what ECS runs for it where CodeDeploy %s", async (_trouble, given) => {
    if ((await report()).deployment === null) await releaseImage("v2", "--wait-for", "ready");
    const { result } = await during(report, given.answer);
    expect(result.deployment?.taskDefinitionArn).toMatch(/task-definition\/Shop-web:6$/);
    const output = new RecordedOutput();
    await during(() => rollback(parseRollbackOptions([...of, "--dry-run"]), output), given.answer);
    expect(output.notes).toEqual([expect.stringMatching(/^Deployment d-\w+ \(Ready\) will be stopped;/)]);
  });
});
