import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { unlessMissing } from "../../lib/unless-missing";
import type { MotoClients } from "../moto/moto-clients";
import type { Alarms, LoadBalancers, Revisions, ListenerRoute } from "./checks/ports";

/** The neighbours of CodeDeploy, asked through their public APIs: a deployment leaves behind what every client sees. */
export interface MotoDependencies {
  readonly loadBalancers: LoadBalancers;
  readonly alarms: Alarms;
  readonly revisions: Revisions;
}

export function motoDependencies(clients: Pick<MotoClients, "cloudWatch" | "loadBalancing" | "s3">): MotoDependencies {
  return {
    loadBalancers: loadBalancers(clients.loadBalancing),
    alarms: alarms(clients.cloudWatch),
    revisions: revisions(clients.s3),
  };
}

function loadBalancers(client: MotoClients["loadBalancing"]): LoadBalancers {
  return {
    async targetGroupArn(region, name) {
      const found = await unlessMissing(
        client(region).send(new DescribeTargetGroupsCommand({ Names: [name] })),
        "TargetGroupNotFoundException",
      );
      return found?.TargetGroups?.[0]?.TargetGroupArn;
    },

    async hasListener(region, listenerArn) {
      const found = await unlessMissing(
        client(region).send(new DescribeListenersCommand({ ListenerArns: [listenerArn] })),
        "ListenerNotFoundException",
      );
      return (found?.Listeners?.length ?? 0) > 0;
    },

    async routes(region, listenerArn) {
      const { Listeners = [] } = await client(region).send(
        new DescribeListenersCommand({ ListenerArns: [listenerArn] }),
      );
      const { Rules = [] } = await client(region).send(new DescribeRulesCommand({ ListenerArn: listenerArn }));
      const own = Listeners.map((found): ListenerRoute => ({
        kind: "listener",
        arn: listenerArn,
        actions: found.DefaultActions ?? [],
      }));
      // The default rule is the listener's default actions under another name.
      const rules = Rules.filter((rule) => rule.IsDefault !== true);
      return [
        ...own,
        ...rules.map((rule): ListenerRoute => ({ kind: "rule", arn: rule.RuleArn ?? "", actions: rule.Actions ?? [] })),
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

function alarms(client: MotoClients["cloudWatch"]): Alarms {
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

function revisions(client: MotoClients["s3"]): Revisions {
  return {
    async read(region, { bucket, key, version, eTag }) {
      const found = await unlessMissing(
        client(region).send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version, IfMatch: eTag })),
        "NoSuchKey",
        "NoSuchBucket",
        "NoSuchVersion",
        "PreconditionFailed",
      );
      return found?.Body?.transformToString("utf8");
    },
  };
}
