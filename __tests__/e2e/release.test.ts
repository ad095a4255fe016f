/**
 * Releases of the hands-on that Terraform deployed, seen from outside: by HTTP through its load balancer, by ECS, by
 * Terraform's plan, by the AWS CLI.
 *
 * Elsewhere, with a service built by hand and the same commands in processes of their own:
 * - __tests__/operations/release/commands.test.ts: wrong image, missing contract, no credentials, another account, no network; a release
 *   refused while one runs; time-out; stop with and without rollback; throttling and a network that is away for a while;
 * - __tests__/operations/release/service/scaling.test.ts: scaling suspended and restored, after Ctrl-C and SIGKILL too;
 * - __tests__/lib/aws/errors.test.ts and watch.test.ts: expired credentials, before and while a deployment runs;
 * - __tests__/local-aws/codedeploy/command-line.test.ts: `aws deploy` and `aws ecs deploy` step by step.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { UpdateDeploymentGroupCommand, type UpdateDeploymentGroupCommandInput } from "@aws-sdk/client-codedeploy";
import { DescribeTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import { type Answer, DeployedService } from "./deployed-service";
import { countShares, expectWithinSamplingError } from "./traffic-shares";

jest.setTimeout(240_000);

const name = "ContainerHandsOn";
const canary = ["--config", "CodeDeployDefault.ECSCanary10Percent5Minutes"];
const linear = ["--config", "CodeDeployDefault.ECSLinear10PercentEvery1Minutes"];
/** Takes no wait of an hour: shifts at once, and stops the original as soon as nothing reaches it. */
const withoutWaits = ["--yes", "--continue", "--terminate"];

const distinct = (answers: readonly Answer[], what: keyof Answer) => [
  ...new Set(answers.map((answer) => answer[what])),
];

/** One hands-on; each test goes on where the one before it ended, as a person's days would. */
describe("releases of the deployed hands-on", () => {
  let service: DeployedService;
  let digests: Readonly<Record<"second" | "third" | "fourth", string>>;

  beforeAll(async () => {
    // A minute is two seconds: long enough to count answers under one weight, and to plan in the hour of the ready wait.
    service = await DeployedService.deploy(30);
    digests = {
      second: await service.push("2"),
      third: await service.push("3"),
      fourth: await service.push("4"),
    };
    expect(new Set(Object.values(digests)).size).toBe(3);
  }, 600_000);

  afterAll(() => service.dispose());

  const imageOf = (digest: string) =>
    `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/jaws-days-2022/container-hands-on@${digest}`;

  /** All production traffic, and the service itself, is this colour's and this image's. */
  async function expectLive(colour: "blue" | "green", digest: string): Promise<void> {
    const { revision, taskSets } = await service.service();
    expect(taskSets).toEqual([{ status: "PRIMARY", colour, revision, running: 2 }]);
    expect(await service.weight(colour)).toBe(100);
    const answers = await service.answers(80);
    expect(distinct(answers, "revision")).toEqual([revision]);
    expect(distinct(answers, "image")).toEqual([imageOf(digest)]);
    expect(distinct(answers, "host")).toHaveLength(2);
  }

  it("show the new revision on 8080 and the old one on 80, two tasks each, while they wait", async () => {
    const { code, stdout } = await service.run("release", "--image", "2", "--yes", "--wait-for", "ready");
    expect(stdout).toMatch(/^Deployment d-\w+ is ready: ContainerHandsOn:2 answers test traffic\.$/m);
    expect(code).toBe(0);

    expect(await service.service()).toEqual({
      revision: "ContainerHandsOn:1",
      taskSets: [
        { status: "PRIMARY", colour: "blue", revision: "ContainerHandsOn:1", running: 2 },
        { status: "ACTIVE", colour: "green", revision: "ContainerHandsOn:2", running: 2 },
      ],
    });
    const [original, replacement] = [await service.answers(80), await service.answers(8080)];
    expect(distinct(original, "revision")).toEqual(["ContainerHandsOn:1"]);
    expect(distinct(replacement, "revision")).toEqual(["ContainerHandsOn:2"]);
    expect(distinct(replacement, "image")).toEqual([imageOf(digests.second)]);
    expect(distinct(original, "host")).toHaveLength(2);
    expect(distinct(replacement, "host")).toHaveLength(2);
    expect(distinct([...original, ...replacement], "host")).toHaveLength(4);
    await service.expectEmptyPlan();
  });

  it("move all traffic to the tasks that were tried, and stop the old ones", async () => {
    const tried = distinct(await service.answers(8080), "host").sort();
    const { code, stdout } = await service.run("release", "--continue", "--terminate");
    expect(stdout).toMatch(/^Deployment d-\w+ succeeded: ContainerHandsOn:2 serves all traffic\.$/m);
    expect(code).toBe(0);
    await expectLive("green", digests.second);
    expect(distinct(await service.answers(80), "host").sort()).toEqual(tried);
    expect(distinct(await service.answers(8080), "host").sort()).toEqual(tried);
    await service.expectEmptyPlan();
  });

  it("send a tenth of the requests to a canary before all of them, back to blue", async () => {
    const ended = service.run("release", "--image", "3", ...canary, ...withoutWaits);
    const shares = await countShares(service, "blue", "ContainerHandsOn:2", ended);
    expect((await ended).code).toBe(0);
    expect(shares.map(({ percent }) => percent)).toEqual([0, 10, 100]);
    shares.forEach(expectWithinSamplingError);
    await expectLive("blue", digests.third);
  });

  it("answer a conformance run as the committed record says, and leave no trace that Terraform would see", async () => {
    const before = await service.service();
    // Where it differs and shall: docs/conformance.md says how to make the record anew.
    const { code, stdout } = await service.run("conformance", "--yes", "--compare", "docs/conformance/local-aws.json");
    expect(stdout).toMatch(
      /^No difference between docs\/conformance\/local-aws\.json and conformance-hands-on-web-\S+\.json\.$/m,
    );
    expect(code).toBe(0);
    expect(await service.service()).toEqual(before);
    await expectLive("blue", digests.third);
    await service.expectEmptyPlan();
  });

  it("shift tenth by tenth when linear, whether or not anybody still watches", async () => {
    const release = service.start("release", "--image", "2", ...linear, ...withoutWaits);
    const killed = (async () => {
      await service.untilWeight("green", (percent) => percent >= 30);
      release.child.kill("SIGKILL");
      expect(await release.outcome).toMatchObject({ code: null, signal: "SIGKILL" });
    })();
    const finished = killed.then(async () => {
      const seen = await service.run("status", "--json");
      const watch = service.start("status", "--watch");
      await service.untilWeight("green", (percent) => percent === 100);
      return { seen, ended: await service.run("release", "--terminate"), watched: await watch.outcome };
    });
    const shares = await countShares(service, "green", "ContainerHandsOn:3", finished);

    expect(shares.map(({ percent }) => percent)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    shares.forEach(expectWithinSamplingError);
    const { seen, ended, watched } = await finished;
    const { revision } = await service.service();
    expect(JSON.parse(seen.stdout)).toMatchObject({
      live: { revision: "ContainerHandsOn:3", colour: "blue" },
      taskSets: [{ colour: "blue" }, { colour: "green", revision }],
      deployment: { status: "InProgress", config: linear[1], waitsFor: null },
    });
    const succeeded = new RegExp(`^Deployment d-\\w+ succeeded: ${revision} serves all traffic\\.$`, "m");
    expect(ended.stdout).toMatch(succeeded);
    expect(watched.stdout).toMatch(succeeded);
    expect([ended.code, watched.code]).toEqual([0, 0]);
    await expectLive("green", digests.second);
  });

  it("are rolled back by an alarm during the shift, and exit 3", async () => {
    const cloudWatch = new CloudWatchClient({
      endpoint: service.sandbox.endpoint(),
      region: "ap-northeast-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const AlarmName = "ContainerHandsOn-5xx";
    const setAlarm = (StateValue: "OK" | "ALARM") =>
      cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "set by a test" }));
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        Namespace: "AWS/ApplicationELB",
        MetricName: "HTTPCode_Target_5XX_Count",
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
      }),
    );
    await setAlarm("OK");
    const updateGroup = (changed: Partial<UpdateDeploymentGroupCommandInput>) =>
      service.aws.codeDeploy.send(
        new UpdateDeploymentGroupCommand({ applicationName: name, currentDeploymentGroupName: name, ...changed }),
      );
    await updateGroup({
      alarmConfiguration: { enabled: true, alarms: [{ name: AlarmName }] },
      autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_STOP_ON_ALARM"] },
    });

    const ended = service.run("release", "--image", "3", ...canary, ...withoutWaits);
    await service.untilWeight("blue", (percent) => percent === 10);
    await setAlarm("ALARM");
    const { code, stdout } = await ended;
    expect(stdout).toContain(`Activated alarms: ${AlarmName} (ALARM_ACTIVE).`);
    expect(stdout).toMatch(/ Deployment d-\w+ rolled it back: the original revision serves all traffic\.$/m);
    expect(code).toBe(3);
    await expectLive("green", digests.second);

    await updateGroup({
      alarmConfiguration: { enabled: false, alarms: [] },
      autoRollbackConfiguration: { enabled: false, events: [] },
    });
  });

  it("are undone by a rollback to the revision that served before", async () => {
    const { code, stdout } = await service.run("rollback", ...withoutWaits);
    expect(stdout).toMatch(/^Deployment d-\w+ succeeded: ContainerHandsOn:3 serves all traffic\.$/m);
    expect(code).toBe(0);
    await expectLive("blue", digests.third);
  });

  it("may come from the AWS CLI as well, and be continued by ours; Terraform sees neither", async () => {
    const { taskDefinition } = await service.aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: name }));
    const { family, containerDefinitions, cpu, memory, networkMode, requiresCompatibilities, executionRoleArn } =
      taskDefinition ?? {};
    const container = { ...containerDefinitions?.[0], image: imageOf(digests.fourth) };
    const write = (file: string, content: object): string => {
      const path = join(service.sandbox.root, file);
      writeFileSync(path, JSON.stringify(content));
      return path;
    };
    const definition = write("task-definition.json", {
      ...{ family, cpu, memory, networkMode, requiresCompatibilities, executionRoleArn },
      containerDefinitions: [container],
    });
    const properties = { TaskDefinition: "", LoadBalancerInfo: { ContainerName: name, ContainerPort: 80 } };
    const appSpec = write("appspec.json", {
      version: 0,
      Resources: [{ TargetService: { Type: "AWS::ECS::Service", Properties: properties } }],
    });
    const deploy = service.sandbox.run(
      "aws",
      // prettier-ignore
      ["ecs", "deploy", "--cluster", name, "--service", name, "--codedeploy-application", name,
        "--codedeploy-deployment-group", name, "--task-definition", definition, "--codedeploy-appspec", appSpec],
      service.env,
    );
    await service.untilReady();
    expect((await service.run("release", "--continue", "--terminate")).code).toBe(0);
    const { stdout } = await service.sandbox.expectSuccess(deploy);
    const { revision } = await service.service();
    expect(stdout).toMatch(new RegExp(`Successfully deployed \\S+/${revision} to service '${name}'`));
    await expectLive("green", digests.fourth);
    await service.expectEmptyPlan();
  });

  describe("with a smoke test, which the environment has come to ask for", () => {
    it("gain it by a deploy that touches neither service nor listeners", async () => {
      const before = await service.service();
      const file = join(service.sandbox.root, "src/environments/hands-on.ts");
      const given = readFileSync(file, "utf8");
      const asked = given.replace(
        "rollbackOnFailure: false,",
        `rollbackOnFailure: true,
         hooks: { afterAllowTestTraffic: { path: "/", expectBody: "@${digests.third}", attempts: 1 } },`,
      );
      expect(asked).not.toBe(given);
      writeFileSync(file, asked);
      const { stdout } = await service.sandbox.expectSuccess(
        service.sandbox.local("npx", ["cdktf", "deploy", "hands-on", "--auto-approve", "--skip-provider-lock"]),
      );
      // Function, role, rights and log; the deployment group and the contract change.
      expect(stdout).toContain("4 to add, 2 to change, 0 to destroy.");
      expect(await service.service()).toEqual(before);
      await expectLive("green", digests.fourth);
    });

    it("are rolled back when it fails, and exit 3", async () => {
      const { code, stdout, stderr } = await service.run("release", "--image", "2", ...withoutWaits);
      expect(stderr).toContain("AfterAllowTestTraffic Failed");
      expect(stdout).toMatch(/ Deployment d-\w+ rolled it back: the original revision serves all traffic\.$/m);
      expect(code).toBe(3);
      await expectLive("green", digests.fourth);
      expect(distinct(await service.answers(8080), "image")).toEqual([imageOf(digests.fourth)]);
    });

    it("take all traffic when it passes, and exit 0", async () => {
      const { code, stderr } = await service.run("release", "--image", "3", ...withoutWaits);
      expect(stderr).toContain("AfterAllowTestTraffic Succeeded");
      expect(code).toBe(0);
      await expectLive("blue", digests.third);
      await service.expectEmptyPlan();
    });
  });
});
