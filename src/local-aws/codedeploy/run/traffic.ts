import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ListenerRoute } from "../checks/ports";

/** Where traffic comes from and goes to in a deployment: ARNs of the pair's target groups. */
export interface Pair {
  readonly original: string;
  readonly replacement: string;
}

/** Whether a route forwards to a target group of the pair. */
export function forwardsTo(route: ListenerRoute, targetGroups: readonly string[]): boolean {
  return route.actions.some((action) => targetsOf(action).some(({ arn }) => targetGroups.includes(arn)));
}

/**
 * The share of each target group that a route sends requests to, as a text: equal for routes that send them to the same
 * groups in the same proportion, in whatever form.
 */
export function weightsOf(route: ListenerRoute | undefined): string {
  const weights = (route?.actions ?? []).flatMap(targetsOf).filter(({ weight }) => weight > 0);
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  return weights
    .map(({ arn, weight }) => `${arn} ${weight / total}`)
    .sort()
    .join(", ");
}

/**
 * The route with this percentage going to the replacement. Since late 2022 CodeDeploy leaves both target groups on
 * the route, the idle one with weight 0, so that its health checks run.
 */
export function shifted(route: ListenerRoute, { original, replacement }: Pair, percent: number): ListenerRoute {
  const forward: Action = {
    Type: "forward",
    ForwardConfig: {
      TargetGroups: [
        { TargetGroupArn: replacement, Weight: percent },
        { TargetGroupArn: original, Weight: 100 - percent },
      ],
    },
  };
  return {
    ...route,
    actions: route.actions.map((action) =>
      action.Type === "forward"
        ? { ...forward, ...orderOf(action), ForwardConfig: keepStickiness(action, forward) }
        : action,
    ),
  };
}

function keepStickiness(action: Action, forward: Action): NonNullable<Action["ForwardConfig"]> {
  const stickiness = action.ForwardConfig?.TargetGroupStickinessConfig;
  return {
    ...forward.ForwardConfig,
    ...(stickiness !== undefined && { TargetGroupStickinessConfig: stickiness }),
  };
}

function orderOf({ Order }: Action): Pick<Action, "Order"> {
  return Order === undefined ? {} : { Order };
}

/** Without a weight, a target group has the weight 1. */
function targetsOf(action: Action): readonly { readonly arn: string; readonly weight: number }[] {
  if (action.Type !== "forward") return [];
  const weighted = action.ForwardConfig?.TargetGroups ?? [];
  return weighted.length > 0
    ? weighted.map(({ TargetGroupArn = "", Weight = 1 }) => ({ arn: TargetGroupArn, weight: Weight }))
    : [{ arn: action.TargetGroupArn ?? "", weight: 1 }];
}
