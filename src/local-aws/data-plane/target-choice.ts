import type { Action, TargetGroupTuple, TargetHealthDescription } from "@aws-sdk/client-elastic-load-balancing-v2";

/** The target groups of a forward action with their weights; a single one may stand in the API's older form. */
export function weightedGroups({ ForwardConfig, TargetGroupArn }: Action): readonly TargetGroupTuple[] {
  if (ForwardConfig?.TargetGroups !== undefined) return ForwardConfig.TargetGroups;
  return TargetGroupArn === undefined ? [] : [{ TargetGroupArn }];
}

/**
 * Chooses a target group at random, each with the probability of its weight's part of all weights: as on AWS, shares
 * are met on average, and a weight of 0 gets nothing.
 *
 * @param random a number in [0, 1)
 */
export function chooseGroup(groups: readonly TargetGroupTuple[], random: number): string | undefined {
  const total = groups.reduce((sum, group) => sum + weightOf(group), 0);
  let left = random * total;
  for (const group of groups) {
    if (left < weightOf(group)) return group.TargetGroupArn;
    left -= weightOf(group);
  }
  return undefined;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html */
function weightOf({ Weight }: TargetGroupTuple): number {
  return Weight ?? 1;
}

/** The targets that get traffic: the healthy ones, or, if all are unhealthy, these (a load balancer "fails open"). */
export function eligible(targets: readonly TargetHealthDescription[]): readonly TargetHealthDescription[] {
  const inState = (state: string) => targets.filter(({ TargetHealth }) => TargetHealth?.State === state);
  const healthy = inState("healthy");
  return healthy.length > 0 ? healthy : inState("unhealthy");
}

/** Takes the items of each list in turn. */
export class RoundRobin {
  private readonly turns = new Map<string, number>();

  next<Item>(key: string, items: readonly Item[]): Item | undefined {
    const turn = this.turns.get(key) ?? 0;
    this.turns.set(key, turn + 1);
    return items[turn % items.length];
  }
}
