import { RegisterScalableTargetCommand } from "@aws-sdk/client-application-auto-scaling";
import { type Recorder, startRecorder } from "../../../../script/record-calls/recorder";
import { readPolicy } from "../../../../src/constructs/state/github/read-policy";
import { releasePolicy } from "../../../../src/constructs/state/github/release-policy";
import type { PolicyStatements } from "../../../../src/constructs/state/github/scope";
import { policyDocument } from "../../../../src/constructs/shared/policy-document";
import { localAwsEnvironment } from "../../../../src/local-aws/environment";
import { release } from "../../../../src/operations/release/release";
import { rollback } from "../../../../src/operations/release/rollback";
import { status } from "../../../../src/operations/release/status";
import { readLiveState } from "../../../../src/operations/review/live";
import { pipelineScope } from "../../../../src/stacks/pipeline-scope";
import { keepsStateInS3 } from "../../../../src/stacks/state-stack";
import { type AccessRequest, allows } from "../../../fakes/iam-policy";
import { type DeployedShop, deployShop } from "../support/deployed-shop";
import { RecordedOutput } from "../support/recorded-output";
import { environment } from "../support/shop-environments";
import { parseReleaseOptions, parseRollbackOptions, parseStatusOptions } from "../../../cli/parsed";

jest.mock("../../../../src/environments", () => jest.requireActual<object>("../support/shop-environments"));
jest.mock("../../../../src/operations/release/deployment/poll-delay", () => ({ pollDelay: () => 100 }));
jest.setTimeout(120_000);

const account = "123456789012";
const resourceId = "service/Shop/Shop-web";
const of = ["shop", "--service", "web"];

/** Each of the calls that the code of releases really makes, held against the policy of the role for them. */
describe("the rights of a role for releases", () => {
  const before = { ...process.env };
  let shop: DeployedShop;
  let recorder: Recorder;

  beforeAll(async () => {
    shop = await deployShop();
    recorder = await startRecorder(shop.gateway.url);
    Object.assign(process.env, localAwsEnvironment(recorder.url, shop.folder));
    await shop.aws.autoScaling.send(
      new RegisterScalableTargetCommand({
        ServiceNamespace: "ecs",
        ScalableDimension: "ecs:service:DesiredCount",
        ResourceId: resourceId,
        MinCapacity: 2,
        MaxCapacity: 6,
      }),
    );
    await shop.publish("web", { scalingResourceId: resourceId, keepReleases: 1 });
    await shop.push("web", "v2");
    await shop.push("web", "v3");
  });

  afterAll(async () => {
    process.env = before;
    recorder.close();
    await shop.close();
  });

  function scope() {
    const shopEnvironment = environment("shop");
    if (!keepsStateInS3(shopEnvironment)) throw new Error("The shop keeps its state elsewhere.");
    const { release: released, ...rest } = pipelineScope(shopEnvironment, account);
    return { ...rest, release: { ...released, scales: true, marksImages: true } };
  }

  /** What was called since the last question, and by the policy would have been refused. */
  function taken(statements: PolicyStatements) {
    const policy = JSON.stringify(policyDocument(statements));
    // Nobody needs a right to ask who they are.
    const calls = recorder.take().filter(({ action }) => action !== "sts:GetCallerIdentity");
    const refused = calls.map(completed).filter((call) => !allows([policy], call));
    return { actions: [...new Set(calls.map(({ action }) => action.split(":")[1] ?? ""))], refused };
  }

  /** What a call does not tell and AWS knows: the group of a deployment, the region; and that a role calls, not a user. */
  function completed({ action, resource = "*", context }: AccessRequest): AccessRequest {
    const group = `arn:aws:codedeploy:ap-northeast-1:${account}:deploymentgroup:Shop-web/Shop-web`;
    const byId = ["codedeploy:BatchGetDeployments", "codedeploy:GetDeployment"].includes(action);
    const caller = resource.includes(":user/") || resource.endsWith(":root");
    const codeDeploys = resource === `arn:aws:iam::${account}:role/CodeDeploy`;
    return {
      action,
      resource: byId
        ? group
        : caller
          ? role("shop-github-release")
          : codeDeploys
            ? role("Shop-web-code-deploy")
            : resource,
      context: { "aws:RequestedRegion": "ap-northeast-1", ...context },
    };
  }

  const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;

  it("are enough for a release that waits, what ends its waits, and what it marks, scales and takes away", async () => {
    for (const args of [
      ["--image", "v2", "--yes", "--wait-for", "ready"],
      ["--continue", "--terminate"],
    ]) {
      expect(await release(parseReleaseOptions([...of, ...args]), new RecordedOutput())).toBe(0);
    }
    const again = ["--image", "v3", "--yes", "--continue", "--terminate"];
    expect(await release(parseReleaseOptions([...of, ...again]), new RecordedOutput())).toBe(0);
    const { actions, refused } = taken(releasePolicy(scope()));
    expect(actions).toEqual(
      expect.arrayContaining(["CreateDeployment", "ContinueDeployment", "PutImage", "BatchDeleteImage"]),
    );
    expect(actions).toEqual(
      expect.arrayContaining(["RegisterScalableTarget", "PutParameter", "DeleteParameter", "RegisterTaskDefinition"]),
    );
    expect(refused).toEqual([]);
  });

  it("are enough to look, and to roll back", async () => {
    expect(await status(parseStatusOptions([...of]), new RecordedOutput())).toBe(0);
    const back = [...of, "--yes", "--continue", "--wait-for", "traffic"];
    expect(await rollback(parseRollbackOptions(back), new RecordedOutput())).toBe(0);
    const { actions, refused } = taken(releasePolicy(scope()));
    expect(actions).toEqual(expect.arrayContaining(["BatchGetDeployments", "DescribeListeners", "DescribeRules"]));
    expect(refused).toEqual([]);
  });

  it("are not needed to see whether a deployment runs: a plan's are enough", async () => {
    // The rollback keeps the tasks that it replaced for an hour.
    expect((await readLiveState("shop")).deployments).toHaveLength(1);
    const { actions, refused } = taken(readPolicy(scope()));
    expect(actions.sort()).toEqual(["BatchGetDeployments", "GetParameter", "ListDeployments"]);
    expect(refused).toEqual([]);
  });
});
