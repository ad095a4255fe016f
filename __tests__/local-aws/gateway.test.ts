import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { type ClientRequest, request } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateApplicationCommand, ListApplicationsCommand } from "@aws-sdk/client-codedeploy";
import { DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { CreateServiceCommand, ListClustersCommand, SubmitTaskStateChangeCommand } from "@aws-sdk/client-ecs";
import { AttachRolePolicyCommand, CreateRoleCommand, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { startTestGateway, type TestGateway } from "../support/gateway";
import { createSurroundings, registerTaskDefinition } from "../support/network";

let local: TestGateway;

beforeAll(async () => {
  local = await startTestGateway();
}, 120_000);

afterAll(() => local.close());

function control(method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${local.gateway.url}/_local/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
}

describe("the gateway", () => {
  test("listens on 127.0.0.1 only and says who runs", async () => {
    expect(local.gateway.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await control("GET", "status")).json()).toEqual({
      url: local.gateway.url,
      pid: process.pid,
      motoPid: local.gateway.motoPid,
      speed: 1,
      authorityFile: join(local.folder, "ca.pem"),
      faults: { seen: 0, chosen: 0, options: null },
    });
  });

  test("knows the policies that AWS manages", async () => {
    const { iam } = local.aws;
    const RoleName = "execution";
    const PolicyArn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
    await iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' }),
    );
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(AttachedPolicies?.map((policy) => policy.PolicyArn)).toEqual([PolicyArn]);
  });

  test("passes a large object through, byte for byte, both ways", async () => {
    const { s3 } = local.aws;
    const body = randomBytes(24 * 1024 * 1024);
    await s3.send(
      new CreateBucketCommand({ Bucket: "large", CreateBucketConfiguration: { LocationConstraint: "ap-northeast-1" } }),
    );
    await s3.send(new PutObjectCommand({ Bucket: "large", Key: "some/key with space", Body: body }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: "large", Key: "some/key with space" }));
    const read = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect(read.length).toBe(body.length);
    expect(read.equals(body)).toBe(true);
  });

  test("answers 501 in AWS's shape for what moto lacks, so that nobody tries again, and logs it", async () => {
    await expect(local.aws.ecs.send(new SubmitTaskStateChangeCommand({}))).rejects.toMatchObject({
      name: "NotImplemented",
      message: "The local AWS cannot answer ecs SubmitTaskStateChange: moto lacks it or failed on it.",
      $metadata: { httpStatusCode: 501, attempts: 1 },
    });
    expect(local.log()).toMatch(/ unknown ecs SubmitTaskStateChange: NotImplementedError: .+\n/);
  });

  test("survives callers that go away in mid-sentence", async () => {
    const aborted = Array.from({ length: 10 }, () => upload().then((call) => call.destroy()));
    await Promise.all(aborted);
    await garbage();
    const { clusterArns } = await local.aws.ecs.send(new ListClustersCommand({}));
    expect(clusterArns).toEqual([]);
  });
});

describe("faults", () => {
  afterEach(() => control("DELETE", "faults"));

  test("throttle calls in the way each protocol does, and the SDKs try again until it works", async () => {
    await control("POST", "faults", { kind: "throttle", share: 1 });
    const once = { maxAttempts: 1, ...connection() };
    await expect(
      new S3Client({ ...once, forcePathStyle: true }).send(new ListBucketsCommand({})),
    ).rejects.toMatchObject({
      name: "SlowDown",
      message: "Please reduce your request rate.",
      $metadata: { httpStatusCode: 503 },
    });
    const failures = await Promise.allSettled([
      local.aws.ecs.send(new ListClustersCommand({})),
      local.aws.ec2.send(new DescribeVpcsCommand({})),
    ]);
    expect(failures.map((failure) => failure.status === "rejected" && (failure.reason as Error).name)).toEqual([
      "ThrottlingException",
      "RequestLimitExceeded",
    ]);
    // One call of S3, three attempts of each of the two others.
    expect(await (await control("GET", "status")).json()).toMatchObject({ faults: { seen: 7, chosen: 7 } });

    await control("POST", "faults", { kind: "throttle", share: 0.5, services: ["ecs"] });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => local.aws.ecs.send(new ListClustersCommand({})).catch(() => undefined)),
    );
    expect(answers.filter((answer) => answer !== undefined).length).toBeGreaterThan(0);
    expect(local.log()).toMatch(/ fault ecs ListClusters: throttle\n/);
  });

  test("cut the connection of the calls they drop", async () => {
    await control("POST", "faults", { kind: "drop", share: 1, actions: ["ListClusters"] });
    await expect(local.aws.ecs.send(new ListClustersCommand({}))).rejects.toMatchObject({
      message: expect.stringContaining("socket hang up") as string,
      $metadata: { attempts: 3 },
    });
  });

  test("hold back the calls they delay, then answer them", async () => {
    await control("POST", "faults", { kind: "delay", share: 1, milliseconds: 700 });
    const started = Date.now();
    expect((await local.aws.ecs.send(new ListClustersCommand({}))).clusterArns).toEqual([]);
    expect(Date.now() - started).toBeGreaterThanOrEqual(700);
  });

  test.each([
    ["not JSON", "{", /^These faults are not valid: .*JSON/],
    ["an unknown kind", '{"kind":"burn","share":1}', /^These faults are not valid: ✖ Invalid option/],
  ])("are refused when they are %s", async (_name, body, message) => {
    const answer = await fetch(`${local.gateway.url}/_local/faults`, { method: "POST", body });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { message: string }).message).toMatch(message);
  });
});

test("moto's own reset empties what the gateway keeps as well", async () => {
  const { codeDeploy, ecs } = local.aws;
  const openPorts = async () => {
    const loadBalancers = (await (await control("GET", "load-balancers")).json()) as { listeners: { url: string }[] }[];
    return loadBalancers.flatMap(({ listeners }) => listeners.map(({ url }) => url));
  };
  const fill = async () => {
    const { network } = await createSurroundings(local.aws, "shop");
    const taskDefinition = await registerTaskDefinition(ecs, "web");
    const launch = { launchType: "FARGATE", desiredCount: 1, networkConfiguration: network } as const;
    await ecs.send(new CreateServiceCommand({ cluster: "shop", serviceName: "web", taskDefinition, ...launch }));
    await codeDeploy.send(new CreateApplicationCommand({ applicationName: "shop", computePlatform: "ECS" }));
    return openPorts();
  };
  const [port = "", ...others] = await fill();
  expect(others).toHaveLength(1);
  const reset = await fetch(`${local.gateway.url}/moto-api/reset`, { method: "POST" });
  expect([reset.status, await reset.json()]).toEqual([200, { status: "ok" }]);
  expect((await codeDeploy.send(new ListApplicationsCommand({}))).applications).toEqual([]);
  expect(await openPorts()).toEqual([]);
  await expect(fetch(port)).rejects.toThrow("fetch failed");
  expect(await fill()).toHaveLength(2);
});

test("an unknown control path lists the known ones", async () => {
  const answer = await control("GET", "nonsense");
  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({
    message:
      "GET /_local/nonsense is not known. Known: GET /_local/status, GET /_local/load-balancers, POST and DELETE /_local/faults, POST /_local/stop.",
  });
});

function connection() {
  return {
    endpoint: local.gateway.url,
    region: "ap-northeast-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
}

/** The beginning of an upload whose end never comes. */
async function upload(): Promise<ClientRequest> {
  const call = request(`${local.gateway.url}/large/half`, { method: "PUT", headers: { "content-length": "1000000" } });
  call.on("error", () => undefined);
  call.write(Buffer.alloc(1000));
  await sleep(50);
  return call;
}

/** Bytes that are no HTTP at all. */
async function garbage(): Promise<void> {
  const socket = connect(Number(new URL(local.gateway.url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write("\u0000\u0001 nonsense\r\n\r\n");
  await sleep(50);
  socket.destroy();
}
