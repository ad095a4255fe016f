import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { CreateRuleCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { type MotoDependencies, motoDependencies as neighboursOf } from "../../../src/local-aws/codedeploy/clients";
import { MotoClients } from "../../../src/local-aws/moto/moto-clients";
import { forwardsTo, shifted } from "../../../src/local-aws/codedeploy/run/traffic";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import { createSurroundings, type Surroundings } from "../../support/network";
import { REGION } from "./support";

let local: TestGateway;
let around: Surroundings;
let neighbours: MotoDependencies;

beforeAll(async () => {
  local = await startTestGateway();
  around = await createSurroundings(local.aws, "shop");
  neighbours = neighboursOf(new MotoClients(local.gateway.url));
}, 120_000);

afterAll(() => local.close());

describe("load balancers", () => {
  it("are found by name and ARN, or found missing", async () => {
    const { loadBalancers } = neighbours;
    expect(await loadBalancers.targetGroupArn(REGION, "shop-blue")).toBe(around.targetGroups.blue);
    expect(await loadBalancers.targetGroupArn(REGION, "none")).toBeUndefined();
    expect(await loadBalancers.hasListener(REGION, around.listenerArns.test)).toBe(true);
    expect(await loadBalancers.hasListener(REGION, `${around.listenerArns.test}0`)).toBe(false);
  });

  it("take a shift of a listener's default and of its rules, and take it back", async () => {
    const { loadBalancers } = neighbours;
    const { production } = around.listenerArns;
    const { blue, green } = around.targetGroups;
    const rule = await local.aws.elb.send(
      new CreateRuleCommand({
        ListenerArn: production,
        Priority: 10,
        Conditions: [{ Field: "path-pattern", Values: ["/api/*"] }],
        Actions: [{ Type: "forward", TargetGroupArn: blue }],
      }),
    );
    const before = await loadBalancers.routes(REGION, production);
    expect(before.map(({ kind, arn }) => ({ kind, arn }))).toEqual([
      { kind: "listener", arn: production },
      { kind: "rule", arn: rule.Rules?.[0]?.RuleArn },
    ]);
    expect(before.every((route) => forwardsTo(route, [blue]))).toBe(true);
    for (const route of before) {
      await loadBalancers.setActions(REGION, shifted(route, { original: blue, replacement: green }, 30));
    }
    const during = await loadBalancers.routes(REGION, production);
    expect(during).toHaveLength(2);
    for (const { actions } of during) {
      expect(actions[0]?.ForwardConfig?.TargetGroups).toEqual([
        { TargetGroupArn: green, Weight: 30 },
        { TargetGroupArn: blue, Weight: 70 },
      ]);
    }
    for (const route of before) await loadBalancers.setActions(REGION, route);
    expect(await loadBalancers.routes(REGION, production)).toEqual(before);
  });
});

it("alarms are active only in state ALARM", async () => {
  const cloudWatch = new CloudWatchClient({
    region: REGION,
    endpoint: local.gateway.url,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  for (const [AlarmName, StateValue] of [
    ["calm", "OK"],
    ["loud", "ALARM"],
    ["unasked", "ALARM"],
  ] as const) {
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        Namespace: "AWS/ApplicationELB",
        MetricName: "HTTPCode_Target_5XX_Count",
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanThreshold",
      }),
    );
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "test" }));
  }
  cloudWatch.destroy();
  expect(await neighbours.alarms.active(REGION, ["calm", "loud", "none"])).toEqual(["loud"]);
});

it("revisions are read from S3, or found missing", async () => {
  await local.aws.s3.send(
    new CreateBucketCommand({ Bucket: "releases", CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  await local.aws.s3.send(new PutObjectCommand({ Bucket: "releases", Key: "appspec.yaml", Body: "version: 0.0" }));
  const { revisions } = neighbours;
  expect(await revisions.read(REGION, { bucket: "releases", key: "appspec.yaml", eTag: '"other"' })).toBeUndefined();
  expect(await revisions.read(REGION, { bucket: "releases", key: "appspec.yaml" })).toBe("version: 0.0");
  expect(await revisions.read(REGION, { bucket: "releases", key: "none" })).toBeUndefined();
  expect(await revisions.read(REGION, { bucket: "none", key: "none" })).toBeUndefined();
});
