import { DescribeListenersCommand, type Listener } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ReleaseContract } from "../lib/release-contract";
import type { Target } from "./environment-contract";
import type { Colour } from "./snapshot";

/** Where a listener sends its requests. */
export interface ListenerState {
  readonly port: number | null;
  readonly weights: readonly {
    readonly targetGroup: string;
    readonly colour: Colour | null;
    readonly percent: number;
  }[];
}

/** What the load balancer itself says of the traffic. */
export interface Listeners {
  readonly production: ListenerState;
  readonly test: ListenerState;
}

export async function loadListeners({ aws, contract }: Target): Promise<Listeners> {
  const { production, test } = contract.listenerArns;
  const { Listeners = [] } = await aws.loadBalancing.send(
    new DescribeListenersCommand({ ListenerArns: [production, test] }),
  );
  const of = (arn: string) =>
    listenerState(
      Listeners.find(({ ListenerArn }) => ListenerArn === arn),
      contract,
    );
  return { production: of(production), test: of(test) };
}

/** Weights as percent. A single target group is given without a weight and takes everything. */
export function listenerState(listener: Listener | undefined, contract: ReleaseContract): ListenerState {
  const forward = listener?.DefaultActions?.find(({ Type }) => Type === "forward");
  const weighted = forward?.ForwardConfig?.TargetGroups ?? [];
  const groups = weighted.length > 0 ? weighted : [{ TargetGroupArn: forward?.TargetGroupArn, Weight: 1 }];
  const total = groups.reduce((sum, { Weight = 1 }) => sum + Weight, 0);
  const weights = groups.flatMap(({ TargetGroupArn: arn, Weight = 1 }) => {
    if (arn === undefined) return [];
    const percent = total === 0 ? 0 : Math.round((Weight / total) * 100);
    return [{ targetGroup: targetGroupName(arn), colour: colourOfTargetGroup(arn, contract), percent }];
  });
  return { port: listener?.Port ?? null, weights: weights.sort((a, b) => b.percent - a.percent) };
}

export function colourOfTargetGroup(arn: string | undefined, { targetGroups }: ReleaseContract): Colour | null {
  return arn === targetGroups.blue.arn ? "blue" : arn === targetGroups.green.arn ? "green" : null;
}

/** "web" of "...:targetgroup/web/73e2d6bc24d8a067". */
function targetGroupName(arn: string): string {
  return arn.split("/")[1] ?? arn;
}
