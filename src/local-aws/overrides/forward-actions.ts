/**
 * Forward actions in the parameters of a query call: `DefaultActions.member.1.ForwardConfig.TargetGroups.member.2...`
 * (listeners) or `Actions.member.1...` (rules).
 */
const ACTION = /^((?:Default)?Actions\.member\.\d+)\.Type$/;
const GROUP = /^ForwardConfig\.TargetGroups\.member\.(\d+)\.TargetGroupArn$/;

export interface WeightedTargetGroup {
  readonly arn: string;
  /** Undefined if left out: AWS takes 1. */
  readonly weight: number | undefined;
}

/** Every target group that a call would have requests sent to. */
export function allTargetGroupsInForwards(given: URLSearchParams): WeightedTargetGroup[] {
  return forwardPrefixes(given).flatMap((prefix) => {
    const single = given.get(`${prefix}.TargetGroupArn`);
    return [...(single === null ? [] : [{ arn: single, weight: undefined }]), ...weighted(given, prefix)];
  });
}

/**
 * AWS answers a forward to one target group in both ways, as TargetGroupArn and as ForwardConfig; moto answers it the
 * way it was given. So it is given both.
 */
export function normalizeForwards(given: URLSearchParams): URLSearchParams {
  const both = new URLSearchParams(given);
  for (const prefix of forwardPrefixes(given)) {
    const single = given.get(`${prefix}.TargetGroupArn`);
    const groups = weighted(given, prefix);
    const [only] = groups;
    if (single !== null && only === undefined) {
      both.set(`${prefix}.ForwardConfig.TargetGroups.member.1.TargetGroupArn`, single);
      both.set(`${prefix}.ForwardConfig.TargetGroups.member.1.Weight`, "1");
    } else if (single === null && groups.length === 1 && only !== undefined) {
      both.set(`${prefix}.TargetGroupArn`, only.arn);
    }
  }
  return both;
}

function forwardPrefixes(given: URLSearchParams): string[] {
  return [...given].flatMap(([name, value]) => (value === "forward" ? (ACTION.exec(name)?.[1] ?? []) : []));
}

function weighted(given: URLSearchParams, prefix: string): WeightedTargetGroup[] {
  return [...given].flatMap(([name, arn]) => {
    const index = name.startsWith(`${prefix}.`) ? GROUP.exec(name.slice(prefix.length + 1))?.[1] : undefined;
    if (index === undefined) return [];
    const weight = given.get(`${prefix}.ForwardConfig.TargetGroups.member.${index}.Weight`);
    return [{ arn, weight: weight === null ? undefined : Number(weight) }];
  });
}
