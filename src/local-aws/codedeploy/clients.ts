import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyRuleCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Alarms, LoadBalancers, Revisions, Route } from "./ports";

/** The neighbours of CodeDeploy, asked through their public APIs: a deployment leaves behind what every client sees. */
export interface Neighbours {
  readonly loadBalancers: LoadBalancers;
  readonly alarms: Alarms;
  readonly revisions: Revisions;
}

/** @param endpoint URL that answers for Elastic Load Balancing, CloudWatch and S3 */
export function neighboursAt(endpoint: string): Neighbours {
  const settings = (region: string) => ({
    region,
    endpoint,
    // Any pair is accepted.
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  return {
    loadBalancers: loadBalancers(perRegion((region) => new ElasticLoadBalancingV2Client(settings(region)))),
    alarms: alarms(perRegion((region) => new CloudWatchClient(settings(region)))),
    revisions: revisions(perRegion((region) => new S3Client({ ...settings(region), forcePathStyle: true }))),
  };
}

function loadBalancers(client: (region: string) => ElasticLoadBalancingV2Client): LoadBalancers {
  return {
    async targetGroupArn(region, name) {
      const found = await client(region)
        .send(new DescribeTargetGroupsCommand({ Names: [name] }))
        .catch(absent("TargetGroupNotFoundException"));
      return found?.TargetGroups?.[0]?.TargetGroupArn;
    },

    async hasListener(region, listenerArn) {
      const found = await client(region)
        .send(new DescribeListenersCommand({ ListenerArns: [listenerArn] }))
        .catch(absent("ListenerNotFoundException"));
      return (found?.Listeners?.length ?? 0) > 0;
    },

    async routes(region, listenerArn) {
      const { Listeners = [] } = await client(region).send(
        new DescribeListenersCommand({ ListenerArns: [listenerArn] }),
      );
      const { Rules = [] } = await client(region).send(new DescribeRulesCommand({ ListenerArn: listenerArn }));
      const own = Listeners.map((found): Route => ({
        kind: "listener",
        arn: listenerArn,
        actions: found.DefaultActions ?? [],
      }));
      // The default rule is the listener's default actions under another name.
      const rules = Rules.filter((rule) => rule.IsDefault !== true);
      return [
        ...own,
        ...rules.map((rule): Route => ({ kind: "rule", arn: rule.RuleArn ?? "", actions: rule.Actions ?? [] })),
      ];
    },

    async setActions(region, { kind, arn, actions }) {
      if (kind === "listener") {
        await client(region).send(new ModifyListenerCommand({ ListenerArn: arn, DefaultActions: [...actions] }));
      } else {
        await client(region).send(new ModifyRuleCommand({ RuleArn: arn, Actions: [...actions] }));
      }
    },
  };
}

function alarms(client: (region: string) => CloudWatchClient): Alarms {
  return {
    async active(region, names) {
      const { MetricAlarms = [], CompositeAlarms = [] } = await client(region).send(
        new DescribeAlarmsCommand({ AlarmNames: [...names] }),
      );
      // moto does not filter by state when it is given names.
      return [...MetricAlarms, ...CompositeAlarms].flatMap(({ AlarmName, StateValue }) =>
        StateValue === "ALARM" && AlarmName !== undefined ? [AlarmName] : [],
      );
    },
  };
}

function revisions(client: (region: string) => S3Client): Revisions {
  return {
    async read(region, { bucket, key, version, eTag }) {
      const found = await client(region)
        .send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version, IfMatch: eTag }))
        .catch(absent("NoSuchKey", "NoSuchBucket", "NoSuchVersion", "PreconditionFailed"));
      return found?.Body?.transformToString("utf8");
    },
  };
}

/** Takes AWS's errors of these names for the answer that there is no such thing. */
function absent(...names: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof Error && names.includes(error.name)) return undefined;
    throw error;
  };
}

function perRegion<Client>(make: (region: string) => Client): (region: string) => Client {
  const made = new Map<string, Client>();
  return (region) => {
    const client = made.get(region) ?? make(region);
    made.set(region, client);
    return client;
  };
}
