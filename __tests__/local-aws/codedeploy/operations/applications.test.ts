import {
  BatchGetApplicationsCommand,
  type CodeDeployClient,
  CreateApplicationCommand,
  DeleteApplicationCommand,
  GetApplicationCommand,
  ListApplicationsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApplicationCommand,
  AddTagsToOnPremisesInstancesCommand,
} from "@aws-sdk/client-codedeploy";
import { codeDeploy, systemClock } from "../../../../src/local-aws/codedeploy";
import { ACCOUNT, clientOf, neighboursWith, REGION, refusal, serve, servicesWith } from "../support";

let client: CodeDeployClient;
let close: () => Promise<void>;
const createdAt = new Date("2026-03-01T10:00:00.250Z");

beforeEach(async () => {
  const server = await serve(
    codeDeploy({
      accountId: ACCOUNT,
      services: servicesWith({}),
      ...neighboursWith([], []),
      clock: { ...systemClock(), now: () => createdAt.getTime() },
    }),
  );
  client = clientOf(server.url);
  close = server.close;
});

afterEach(async () => {
  client.destroy();
  await close();
});

const create = (applicationName: string, computePlatform: "ECS" | "Lambda" | "Server" = "ECS") =>
  client.send(new CreateApplicationCommand({ applicationName, computePlatform }));
const arn = (name: string) => `arn:aws:codedeploy:${REGION}:${ACCOUNT}:application:${name}`;

describe("an application", () => {
  it("is read back as it was created, its time as a number of seconds", async () => {
    const { applicationId } = await create("shop");
    expect(applicationId).toMatch(/^[0-9a-f-]{36}$/);
    const { application } = await client.send(new GetApplicationCommand({ applicationName: "shop" }));
    expect(application).toEqual({
      applicationId,
      applicationName: "shop",
      computePlatform: "ECS",
      createTime: createdAt,
      linkedToGitHub: false,
    });
  });

  it("is renamed with its tags and keeps its id", async () => {
    const { applicationId } = await client.send(
      new CreateApplicationCommand({ applicationName: "old", tags: [{ Key: "team", Value: "a" }] }),
    );
    await client.send(new UpdateApplicationCommand({ applicationName: "old", newApplicationName: "new" }));
    const { application } = await client.send(new GetApplicationCommand({ applicationName: "new" }));
    expect(application?.applicationId).toBe(applicationId);
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: arn("new") }));
    expect(Tags).toEqual([{ Key: "team", Value: "a" }]);
    expect(await refusal(client.send(new GetApplicationCommand({ applicationName: "old" })))).toBe(
      "ApplicationDoesNotExistException: No application found for name: old",
    );
  });

  it("can be deleted twice, as on AWS", async () => {
    await create("shop");
    await client.send(new DeleteApplicationCommand({ applicationName: "shop" }));
    await client.send(new DeleteApplicationCommand({ applicationName: "shop" }));
    const { applications } = await client.send(new ListApplicationsCommand({}));
    expect(applications).toEqual([]);
  });

  it("belongs to one region", async () => {
    await create("shop");
    const elsewhere = clientOf((await client.config.endpoint?.().then((e) => `http://${e.hostname}:${e.port}`)) ?? "");
    elsewhere.config.region = () => Promise.resolve("eu-west-1");
    const { applications } = await elsewhere.send(new ListApplicationsCommand({}));
    expect(applications).toEqual([]);
    elsewhere.destroy();
  });

  it("is refused with AWS's error for every bad name or platform", async () => {
    await create("shop");
    expect(await refusal(create("shop"))).toBe(
      "ApplicationAlreadyExistsException: Application already exists with name: shop",
    );
    expect(await refusal(create("my shop"))).toBe(
      'InvalidApplicationNameException: The application name "my shop" is not valid: 1 to 100 letters, digits and . _ + = , @ - are allowed.',
    );
    expect(await refusal(create("x".repeat(101)))).toMatch(/^InvalidApplicationNameException: /);
    expect(await refusal(create(""))).toBe("ApplicationNameRequiredException: The application name was not specified.");
    expect(await refusal(create("other", "Fargate" as "ECS"))).toBe(
      'InvalidComputePlatformException: The compute platform "Fargate" is not valid: it is one of ECS, Lambda, Server.',
    );
    await create("other");
    expect(
      await refusal(
        client.send(new UpdateApplicationCommand({ applicationName: "other", newApplicationName: "shop" })),
      ),
    ).toBe("ApplicationAlreadyExistsException: Application already exists with name: shop");
  });
});

describe("lists of applications", () => {
  it("come in pages of 100 that neither repeat nor skip when one is deleted in between", async () => {
    const names = Array.from({ length: 205 }, (_, index) => `app-${String(index).padStart(3, "0")}`);
    for (const name of names) await create(name);
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const answer = await client.send(new ListApplicationsCommand({ nextToken }));
      seen.push(...(answer.applications ?? []));
      nextToken = answer.nextToken;
      await client.send(new DeleteApplicationCommand({ applicationName: "app-000" }));
    } while (nextToken !== undefined);
    expect(seen).toEqual(names);
    expect(await refusal(client.send(new ListApplicationsCommand({ nextToken: "made-up" })))).toBe(
      'InvalidNextTokenException: The next token "made-up" is not one that a list action returned.',
    );
  });

  it("come in batches of at most 100", async () => {
    await create("a");
    await create("b");
    const { applicationsInfo } = await client.send(new BatchGetApplicationsCommand({ applicationNames: ["b", "a"] }));
    expect(applicationsInfo?.map((info) => info.applicationName)).toEqual(["b", "a"]);
    expect(await refusal(client.send(new BatchGetApplicationsCommand({ applicationNames: [] })))).toBe(
      "ApplicationNameRequiredException: At least one application name must be specified.",
    );
    const tooMany = Array.from({ length: 101 }, () => "a");
    expect(await refusal(client.send(new BatchGetApplicationsCommand({ applicationNames: tooMany })))).toBe(
      "BatchLimitExceededException: A batch takes at most 100 names or ids; 101 were given.",
    );
  });
});

describe("tags", () => {
  it("are added, replaced and removed by key", async () => {
    await create("shop");
    const ResourceArn = arn("shop");
    await client.send(
      new TagResourceCommand({
        ResourceArn,
        Tags: [
          { Key: "Name", Value: "a" },
          { Key: "team", Value: "b" },
        ],
      }),
    );
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "Name", Value: "c" }] }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["team"] }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([{ Key: "Name", Value: "c" }]);
  });

  it.each([
    [undefined, "ResourceArnRequiredException: The ARN of a resource is required."],
    ["shop", 'InvalidArnException: "shop" is not the ARN of a CodeDeploy resource.'],
    [arn("none"), `InvalidArnException: "${arn("none")}" names no resource that exists.`],
    [
      `arn:aws:codedeploy:${REGION}:${ACCOUNT}:deploymentconfig:mine`,
      `ArnNotSupportedException: "arn:aws:codedeploy:${REGION}:${ACCOUNT}:deploymentconfig:mine" cannot have tags: only applications and deployment groups can.`,
    ],
  ])("of %s are refused", async (ResourceArn, message) => {
    expect(await refusal(client.send(new ListTagsForResourceCommand({ ResourceArn })))).toBe(message);
  });

  it.each([
    [arn("none"), "ApplicationDoesNotExistException: No application found for name: none"],
    [
      `arn:aws:codedeploy:${REGION}:${ACCOUNT}:deploymentgroup:shop/none`,
      "DeploymentGroupDoesNotExistException: No Deployment Group found for name: none",
    ],
  ])("are not added to %s nor removed from it: there is none", async (ResourceArn, message) => {
    await create("shop");
    const Tags = [{ Key: "Name", Value: "a" }];
    expect(await refusal(client.send(new TagResourceCommand({ ResourceArn, Tags })))).toBe(message);
    expect(await refusal(client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["Name"] })))).toBe(message);
  });

  it("with a key of AWS, a long value, a repeated key, or beyond fifty are refused", async () => {
    await create("shop");
    const tag = (...Tags: { Key: string; Value?: string }[]) =>
      refusal(client.send(new TagResourceCommand({ ResourceArn: arn("shop"), Tags })));
    const badKey = (key: string) =>
      `InvalidTagsToAddException: The tag key "${key}" is empty, longer than 128 characters, given twice, or begins with "aws:".`;
    expect(await tag({ Key: "aws:x" })).toBe(badKey("aws:x"));
    expect(await tag({ Key: "a" }, { Key: "a" })).toBe(badKey("a"));
    expect(await tag({ Key: "a", Value: "x".repeat(257) })).toBe(
      'InvalidTagsToAddException: The value of tag "a" is longer than 256 characters.',
    );
    expect(await tag(...Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}` })))).toBe(
      "InvalidTagsToAddException: A resource has at most 50 tags; this would make 51.",
    );
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: arn("shop") }));
    expect(Tags).toEqual([]);
  });
});

it("says which action it lacks with status 501, so that callers do not retry", async () => {
  const call = client.send(new AddTagsToOnPremisesInstancesCommand({ tags: [], instanceNames: [] }));
  await expect(call).rejects.toMatchObject({
    name: "NotImplementedException",
    message: "The local AWS has no CodeDeploy action AddTagsToOnPremisesInstances.",
    $metadata: { httpStatusCode: 501 },
  });
});
