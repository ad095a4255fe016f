import { CreateServiceCommand, DeleteServiceCommand, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteRuleCommand,
  DeregisterTargetsCommand,
  ModifyListenerCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  type RuleCondition,
  type Action,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OpenLoadBalancer } from "../../../src/local-aws/data-plane";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import { createSurroundings, createTargetGroup, type Surroundings, targetHealth } from "../../support/network";
import { ask, countHeader } from "./http";

const cluster = "shop";
const blue = "shop-blue";
const green = "shop-green";
const HEALTH_CHECK_PATH = "/alive";

let local: TestGateway;
let around: Surroundings;

beforeAll(async () => {
  local = await startTestGateway();
  around = await createSurroundings(local.aws, cluster);
  await runService("blue", around.targetGroups.blue, "registry.example.com:5000/web:1");
  await runService("green", around.targetGroups.green, "registry.example.com:5000/web:2");
}, 120_000);

afterAll(() => local.close());

/** Two tasks of a family of their own behind a target group. */
async function runService(name: string, targetGroupArn: string, image: string): Promise<void> {
  const { ecs } = local.aws;
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "web", image, portMappings: [{ containerPort: 80 }] }],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster,
      serviceName: name,
      taskDefinition: name,
      desiredCount: 2,
      launchType: "FARGATE",
      deploymentController: { type: "CODE_DEPLOY" },
      networkConfiguration: around.network,
      loadBalancers: [{ targetGroupArn, containerName: "web", containerPort: 80 }],
    }),
  );
}

async function loadBalancers(): Promise<OpenLoadBalancer[]> {
  return (await (await fetch(`${local.gateway.url}/_local/load-balancers`)).json()) as OpenLoadBalancer[];
}

/** Where the listener of this port answers. */
async function urlOf(port: number, name = cluster): Promise<string> {
  const loadBalancer = (await loadBalancers()).find((candidate) => candidate.name === name);
  const listener = loadBalancer?.listeners.find((candidate) => candidate.port === port);
  if (listener === undefined) throw new Error(`no listener on port ${port}`);
  return listener.url;
}

async function setWeights(blueWeight: number, greenWeight: number): Promise<void> {
  const TargetGroups = [
    { TargetGroupArn: around.targetGroups.blue, Weight: blueWeight },
    { TargetGroupArn: around.targetGroups.green, Weight: greenWeight },
  ];
  await setProductionAction({ Type: "forward", ForwardConfig: { TargetGroups } });
}

async function setProductionAction(action: Action): Promise<void> {
  const command = new ModifyListenerCommand({ ListenerArn: around.listenerArns.production, DefaultActions: [action] });
  await local.aws.elb.send(command);
}

/** Runs work while the production listener has this further rule. */
async function withRule(
  Priority: number,
  condition: RuleCondition,
  action: Action,
  work: () => Promise<void>,
): Promise<void> {
  const { elb } = local.aws;
  const ListenerArn = around.listenerArns.production;
  const command = new CreateRuleCommand({ ListenerArn, Priority, Conditions: [condition], Actions: [action] });
  const { Rules } = await elb.send(command);
  try {
    await work();
  } finally {
    await elb.send(new DeleteRuleCommand({ RuleArn: Rules?.[0]?.RuleArn }));
  }
}

describe("the ports of listeners", () => {
  test("are listed by load balancer, and lie on 127.0.0.1", async () => {
    const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string;
    const { production, test } = around.listenerArns;
    expect(await loadBalancers()).toEqual([
      {
        name: cluster,
        arn: around.loadBalancerArn,
        dnsName: expect.stringMatching(/^shop-.+\.elb\.amazonaws\.com$/) as string,
        listeners: [
          { arn: production, port: 80, protocol: "HTTP", url },
          { arn: test, port: 8080, protocol: "HTTP", url },
        ],
      },
    ]);
  });

  test("are open once the listener has been created, and closed once it has been deleted", async () => {
    const { elb } = local.aws;
    const action = { Type: "fixed-response", FixedResponseConfig: { StatusCode: "200", MessageBody: "here" } } as const;
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: around.loadBalancerArn,
        Port: 81,
        Protocol: "HTTP",
        DefaultActions: [action],
      }),
    );
    const url = await urlOf(81);
    expect((await ask(url)).body).toBe("here");
    await elb.send(new DeleteListenerCommand({ ListenerArn: Listeners?.[0]?.ListenerArn }));
    await expect(ask(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    expect((await loadBalancers())[0]?.listeners.map(({ port }) => port)).toEqual([80, 8080]);
  });

  test("are closed with their load balancer", async () => {
    const { elb } = local.aws;
    const Subnets = around.network.awsvpcConfiguration.subnets;
    const { LoadBalancers } = await elb.send(new CreateLoadBalancerCommand({ Name: "gone", Subnets }));
    const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn;
    const DefaultActions = [{ Type: "fixed-response" as const, FixedResponseConfig: { StatusCode: "204" } }];
    await elb.send(new CreateListenerCommand({ LoadBalancerArn, Port: 80, Protocol: "HTTP", DefaultActions }));
    const url = await urlOf(80, "gone");
    expect((await ask(url)).status).toBe(204);
    await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    await expect(ask(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    expect((await loadBalancers()).map(({ name }) => name)).toEqual([cluster]);
  });
});

describe("a stand-in task", () => {
  test("shows version, host, image and revision, and headers say which task it is", async () => {
    const { status, headers, body } = await ask(await urlOf(8080));
    expect(status).toBe(200);
    expect(body).toContain("<p>Version: 2</p>");
    expect(body).toMatch(/<p>Host: ip-10-0-[23]-\d+\.ap-northeast-1\.compute\.internal<\/p>/);
    expect(body).toContain("<p>Image: registry.example.com:5000/web:2</p>");
    expect(body).toContain("<p>Task definition: green:1</p>");
    expect(headers).toMatchObject({
      "x-local-aws-target-group": green,
      "x-local-aws-task-set": expect.stringMatching(/^ecs-svc\/\d{19}$/) as string,
      "x-local-aws-task": expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      "x-local-aws-task-definition": "green:1",
    });
  });

  test("takes its turn with the others, each under a host name of its own", async () => {
    const url = await urlOf(80);
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(url)));
    const hosts = answers.map(({ body }) => /<p>Host: (.+)<\/p>/.exec(body)?.[1]);
    expect(new Set(hosts).size).toBe(2);
    expect(hosts.filter((host) => host === hosts[0])).toHaveLength(4);
  });

  test("answers its pages and its health check, and nothing else", async () => {
    const url = await urlOf(80);
    const TargetGroupArn = around.targetGroups.blue;
    await local.aws.elb.send(new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckPath: HEALTH_CHECK_PATH }));
    const paths = ["/", "/index.php?a=1", HEALTH_CHECK_PATH, "/elsewhere"];
    const answers = await Promise.all(paths.map((path) => ask(url + path)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404]);
    expect(answers[3]).toMatchObject({ body: "not found\n", headers: { "x-local-aws-target-group": blue } });
  });

  test("answers HEAD without a body, and POST whatever is sent", async () => {
    const url = await urlOf(80);
    expect(await ask(url, {}, "HEAD")).toMatchObject({ status: 200, body: "" });
    const answer = await fetch(url, { method: "POST", body: "x".repeat(1_000_000) });
    expect(answer.status).toBe(200);
  });
});

describe("weights", () => {
  afterEach(() => setWeights(100, 0));

  test("of 0 and 100 send every request to one side, from the first request on", async () => {
    const url = await urlOf(80);
    for (const [blueWeight, greenWeight, side] of [
      [100, 0, blue],
      [0, 100, green],
      [100, 0, blue],
    ] as const) {
      await setWeights(blueWeight, greenWeight);
      expect(await countHeader(url, "x-local-aws-target-group", 40)).toEqual({ [side]: 40 });
    }
  });

  test("between share requests out within sampling error", async () => {
    await setWeights(80, 20);
    const count = 200;
    const counts = await countHeader(await urlOf(80), "x-local-aws-target-group", count);
    expect((counts[blue] ?? 0) + (counts[green] ?? 0)).toBe(count);
    // Five standard deviations: a right choice fails this once in a million runs.
    const tolerance = 5 * Math.sqrt(count * 0.8 * 0.2);
    expect(Math.abs((counts[green] ?? 0) - count * 0.2)).toBeLessThan(tolerance);
  }, 60_000);
});

describe("a target group", () => {
  test("without targets answers 503 as the load balancer does", async () => {
    const empty = await createTargetGroup(local.aws.elb, around.vpcId, "empty");
    await setProductionAction({ Type: "forward", TargetGroupArn: empty });
    const { status, headers, body } = await ask(await urlOf(80));
    await setWeights(100, 0);
    expect(status).toBe(503);
    expect(headers).toMatchObject({
      server: "awselb/2.0",
      "content-type": "text/html",
      "x-local-aws-target-group": "empty",
    });
    expect(body.split("\r\n")).toEqual([
      "<html>",
      "<head><title>503 Service Temporarily Unavailable</title></head>",
      "<body>",
      "<center><h1>503 Service Temporarily Unavailable</h1></center>",
      "</body>",
      "</html>",
      "",
    ]);
  });

  test("no longer sends requests to a target that was deregistered", async () => {
    const { elb } = local.aws;
    const TargetGroupArn = around.targetGroups.blue;
    const [first] = await targetHealth(elb, TargetGroupArn);
    const Targets = [{ Id: first?.address, Port: first?.port }];
    await elb.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }));
    const url = await urlOf(80);
    expect(Object.values(await countHeader(url, "x-local-aws-task", 6))).toEqual([6]);
    await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
    expect(Object.values(await countHeader(url, "x-local-aws-task", 6))).toEqual([3, 3]);
  });

  test("with a target behind which nobody listens answers 504", async () => {
    const nobody = await createTargetGroup(local.aws.elb, around.vpcId, "nobody");
    await local.aws.elb.send(
      new RegisterTargetsCommand({ TargetGroupArn: nobody, Targets: [{ Id: "10.0.2.77", Port: 80 }] }),
    );
    await setProductionAction({ Type: "forward", TargetGroupArn: nobody });
    const { status, body } = await ask(await urlOf(80));
    await setWeights(100, 0);
    expect(status).toBe(504);
    expect(body).toContain("<h1>504 Gateway Time-out</h1>");
  });
});

test("a fixed response that HTTP does not allow breaks its connection, not the local AWS", async () => {
  const FixedResponseConfig = { StatusCode: "200", ContentType: "text/\u2603", MessageBody: "" };
  await setProductionAction({ Type: "fixed-response", FixedResponseConfig });
  const url = await urlOf(80);
  await expect(ask(url)).rejects.toMatchObject({ code: "ECONNRESET" });
  await setWeights(100, 0);
  expect((await ask(url)).status).toBe(200);
});

describe("a rule", () => {
  const toGreen = (): Action => ({ Type: "forward", TargetGroupArn: around.targetGroups.green });
  const sideOf = async (path: string, headers = {}) =>
    (await ask((await urlOf(80)) + path, headers)).headers["x-local-aws-target-group"];

  test("on a header leads those that have it elsewhere", async () => {
    const condition = {
      Field: "http-header",
      HttpHeaderConfig: { HttpHeaderName: "X-Preview", Values: ["y*"] },
    };
    await withRule(10, condition, toGreen(), async () => {
      expect(await sideOf("/", { "x-preview": "Yes" })).toBe(green);
      expect(await sideOf("/", { "x-preview": "no" })).toBe(blue);
      expect(await sideOf("/")).toBe(blue);
    });
    expect(await sideOf("/", { "x-preview": "Yes" })).toBe(blue);
  });

  test("on the host looks at the Host header without its port", async () => {
    const condition = { Field: "host-header", HostHeaderConfig: { Values: ["*.example.com"] } };
    await withRule(10, condition, toGreen(), async () => {
      expect(await sideOf("/", { host: "Shop.example.com:80" })).toBe(green);
      expect(await sideOf("/", { host: "example.org" })).toBe(blue);
    });
  });

  test("with a lower number goes first", async () => {
    const condition = { Field: "path-pattern", PathPatternConfig: { Values: ["/a*"] } };
    const answer = (text: string): Action => ({
      Type: "fixed-response",
      FixedResponseConfig: { StatusCode: "418", ContentType: "text/plain", MessageBody: text },
    });
    await withRule(20, condition, answer("twenty"), () =>
      withRule(5, condition, answer("five"), async () => {
        expect(await ask(`${await urlOf(80)}/abc`)).toMatchObject({
          status: 418,
          body: "five",
          headers: { "content-type": "text/plain", server: "awselb/2.0" },
        });
        expect(await sideOf("/")).toBe(blue);
      }),
    );
  });

  test("may redirect, and a client of the loopback address is led to the other listener's", async () => {
    const condition = { Field: "path-pattern", PathPatternConfig: { Values: ["/old/*"] } };
    const RedirectConfig = { Port: "8080", Path: "/new", StatusCode: "HTTP_301" as const };
    await withRule(10, condition, { Type: "redirect", RedirectConfig }, async () => {
      const url = `${await urlOf(80)}/old/x?y=1`;
      const byName = await ask(url, { host: "shop.example.com" });
      expect(byName.status).toBe(301);
      expect(byName.headers.location).toBe("http://shop.example.com:8080/new?y=1");
      expect((await ask(url)).headers.location).toBe(`${await urlOf(8080)}/new?y=1`);
    });
  });
});

test("tasks that were stopped answer no more", async () => {
  await local.aws.ecs.send(new DeleteServiceCommand({ cluster, service: "green", force: true }));
  expect((await ask(await urlOf(8080))).status).toBe(503);
  expect((await ask(await urlOf(80))).status).toBe(200);
});

test("without the gateway no port stays open", async () => {
  const another = await startTestGateway();
  await createSurroundings(another.aws, "brief");
  const listed = await fetch(`${another.gateway.url}/_local/load-balancers`);
  const [loadBalancer] = (await listed.json()) as OpenLoadBalancer[];
  const urls = loadBalancer?.listeners.map(({ url }) => url) ?? [];
  expect(urls).toHaveLength(2);
  await another.close();
  for (const url of urls) await expect(ask(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
}, 120_000);
