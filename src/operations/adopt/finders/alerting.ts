import { DescribeAlarmsCommand, ListDashboardsCommand } from "@aws-sdk/client-cloudwatch";
import { paginateListSubscriptionsByTopic, paginateListTopics } from "@aws-sdk/client-sns";
import { unlessMissing } from "../../../lib/unless-missing";
import { finder, ids, present, type Match } from "../finder";

export const alarm = finder(["alarm_name"], async ({ alarm_name: name }, { cloudWatch }) => {
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  return present(MetricAlarms).map(({ AlarmArn: arn = "" }) => ({ importId: name, attributes: { id: name, arn } }));
});

export const dashboard = finder(["dashboard_name"], async ({ dashboard_name: name }, { cloudWatch }) => {
  const { DashboardEntries } = await cloudWatch.send(new ListDashboardsCommand({ DashboardNamePrefix: name }));
  return ids(
    present(DashboardEntries)
      .map(({ DashboardName }) => DashboardName)
      .filter((found) => found === name),
  );
});

/** A topic is asked for by its ARN alone, which ends in its name. */
export const topic = finder(["name"], async ({ name }, { sns }) => {
  const matches: Match[] = [];
  for await (const { Topics } of paginateListTopics({ client: sns }, {})) {
    for (const arn of present(Topics?.map(({ TopicArn }) => TopicArn))) {
      if (arn.endsWith(`:${name}`)) matches.push({ importId: arn, attributes: { id: arn, arn } });
    }
  }
  return matches;
});

/** One that was never confirmed has no ARN to import: subscribing again sends its link once more and harms nobody. */
export const subscription = finder(["topic_arn", "protocol", "endpoint"], async (identity, { sns }) => {
  const { topic_arn: TopicArn, protocol, endpoint } = identity;
  const matches: (string | undefined)[] = [];
  const pages = paginateListSubscriptionsByTopic({ client: sns }, { TopicArn });
  const read = async () => {
    for await (const { Subscriptions } of pages) {
      const found = present(Subscriptions).filter((one) => one.Protocol === protocol && one.Endpoint === endpoint);
      matches.push(...found.map(({ SubscriptionArn }) => SubscriptionArn));
    }
  };
  await unlessMissing(read(), "NotFoundException");
  return ids(matches.filter((arn) => arn?.startsWith("arn:")));
});
