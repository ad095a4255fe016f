import type { RevisionLocation } from "@aws-sdk/client-codedeploy";
import { createHash } from "node:crypto";
import { formatAppSpec } from "../../../../src/release-contract/app-spec";
import { appSpecOf } from "../../../../src/release-contract/contract";
import { AppSpecs } from "../../../../src/operations/release/deployment/app-specs";
import { arn, contract } from "../support/samples";
import { awsError, denied, deniedSentence, scriptedAws, type Asked } from "../support/scripted-aws";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const content = (revision: number) => formatAppSpec(appSpecOf(contract, arn(revision)));
/** As CodeDeploy names the revision of a deployment. */
const bySum = (text: string): RevisionLocation => ({
  revisionType: "AppSpecContent",
  appSpecContent: { sha256: sha256(text) },
});
const withContent = (text: string): RevisionLocation => ({
  revisionType: "AppSpecContent",
  appSpecContent: { sha256: sha256(text), content: text },
});
const deployments = (...texts: readonly string[]) => texts.map((text) => ({ revision: bySum(text) }));

/** CodeDeploy that has registered these AppSpecs. */
function codeDeploy(...texts: readonly string[]) {
  return scripted(({ call, input }) => {
    const known = (location: RevisionLocation) =>
      texts.filter((text) => sha256(text) === location.appSpecContent?.sha256).map(withContent);
    if (call === "BatchGetApplicationRevisions") {
      const found = (input["revisions"] as RevisionLocation[]).flatMap(known);
      return { revisions: found.map((revisionLocation) => ({ revisionLocation })) };
    }
    const [revision] = known(input["revision"] as RevisionLocation);
    if (revision === undefined) throw awsError("RevisionDoesNotExistException");
    return { revision };
  });
}

function scripted(answer: (asked: Asked) => object) {
  const { aws, asked } = scriptedAws(answer);
  return { appSpecs: new AppSpecs(aws, contract), asked, calls: () => asked.map(({ call }) => call) };
}

describe("the AppSpecs of deployments", () => {
  it("are read by their sha256, in the order of the deployments", async () => {
    const { appSpecs, asked } = codeDeploy(content(2), content(3));
    const found = await appSpecs.ofAll(deployments(content(3), content(2)));
    expect(found.map(({ appSpec }) => appSpec)).toEqual([
      { kind: "found", spec: appSpecOf(contract, arn(3)), content: content(3) },
      { kind: "found", spec: appSpecOf(contract, arn(2)), content: content(2) },
    ]);
    expect(asked).toEqual([
      {
        call: "BatchGetApplicationRevisions",
        input: { applicationName: "ContainerHandsOn", revisions: [bySum(content(3)), bySum(content(2))] },
      },
    ]);
  });

  it("are asked for 25 at a time, each once", async () => {
    const texts = Array.from({ length: 60 }, (_, index) => content(index + 1));
    const { appSpecs, asked } = codeDeploy(...texts);
    const twice = await appSpecs.ofAll(deployments(...texts, ...texts));
    expect(twice).toHaveLength(120);
    expect(twice.every(({ appSpec }) => appSpec.kind === "found")).toBe(true);
    expect(asked.map(({ input }) => (input["revisions"] as unknown[]).length)).toEqual([25, 25, 10]);
    await appSpecs.ofAll(deployments(...texts));
    expect(await appSpecs.of({ revision: bySum(content(7)) })).toMatchObject({ kind: "found", content: content(7) });
    expect(asked).toHaveLength(3);
  });

  it("that this run deployed itself are not asked for", async () => {
    const { appSpecs, asked } = codeDeploy();
    appSpecs.remember(content(4));
    expect(await appSpecs.of({ revision: bySum(content(4)) })).toMatchObject({ kind: "found", content: content(4) });
    expect(asked).toEqual([]);
  });

  it("are asked for one by one where a batch gives no content", async () => {
    const { appSpecs, calls } = scripted(({ call, input }) =>
      call === "GetApplicationRevision"
        ? { revision: withContent(content(2)) }
        : { revisions: (input["revisions"] as RevisionLocation[]).map((revisionLocation) => ({ revisionLocation })) },
    );
    expect(await appSpecs.of({ revision: bySum(content(2)) })).toMatchObject({ kind: "found", content: content(2) });
    expect(calls()).toEqual(["BatchGetApplicationRevisions", "GetApplicationRevision"]);
  });

  it("are asked for again where AWS could not be reached", async () => {
    let reachable = false;
    const { appSpecs, calls } = scripted(() => {
      if (!reachable) throw awsError("ThrottlingException");
      return { revisions: [{ revisionLocation: withContent(content(2)) }] };
    });
    await expect(appSpecs.of({ revision: bySum(content(2)) })).rejects.toThrow("ThrottlingException happened");
    reachable = true;
    expect(await appSpecs.of({ revision: bySum(content(2)) })).toMatchObject({ kind: "found" });
    expect(calls()).toHaveLength(2);
  });
});

describe("what other clients deploy", () => {
  const yaml = (taskDefinition: string) => `
version: 0.0
resources:
  - TargetService:
      type: AWS::ECS::Service
      properties:
        taskDefinition: ${taskDefinition}
        loadBalancerInfo: { containerName: web, containerPort: "80" }
`;

  it("is read in YAML, with names in lower case, as aws ecs deploy takes them", async () => {
    const { appSpecs } = codeDeploy(yaml(arn(5)));
    expect(await appSpecs.of({ revision: bySum(yaml(arn(5))) })).toMatchObject({
      kind: "found",
      spec: { taskDefinitionArn: arn(5), container: { name: "web", port: 80 } },
    });
  });

  it("may name a revision without its ARN", async () => {
    const { appSpecs } = codeDeploy(yaml("ContainerHandsOn:5"));
    const found = await appSpecs.of({ revision: bySum(yaml("ContainerHandsOn:5")) });
    expect(found).toMatchObject({ kind: "found", spec: { taskDefinitionArn: arn(5) } });
  });

  it("may stand in a revision of the older type String", async () => {
    const inline = { sha256: sha256(content(6)), content: content(6) };
    const { appSpecs, asked } = scripted(() => ({
      revisions: [{ revisionLocation: { revisionType: "String", string: inline } }],
    }));
    const revision = { revisionType: "String", string: { sha256: inline.sha256 } } as const;
    expect(await appSpecs.of({ revision })).toMatchObject({ kind: "found", content: content(6) });
    expect(asked[0]?.input).toMatchObject({ revisions: [revision] });
    expect(await appSpecs.of({ revision: { revisionType: "String", string: inline } })).toMatchObject({
      kind: "found",
    });
  });

  const object = (text: string, LastModified = new Date("2024-01-01T00:00:00Z")) => ({
    Body: { transformToString: () => Promise.resolve(text) },
    LastModified,
  });
  const inS3 = (pin: { version?: string; eTag?: string }, bundleType: "YAML" | "zip" = "YAML") => ({
    createTime: new Date("2024-01-02T00:00:00Z"),
    revision: { revisionType: "S3", s3Location: { bucket: "releases", key: "web.yaml", bundleType, ...pin } } as const,
  });

  it.each([
    ["a version", { version: "v1" }, { VersionId: "v1", IfMatch: undefined }],
    ["an ETag", { eTag: "5d41" }, { VersionId: undefined, IfMatch: '"5d41"' }],
    ["an ETag in quotes", { eTag: '"5d41"' }, { VersionId: undefined, IfMatch: '"5d41"' }],
  ])("may lie in S3: read once, by %s", async (_what, pin, expected) => {
    const { appSpecs, asked } = scripted(() => object(yaml(arn(5)), new Date("2024-01-03T00:00:00Z")));
    const [first, second] = await appSpecs.ofAll([inS3(pin), inS3(pin)]);
    expect(first?.appSpec).toMatchObject({ kind: "found", spec: { taskDefinitionArn: arn(5) } });
    expect(second?.appSpec).toEqual(first?.appSpec);
    expect(asked).toEqual([{ call: "GetObject", input: { Bucket: "releases", Key: "web.yaml", ...expected } }]);
  });

  it("is read at a location without version and ETag only if nothing was put there since", async () => {
    const before = scripted(() => object(yaml(arn(5))));
    expect(await before.appSpecs.of(inS3({}))).toMatchObject({ kind: "found" });
    const since = scripted(() => object(yaml(arn(5)), new Date("2024-01-03T00:00:00Z")));
    expect(await since.appSpecs.of(inS3({}))).toEqual({
      kind: "unknown",
      reason: "replaced",
      why: "s3://releases/web.yaml was written after the deployment began.",
    });
  });

  it.each([
    ["denies the object", "denied", () => denied("s3:GetObject"), deniedSentence("s3:GetObject")],
    ["has no such object", "refused", () => awsError("NoSuchKey", "No such key."), "No such key."],
    ["has another object there", "refused", () => awsError("PreconditionFailed", "It differs."), "It differs."],
  ])("is not known where S3 %s", async (_what, reason, error, sentence) => {
    const { appSpecs } = scripted(() => {
      throw error();
    });
    const why = `s3://releases/web.yaml cannot be read. ${sentence}`;
    expect(await appSpecs.of(inS3({ version: "v1" }))).toEqual({ kind: "unknown", reason, why });
  });

  it("is not sought in an archive", async () => {
    const { appSpecs, asked } = scripted(() => ({}));
    expect(await appSpecs.of(inS3({ version: "v1" }, "zip"))).toEqual({
      kind: "unknown",
      reason: "unreadable",
      why: "s3://releases/web.yaml is no AppSpec (bundle type zip).",
    });
    expect(asked).toEqual([]);
  });
});

describe("an AppSpec is not known", () => {
  it("where CodeDeploy names no revision of the deployment", async () => {
    const { appSpecs, asked } = codeDeploy();
    expect(await appSpecs.of({})).toEqual({
      kind: "unknown",
      reason: "none",
      why: "CodeDeploy records no revision for it.",
    });
    expect(asked).toEqual([]);
  });

  it("where its revision was deleted, and the others of its batch are", async () => {
    const { appSpecs, calls } = codeDeploy(content(2));
    const found = await appSpecs.ofAll(deployments(content(3), content(2)));
    expect(found.map(({ appSpec }) => appSpec)).toEqual([
      {
        kind: "unknown",
        reason: "deleted",
        why: "CodeDeploy no longer has its revision (RevisionDoesNotExistException).",
      },
      expect.objectContaining({ kind: "found", content: content(2) }),
    ]);
    expect(calls()).toEqual(["BatchGetApplicationRevisions", "GetApplicationRevision"]);
  });

  it("where CodeDeploy has the revision without content", async () => {
    const { appSpecs } = scripted(() => ({ revisions: [], revision: bySum(content(2)) }));
    expect(await appSpecs.of({ revision: bySum(content(2)) })).toEqual({
      kind: "unknown",
      reason: "empty",
      why: "CodeDeploy answers its revision without the AppSpec.",
    });
  });

  it("where AWS denies the call, which is then not made again", async () => {
    const action = "codedeploy:BatchGetApplicationRevisions";
    const { appSpecs, asked } = scripted(() => {
      throw denied(action);
    });
    const expected = { kind: "unknown", reason: "denied", why: deniedSentence(action) };
    expect(await appSpecs.of({ revision: bySum(content(2)) })).toEqual(expected);
    expect(await appSpecs.of({ revision: bySum(content(2)) })).toEqual(expected);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["is neither JSON nor YAML", "{", "Its AppSpec cannot be read: "],
    [
      "is of another kind of service",
      "Resources: []",
      "Its AppSpec cannot be read: The AppSpec names no resource of type AWS::ECS::Service.",
    ],
    [
      "names a family alone",
      content(0).replace(arn(0), "ContainerHandsOn"),
      "Its AppSpec cannot be read: ContainerHandsOn names no revision of a task definition.",
    ],
  ])("where it %s", async (_what, text, why) => {
    const { appSpecs } = codeDeploy(text);
    const found = await appSpecs.of({ revision: bySum(text) });
    expect(found).toMatchObject({ kind: "unknown", reason: "unreadable" });
    expect(found).toHaveProperty("why", expect.stringContaining(why));
  });

  it("where the revision is of a kind that ECS does not take", async () => {
    const gitHub = { revisionType: "GitHub", gitHubLocation: { repository: "a/b", commitId: "c" } } as const;
    expect(await codeDeploy().appSpecs.of({ revision: gitHub })).toEqual({
      kind: "unknown",
      reason: "none",
      why: "CodeDeploy names no AppSpec of it.",
    });
  });
});

describe("whether AppSpecs can be read", () => {
  it("is asked with one call about a revision that need not exist", async () => {
    const { appSpecs, calls } = codeDeploy();
    expect(await appSpecs.refusal()).toBeUndefined();
    expect(calls()).toEqual(["BatchGetApplicationRevisions"]);
  });

  it("is answered with the permission that lacks", async () => {
    const action = "codedeploy:BatchGetApplicationRevisions";
    const { appSpecs } = scripted(() => {
      throw denied(action);
    });
    expect(await appSpecs.refusal()).toBe(deniedSentence(action));
  });

  it.each(["ThrottlingException", "ExpiredTokenException"])(
    "is not known where every call fails (%s)",
    async (name) => {
      const { appSpecs } = scripted(() => {
        throw awsError(name);
      });
      await expect(appSpecs.refusal()).rejects.toThrow(`${name} happened`);
    },
  );
});
