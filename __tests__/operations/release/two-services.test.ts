import { RegisterScalableTargetCommand } from "@aws-sdk/client-application-auto-scaling";
import { ListDeploymentsCommand } from "@aws-sdk/client-codedeploy";
import { DescribeServicesCommand, ListTaskDefinitionsCommand } from "@aws-sdk/client-ecs";
import {
  CreateRuleCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  ModifyRuleCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { DeleteParameterCommand } from "@aws-sdk/client-ssm";
import { localAwsEnvironment } from "../../../src/local-aws/environment";
import { release } from "../../../src/operations/release/release";
import { rollback } from "../../../src/operations/release/rollback";
import { status } from "../../../src/operations/release/status";
import { formatStatus } from "../../../src/operations/release/output/status-text";
import { deployShop, type DeployedShop, type ShopService } from "./support/deployed-shop";
import { RecordedOutput } from "./support/recorded-output";
import { parseReleaseOptions, parseRollbackOptions, parseStatusOptions } from "../../cli/parsed";

jest.mock("../../../src/environments", () => jest.requireActual<object>("./support/shop-environments"));
jest.mock("../../../src/operations/release/deployment/poll-delay", () => ({ pollDelay: () => 100 }));
jest.setTimeout(120_000);

/** One environment with two services; each test goes on where the one before it ended. */
describe("two services behind one load balancer", () => {
  const before = { ...process.env };
  let shop: DeployedShop;

  beforeAll(async () => {
    shop = await deployShop();
    Object.assign(process.env, localAwsEnvironment(shop.gateway.url, shop.folder));
    await shop.push("web", "v2");
    await shop.push("api", "v2");
  });

  afterAll(async () => {
    process.env = before;
    await shop.close();
  });

  async function run<Options>(
    parse: (args: readonly string[]) => Options,
    body: (options: Options, output: RecordedOutput) => Promise<number>,
    args: string,
  ) {
    const output = new RecordedOutput();
    return { code: await body(parse(args.split(" ")), output), output };
  }

  const releaseOf = (args: string) => run(parseReleaseOptions, release, args);
  const rollbackOf = (args: string) => run(parseRollbackOptions, rollback, args);
  const statusOf = (args: string) => run(parseStatusOptions, status, args);

  /** Everything that a release of a service may touch, and one of another may not. */
  async function stateOf(service: ShopService) {
    const { cluster, service: name, listenerRuleArns, codeDeploy } = shop.contracts[service];
    const { services } = await shop.aws.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
    const { Rules } = await shop.aws.elb.send(
      new DescribeRulesCommand({ RuleArns: [listenerRuleArns?.production ?? "", listenerRuleArns?.test ?? ""] }),
    );
    const { taskDefinitionArns } = await shop.aws.ecs.send(new ListTaskDefinitionsCommand({ familyPrefix: name }));
    const { deployments } = await shop.aws.codeDeploy.send(
      new ListDeploymentsCommand({
        applicationName: codeDeploy.application,
        deploymentGroupName: codeDeploy.deploymentGroup,
      }),
    );
    const [found] = services ?? [];
    expect(found?.taskSets?.length).toBeGreaterThan(0);
    expect(Rules).toHaveLength(2);
    return { service: found, rules: Rules, revisions: taskDefinitionArns, deployments };
  }

  async function defaultActions() {
    const { production, test } = shop.listenerArns;
    const { Listeners = [] } = await shop.aws.elb.send(
      new DescribeListenersCommand({ ListenerArns: [production, test] }),
    );
    expect(Listeners).toHaveLength(2);
    return Listeners.map(({ DefaultActions }) => DefaultActions);
  }

  /** "web: production blue, test green" */
  async function traffic(service: ShopService): Promise<string> {
    const { output } = await statusOf(`shop --service ${service}`);
    expect(output.reports).toHaveLength(1);
    const [report] = output.reports;
    const of = (which: "production" | "test") =>
      report?.listeners[which].weights.find(({ percent }) => percent === 100)?.colour ?? "nobody";
    return `${service}: production ${of("production")}, test ${of("test")}`;
  }

  it("are both shown by a status, one after the other, each by its own rules", async () => {
    const { code, output } = await statusOf("shop");
    expect(code).toBe(0);
    expect(
      output.reports.map(({ serviceKey, service, live, listeners }) => ({ serviceKey, service, live, listeners })),
    ).toEqual(
      (["web", "api"] as const).map((key) => ({
        serviceKey: key,
        service: `Shop-${key}`,
        live: {
          revision: `Shop-${key}:1`,
          colour: "blue",
          image: `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop/${key}:v1`,
        },
        listeners: {
          production: { port: 80, weights: [{ targetGroup: `Shop-${key}-blue`, colour: "blue", percent: 100 }] },
          test: { port: 8080, weights: [{ targetGroup: `Shop-${key}-green`, colour: "green", percent: 100 }] },
        },
      })),
    );
  });

  it("are shown as far as they are deployed", async () => {
    await shop.aws.ssm.send(new DeleteParameterCommand({ Name: "/shop/web/release-contract" }));
    const output = new RecordedOutput();
    await expect(status(parseStatusOptions(["shop"]), output)).rejects.toThrow(
      "- The service web of shop has no release contract: there is no SSM parameter /shop/web/release-contract in ap-northeast-1.\n" +
        "  Deploy the environment first (npx cdktf deploy shop), or use the credentials of the account it is in.",
    );
    expect(output.reports.map(({ serviceKey }) => serviceKey)).toEqual(["api"]);
    await shop.publish("web");
  });

  it("leave each other alone: a release of one changes nothing of the other's, nor the default actions", async () => {
    const [others, defaults] = [await stateOf("web"), await defaultActions()];
    const { code, output } = await releaseOf("shop --service api --image v2 --yes --continue --terminate");
    expect(output.results).toEqual([
      expect.stringMatching(/^Deployment d-\w+ succeeded: Shop-api:2 serves all traffic\.$/),
    ]);
    expect(code).toBe(0);
    expect(await traffic("api")).toBe("api: production green, test green");
    expect(await stateOf("web")).toEqual(others);
    expect(await defaultActions()).toEqual(defaults);
  });

  it("are released at the same time, each with its own scaling suspended, and each follow-up names its own", async () => {
    for (const key of ["web", "api"] as const) {
      const scalingResourceId = `service/Shop/Shop-${key}`;
      const target = { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" } as const;
      await shop.aws.autoScaling.send(
        new RegisterScalableTargetCommand({ ...target, ResourceId: scalingResourceId, MinCapacity: 2, MaxCapacity: 6 }),
      );
      await shop.publish(key, { scalingResourceId });
    }
    const [web, api] = await Promise.all([
      releaseOf("shop --service web --image v2 --yes --wait-for ready"),
      rollbackOf("shop --service api --yes --wait-for ready"),
    ]);
    expect([web.code, api.code]).toEqual([0, 0]);
    for (const { notes } of [web.output, api.output]) {
      expect(notes.filter((note) => note.startsWith("Scaling"))).toEqual([
        "Scaling is suspended until the traffic has shifted.",
        "Scaling is restored.",
      ]);
    }
    expect(await traffic("web")).toBe("web: production blue, test green");
    expect(await traffic("api")).toBe("api: production green, test blue");
    const { output } = await statusOf("shop");
    expect(output.reports.map(({ deployment }) => deployment?.waitsFor)).toEqual(["traffic", "traffic"]);
    const texts = output.reports.map(formatStatus);
    for (const [index, key] of ["web", "api"].entries()) {
      expect(texts[index]).toContain(`Shift it: npm run release -- shop --service ${key} --continue\n`);
    }
  });

  it("refuse a second release of the one that is being released, naming its commands alone", async () => {
    const [id] = (await stateOf("web")).deployments ?? [];
    await expect(releaseOf("shop --service web --image v1 --yes")).rejects.toThrow(
      `- Deployment ${id ?? ""} is running (Ready).\n` +
        "  Watch it: npm run status -- shop --service web --watch. " +
        "Shift its traffic: npm run release -- shop --service web --continue. " +
        "Stop it and roll back: npm run rollback -- shop --service web.",
    );
  });

  it("go on one by one: continuing one leaves the other waiting", async () => {
    const waiting = await stateOf("api");
    const { code } = await releaseOf("shop --service web --continue --terminate");
    expect(code).toBe(0);
    expect(await traffic("web")).toBe("web: production green, test green");
    expect(await stateOf("api")).toEqual(waiting);
  });

  it("are stopped one by one: rolling one back leaves the other's release in place", async () => {
    const released = await stateOf("web");
    const { code } = await rollbackOf("shop --service api --yes");
    expect(code).toBe(0);
    expect(await traffic("api")).toBe("api: production green, test green");
    expect(await stateOf("web")).toEqual(released);
  });

  it("fail to release, and change nothing, while a rule forwards to the target group that is not live", async () => {
    const { listenerArns, targetGroups } = shop.contracts.web;
    const { Rules } = await shop.aws.elb.send(
      new CreateRuleCommand({
        ListenerArn: listenerArns.production,
        Priority: 5,
        Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/new/*"] } }],
        Actions: [{ Type: "forward", TargetGroupArn: targetGroups.blue.arn }],
      }),
    );
    const [{ RuleArn } = {}] = Rules ?? [];
    const { rules } = await stateOf("web");
    const failed = await releaseOf("shop --service web --image v1 --yes --continue");
    expect(failed.output.results).toEqual([
      expect.stringMatching(
        /^Deployment d-\w+ failed at Install: The ELB could not be updated due to the following error: Primary taskset target group must be behind listener arn:\S+ \(ELASTIC_LOAD_BALANCING_INVALID\)\. Deployment d-\w+ rolled it back: the original revision serves all traffic\.$/,
      ),
    ]);
    expect(failed.code).toBe(3);
    expect((await stateOf("web")).rules).toEqual(rules);

    const Actions = [{ Type: "forward" as const, TargetGroupArn: targetGroups.green.arn }];
    await shop.aws.elb.send(new ModifyRuleCommand({ RuleArn, Actions }));
    const mended = await releaseOf("shop --service web --image v1 --yes --continue --terminate");
    expect(mended.code).toBe(0);
    expect(await traffic("web")).toBe("web: production blue, test blue");
  });
});
