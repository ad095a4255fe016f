import { createHash } from "node:crypto";
import {
  BatchGetApplicationRevisionsCommand,
  BatchGetDeploymentsCommand,
  CreateDeploymentCommand,
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  ListApplicationRevisionsCommand,
  type ListApplicationRevisionsCommandInput,
  RegisterApplicationRevisionCommand,
  type RevisionLocation,
} from "@aws-sdk/client-codedeploy";
import { until } from "../../../support/until";
import { handsOnGroup, refusal } from "../support";
import { setStage, type Stage, taskDefinition } from "../world";

const applicationName = "ContainerHandsOn";
const group = { applicationName, deploymentGroupName: "ContainerHandsOn" };
let stage: Stage;

beforeEach(async () => {
  const ready = { actionOnTimeout: "CONTINUE_DEPLOYMENT" as const };
  const { terminateBlueInstancesOnDeploymentSuccess } = handsOnGroup().blueGreenDeploymentConfiguration;
  stage = await setStage({
    blueGreenDeploymentConfiguration: { deploymentReadyOption: ready, terminateBlueInstancesOnDeploymentSuccess },
  });
});

afterEach(() => stage.close());

function appSpec(revision: number): string {
  return `{"version":"0.0","Resources":[{"TargetService":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":"${taskDefinition(revision)}","LoadBalancerInfo":{"ContainerName":"web","ContainerPort":80}}}}]}`;
}

const sha256 = (content: string) => createHash("sha256").update(content).digest("hex");
const inline = (content: string) => ({ revisionType: "AppSpecContent" as const, appSpecContent: { content } });
const bySum = (content: string) => ({
  revisionType: "AppSpecContent" as const,
  appSpecContent: { sha256: sha256(content) },
});
const inS3 = (bucket: string, key: string) => ({
  revisionType: "S3" as const,
  s3Location: { bucket, key, bundleType: "JSON" as const, version: "v1" },
});

async function deploy(revision: RevisionLocation): Promise<string> {
  const { deploymentId = "" } = await stage.client.send(new CreateDeploymentCommand({ ...group, revision }));
  const info = async () => (await stage.client.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo;
  await until("the termination wait", async () => (await info())?.instanceTerminationWaitTimeStarted === true);
  stage.clock.advance(60);
  await until("success", async () => (await info())?.status === "Succeeded");
  return deploymentId;
}

const get = (revision: RevisionLocation | undefined) =>
  stage.client.send(new GetApplicationRevisionCommand({ applicationName, revision }));
const batch = (revisions: RevisionLocation[] | undefined) =>
  stage.client.send(new BatchGetApplicationRevisionsCommand({ applicationName, revisions }));
const register = (revision: RevisionLocation | undefined, description?: string) =>
  stage.client.send(new RegisterApplicationRevisionCommand({ applicationName, revision, description }));
const list = async (input: Partial<ListApplicationRevisionsCommandInput> = {}) =>
  (await stage.client.send(new ListApplicationRevisionsCommand({ applicationName, ...input }))).revisions ?? [];

describe("the AppSpec of a deployment", () => {
  it("is not in what tells of deployments and groups: they name its sha256", async () => {
    const first = await deploy(inline(appSpec(2)));
    const second = await deploy(inline(appSpec(3)));
    const { deploymentsInfo } = await stage.client.send(new BatchGetDeploymentsCommand({ deploymentIds: [second] }));
    expect(deploymentsInfo).toHaveLength(1);
    expect(deploymentsInfo?.[0]).toMatchObject({ revision: bySum(appSpec(3)), previousRevision: bySum(appSpec(2)) });
    expect(deploymentsInfo?.[0]?.revision?.appSpecContent).not.toHaveProperty("content");
    const { deploymentInfo } = await stage.client.send(new GetDeploymentCommand({ deploymentId: first }));
    expect(deploymentInfo?.revision).toEqual(bySum(appSpec(2)));
    const { deploymentGroupInfo } = await stage.client.send(new GetDeploymentGroupCommand(group));
    expect(deploymentGroupInfo?.targetRevision).toEqual(bySum(appSpec(3)));
  });

  it("is read by its sha256, with who registered it and which group it is the target of", async () => {
    const id = await deploy(inline(appSpec(2)));
    const { revision, revisionInfo } = await get(bySum(appSpec(2)));
    expect(revision).toEqual({
      revisionType: "AppSpecContent",
      appSpecContent: { content: appSpec(2), sha256: sha256(appSpec(2)) },
    });
    expect(revisionInfo).toEqual({
      deploymentGroups: ["ContainerHandsOn"],
      description: `Application revision registered by Deployment ID: ${id}`,
      registerTime: new Date("2026-03-01T10:00:00Z"),
      firstUsedTime: new Date("2026-03-01T10:00:00Z"),
      lastUsedTime: new Date("2026-03-01T10:00:00Z"),
    });
  });

  it("that is deployed again keeps its first description and has another last use", async () => {
    const id = await deploy(inline(appSpec(2)));
    await deploy(inline(appSpec(2)));
    const { revisionInfo } = await get(inline(appSpec(2)));
    expect(revisionInfo?.description).toContain(id);
    expect(revisionInfo?.firstUsedTime).toEqual(new Date("2026-03-01T10:00:00Z"));
    expect(revisionInfo?.lastUsedTime).toEqual(new Date("2026-03-01T11:00:00Z"));
  });
});

describe("a batch of revisions", () => {
  it("answers those that exist, each with its content", async () => {
    await register(inline(appSpec(2)), "by hand");
    const older = (string: object) => ({ revisionType: "String" as const, string });
    await register(older({ content: appSpec(3) }));
    await register(inS3("releases", "appspec.json"));
    const { revisions, errorMessage } = await batch([
      bySum(appSpec(2)),
      bySum(appSpec(9)),
      older({ sha256: sha256(appSpec(3)) }),
      inS3("releases", "appspec.json"),
    ]);
    expect(revisions?.map(({ revisionLocation }) => revisionLocation)).toEqual([
      { revisionType: "AppSpecContent", appSpecContent: { content: appSpec(2), sha256: sha256(appSpec(2)) } },
      older({ content: appSpec(3), sha256: sha256(appSpec(3)) }),
      inS3("releases", "appspec.json"),
    ]);
    expect(revisions?.[0]?.genericRevisionInfo).toMatchObject({ description: "by hand", deploymentGroups: [] });
    expect(errorMessage).toBe("The application ContainerHandsOn has no such revision.");
    expect((await batch([bySum(appSpec(2))])).errorMessage).toBe("");
  });

  it("holds 25 at most", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => bySum(String(index)));
    expect((await batch(many(25))).revisions).toEqual([]);
    expect(await refusal(batch(many(26)))).toBe(
      "BatchLimitExceededException: A batch takes at most 25 revisions; 26 were given.",
    );
  });
});

describe("the list of revisions", () => {
  it("names each without its content, in the order and of the kind that is asked for", async () => {
    await register(inS3("releases", "web/1.json"));
    stage.clock.advance(1);
    await deploy(inline(appSpec(2)));
    await register(inS3("other", "web/2.json"));
    const all = [inS3("releases", "web/1.json"), bySum(appSpec(2)), inS3("other", "web/2.json")];
    expect(await list({ sortBy: "registerTime" })).toEqual(all);
    expect(await list({ sortBy: "registerTime", sortOrder: "descending" })).toEqual([...all].reverse());
    expect(await list({ s3Bucket: "releases" })).toEqual(all.slice(0, 1));
    expect(await list({ s3Bucket: "releases", s3KeyPrefix: "api/" })).toEqual([]);
    expect(await list({ deployed: "include" })).toEqual(all.slice(1, 2));
    expect(await list({ deployed: "exclude" })).toEqual([all[0], all[2]]);
  });

  it("comes in pages of a hundred", async () => {
    for (let index = 0; index < 101; index++) await register(inline(String(index)));
    const first = await stage.client.send(new ListApplicationRevisionsCommand({ applicationName }));
    expect(first.revisions).toHaveLength(100);
    expect(await list({ nextToken: first.nextToken })).toEqual([bySum("100")]);
  });
});

describe("what is refused", () => {
  const unknown = { applicationName: "unknown" };

  it.each<[string, () => Promise<unknown>, string]>([
    [
      "a revision that was never registered",
      () => get(bySum("x")),
      "RevisionDoesNotExistException: The application ContainerHandsOn has no such revision.",
    ],
    ["no revision to get", () => get(undefined), "RevisionRequiredException: RevisionLocation must be specified"],
    [
      "no revision to register",
      () => register(undefined),
      "RevisionRequiredException: RevisionLocation must be specified",
    ],
    ["an empty batch", () => batch([]), "RevisionRequiredException: At least one revision must be specified."],
    [
      "a revision without type",
      () => get({ appSpecContent: { sha256: "0" } }),
      "InvalidRevisionException: The revision has no revisionType: S3, GitHub, String or AppSpecContent.",
    ],
    [
      "an AppSpec without sha256 and content",
      () => batch([{ revisionType: "AppSpecContent" }]),
      "InvalidRevisionException: A revision of type AppSpecContent has a sha256 or a content.",
    ],
    [
      "an object without key",
      () => register({ revisionType: "S3", s3Location: { bucket: "b" } }),
      "InvalidRevisionException: An S3 revision needs a bucket and a key.",
    ],
    [
      "a commit without repository",
      () => register({ revisionType: "GitHub", gitHubLocation: { commitId: "c" } }),
      "InvalidRevisionException: A GitHub revision needs a repository and a commit.",
    ],
    [
      "a description that is too long",
      () => register(inline("x"), "x".repeat(1001)),
      "DescriptionTooLongException: The description is longer than 1000 characters.",
    ],
    [
      "an application that does not exist",
      () => stage.client.send(new ListApplicationRevisionsCommand(unknown)),
      "ApplicationDoesNotExistException: No application found for name: unknown",
    ],
    [
      "an unknown column",
      () => list({ sortBy: "name" as never }),
      'InvalidSortByException: "name" is not one of registerTime, firstUsedTime, lastUsedTime.',
    ],
    [
      "an unknown order",
      () => list({ sortOrder: "up" as never }),
      'InvalidSortOrderException: "up" is not ascending or descending.',
    ],
    [
      "a prefix without bucket",
      () => list({ s3KeyPrefix: "web/" }),
      "BucketNameFilterRequiredException: A key prefix was specified without a bucket.",
    ],
    [
      "an unknown state",
      () => list({ deployed: "yes" as never }),
      'InvalidDeployedStateFilterException: "yes" is not include, exclude or ignore.',
    ],
  ])("%s", async (_what, call, message) => {
    expect(await refusal(call())).toBe(message);
  });
});
