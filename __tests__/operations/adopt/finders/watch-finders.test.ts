import { PutScalingPolicyCommand, RegisterScalableTargetCommand } from "@aws-sdk/client-application-auto-scaling";
import { PutDashboardCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CreateAliasCommand, CreateKeyCommand, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateServiceCommand } from "@aws-sdk/client-ecs";
import { readDeclaredStack } from "../../../../src/operations/adopt/declared";
import { finders } from "../../../../src/operations/adopt/finders";
import { Search } from "../../../../src/operations/adopt/search";
import { Alarm } from "../../../../src/constructs/monitoring/alarm";
import { AlertTopic } from "../../../../src/constructs/monitoring/alert-topic";
import { Dashboard } from "../../../../src/constructs/monitoring/dashboard";
import { EncryptionKey } from "../../../../src/constructs/shared/encryption-key";
import { ServiceScaling } from "../../../../src/constructs/service/service-scaling";
import { scaling } from "../../../../src/environments/settings/service/scaling";
import { unhealthyTasks } from "../../../../src/constructs/monitoring/metrics";
import { startTestGateway, type TestGateway } from "../../../support/gateway";
import { must } from "../../../support/must";
import { createSurroundings, registerTaskDefinition } from "../../../support/network";
import { jsonOf } from "../../../support/synthesized";

const place = { account: "123456789012", region: "ap-northeast-1" };
const traffic = { loadBalancer: "app/shop/1", targetGroups: { blue: "targetgroup/b/2", green: "targetgroup/g/3" } };
const tasks = { cluster: "shop", service: "shop-web" };

const { resources } = readDeclaredStack(
  JSON.stringify(
    jsonOf((stack) => {
      new EncryptionKey(stack, "key", { ...place, alias: "alias/shop" });
      const topic = new AlertTopic(stack, "topic", { ...place, name: "shop-alerts", emails: ["a@example.com"] });
      const { arn } = new Alarm(stack, "alarm", {
        name: "shop-unhealthy",
        description: "Tasks are unhealthy.",
        measure: unhealthyTasks(traffic),
        bad: { from: 1 },
        minutes: { breaching: 3, of: 5 },
        withoutData: "good",
        topicArn: topic.arn,
      });
      new Dashboard(stack, "dashboard", {
        name: "shop",
        region: place.region,
        traffic,
        tasks,
        containerInsights: true,
        alarmArns: [arn],
        deploymentGroup: { application: "shop-web", name: "shop-web" },
      });
      const schedules = { morning: { cron: "0 8 ? * MON-FRI *" } };
      const settings = scaling.parse({ min: 2, max: 6, cpuPercent: 60, schedules });
      new ServiceScaling(stack, "scaling", { tasks, traffic, scaling: settings });
    }),
  ),
);

describe("finders of what watches a service", () => {
  let local: TestGateway;

  const search = async () => {
    const findings = await new Search(finders, local.aws, new Map()).run(resources);
    return Object.fromEntries(findings.map(({ address, ...finding }) => [address, finding]));
  };
  const found = (importId: string) => ({ outcome: "found", importId });
  const absent = { outcome: "absent" };

  beforeAll(async () => {
    local = await startTestGateway();
  }, 60_000);

  afterAll(() => local.close());

  // The tests are steps: the account starts empty and fills.

  it("find nothing in an empty account", async () => {
    const findings = Object.values(await search());
    expect(findings).toHaveLength(10);
    expect(findings.filter(({ outcome }) => outcome !== "absent")).toEqual([]);
  });

  it("find the key by what it says of itself, and not one that waits for its deletion", async () => {
    const { kms } = local.aws;
    const Description = "Encrypts what belongs to alias/shop";
    const doomed = await kms.send(new CreateKeyCommand({ Description }));
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: doomed.KeyMetadata?.KeyId, PendingWindowInDays: 7 }));
    expect(await search()).toMatchObject({ "aws_kms_key.key": absent, "aws_kms_alias.key_alias": absent });
    const TargetKeyId = must((await kms.send(new CreateKeyCommand({ Description }))).KeyMetadata?.KeyId);
    await kms.send(new CreateAliasCommand({ AliasName: "alias/shop", TargetKeyId }));
    await kms.send(new CreateAliasCommand({ AliasName: "alias/shop-too", TargetKeyId }));
    expect(await search()).toMatchObject({
      "aws_kms_key.key": found(TargetKeyId),
      "aws_kms_alias.key_alias": found("alias/shop"),
    });
  });

  it("find the topic and who hears it, once its link was followed", async () => {
    const { sns } = local.aws;
    await sns.send(new CreateTopicCommand({ Name: "other-shop-alerts" }));
    const TopicArn = must((await sns.send(new CreateTopicCommand({ Name: "shop-alerts" }))).TopicArn);
    const subscription = "aws_sns_topic_subscription.topic_a_40example_2ecom";
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "b@example.com" }));
    expect(await search()).toMatchObject({ "aws_sns_topic.topic": found(TopicArn), [subscription]: absent });
    const subscribe = new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "a@example.com" });
    const { SubscriptionArn } = await sns.send(subscribe);
    expect(await search()).toMatchObject({ [subscription]: found(must(SubscriptionArn)) });
  });

  it("find alarms and dashboards by their whole names", async () => {
    const { cloudWatch } = local.aws;
    const put = (AlarmName: string) =>
      cloudWatch.send(
        new PutMetricAlarmCommand({
          AlarmName,
          ComparisonOperator: "GreaterThanThreshold",
          EvaluationPeriods: 1,
          MetricName: "RequestCount",
          Namespace: "AWS/ApplicationELB",
          Period: 60,
          Statistic: "Sum",
          Threshold: 1,
        }),
      );
    const draw = (DashboardName: string) =>
      cloudWatch.send(new PutDashboardCommand({ DashboardName, DashboardBody: '{"widgets":[]}' }));
    await put("shop-unhealthy-too");
    await draw("shop-too");
    const [alarm, dashboard] = ["aws_cloudwatch_metric_alarm.alarm", "aws_cloudwatch_dashboard.dashboard"];
    expect(await search()).toMatchObject({ [alarm]: absent, [dashboard]: absent });
    await put("shop-unhealthy");
    await draw("shop");
    expect(await search()).toMatchObject({ [alarm]: found("shop-unhealthy"), [dashboard]: found("shop") });
  });

  it("find how the service scales", async () => {
    const { autoScaling, ecs } = local.aws;
    const { network, targetGroups } = await createSurroundings(local.aws, "shop");
    await ecs.send(
      new CreateServiceCommand({
        cluster: "shop",
        serviceName: "shop-web",
        taskDefinition: await registerTaskDefinition(ecs, "shop"),
        desiredCount: 2,
        launchType: "FARGATE",
        networkConfiguration: network,
        loadBalancers: [{ targetGroupArn: targetGroups.blue, containerName: "web", containerPort: 80 }],
      }),
    );
    const target = {
      ServiceNamespace: "ecs",
      ScalableDimension: "ecs:service:DesiredCount",
      ResourceId: "service/shop/shop-web",
    } as const;
    await autoScaling.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 2, MaxCapacity: 6 }));
    const id = "ecs/service/shop/shop-web/ecs:service:DesiredCount";
    expect(await search()).toMatchObject({
      "aws_appautoscaling_target.scaling": found(id),
      "aws_appautoscaling_policy.scaling_cpu": absent,
    });
    await autoScaling.send(
      new PutScalingPolicyCommand({
        ...target,
        PolicyName: "cpu",
        PolicyType: "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 60,
          PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
        },
      }),
    );
    expect(await search()).toMatchObject({
      "aws_appautoscaling_policy.scaling_cpu": found(`${id}/cpu`),
      "aws_appautoscaling_scheduled_action.scaling_schedule_morning": absent,
    });
  });
});
