import { DescribeListenersCommand, DescribeRulesCommand, type Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ReleaseContract } from "../../../release-contract/contract";
import type { Target } from "../target/environment-contract";
import type { Colour } from "./snapshot";

/** Where a listener sends the requests that are the service's. */
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

/** What forwards to the service: its rules, where the contract names any, else the listeners' default actions. */
export async function loadListeners(target: Target): Promise<Listeners> {
  const { aws, contract } = target;
  const { production, test } = contract.listenerArns;
  const [{ Listeners = [] }, rules] = await Promise.all([
    aws.loadBalancing.send(new DescribeListenersCommand({ ListenerArns: [production, test] })),
    loadRules(target),
  ]);
  const of = (which: "production" | "test") => {
    const listener = Listeners.find(({ ListenerArn }) => ListenerArn === contract.listenerArns[which]);
    return listenerState(listener?.Port, rules === undefined ? listener?.DefaultActions : rules[which], contract);
  };
  return { production: of("production"), test: of("test") };
}

/** The actions of the rules; undefined where the service has none and gets everything. */
async function loadRules({ aws, contract }: Target) {
  const arns = contract.listenerRuleArns;
  if (arns === undefined) return undefined;
  const { Rules = [] } = await aws.loadBalancing.send(
    new DescribeRulesCommand({ RuleArns: [arns.production, arns.test] }),
  );
  const of = (arn: string) => Rules.find(({ RuleArn }) => RuleArn === arn)?.Actions;
  return { production: of(arns.production), test: of(arns.test) };
}

/** Weights as percent. A single target group is given without a weight and takes everything. */
export function listenerState(
  port: number | undefined,
  actions: readonly Action[] | undefined,
  contract: ReleaseContract,
): ListenerState {
  const forward = actions?.find(({ Type }) => Type === "forward");
  const weighted = forward?.ForwardConfig?.TargetGroups ?? [];
  const groups = weighted.length > 0 ? weighted : [{ TargetGroupArn: forward?.TargetGroupArn, Weight: 1 }];
  const total = groups.reduce((sum, { Weight = 1 }) => sum + Weight, 0);
  const weights = groups.flatMap(({ TargetGroupArn: arn, Weight = 1 }) => {
    if (arn === undefined) return [];
    const percent = total === 0 ? 0 : Math.round((Weight / total) * 100);
    return [{ targetGroup: targetGroupName(arn), colour: colourOfTargetGroup(arn, contract), percent }];
  });
  return { port: port ?? null, weights: weights.sort((a, b) => b.percent - a.percent) };
}

export function colourOfTargetGroup(arn: string | undefined, { targetGroups }: ReleaseContract): Colour | null {
  return arn === targetGroups.blue.arn ? "blue" : arn === targetGroups.green.arn ? "green" : null;
}

/** "web" of "...:targetgroup/web/73e2d6bc24d8a067". */
function targetGroupName(arn: string): string {
  return arn.split("/")[1] ?? arn;
}
