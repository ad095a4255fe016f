import type { Party } from "../../../lib/aws/security-group-rules";
import type { Change } from "../plan/change";
import type { PriorResource } from "../plan/plan-json";
import { groupsAfter } from "./planned-security-groups";
import { isRemoved, priorOf, type Subject } from "../plan/subject";
import { getString, getStrings } from "../plan/values";

/** A load balancer before and after the apply; one of another state is known by what lets it in. */
export interface Balancer {
  readonly name: string;
  readonly change: Change | undefined;
  readonly before: Party | undefined;
  readonly after: Party | undefined;
}

/** The load balancers that send requests to a target group, and stay. */
export function balancersOf(targetGroupArn: string, subject: Subject): readonly Balancer[] {
  const arns = new Set([
    ...priorOf(subject, "aws_lb_target_group")
      .filter(({ values }) => getString(values, "arn") === targetGroupArn)
      .flatMap(({ values }) => getStrings(values, "load_balancer_arns")),
    ...listenersOf(targetGroupArn, subject).flatMap(
      (listener) => getString(listener.values, "load_balancer_arn") ?? [],
    ),
  ]);
  const known = priorOf(subject, "aws_lb").filter(({ values }) => arns.has(getString(values, "arn") ?? ""));
  if (known.length === 0)
    return [{ name: "The load balancer", change: undefined, before: undefined, after: undefined }];
  return known.flatMap(({ address, values }): Balancer[] => {
    const change = subject.changeAt.get(address);
    // That it goes is a finding of its own.
    if (change !== undefined && isRemoved(change)) return [];
    const after = change === undefined ? values : change.after;
    const groups =
      change === undefined ? getStrings(values, "security_groups") : groupsAfter(subject, change, "security_groups");
    return [
      {
        name: address,
        change,
        before: {
          groups: getStrings(values, "security_groups"),
          cidrs: cidrsOf(getStrings(values, "subnets"), subject),
        },
        after: { groups, cidrs: cidrsOf(getStrings(after, "subnets"), subject) },
      },
    ];
  });
}

function listenersOf(targetGroupArn: string, subject: Subject): readonly PriorResource[] {
  const routes = (subject.traffic.through.get(targetGroupArn) ?? []).map(({ address }) => address);
  const rules = priorOf(subject, "aws_lb_listener_rule").filter(({ address }) => routes.includes(address));
  const arns = rules.map(({ values }) => getString(values, "listener_arn"));
  return priorOf(subject, "aws_lb_listener").filter(
    ({ address, values }) => routes.includes(address) || arns.includes(getString(values, "arn")),
  );
}

/** Nothing where a subnet is not of this state. */
export function cidrsOf(subnets: readonly string[], subject: Subject): readonly string[] {
  const found = new Map(
    priorOf(subject, "aws_subnet").map(({ values }) => [getString(values, "id"), getString(values, "cidr_block")]),
  );
  const cidrs = subnets.flatMap((id) => found.get(id) ?? []);
  return cidrs.length === subnets.length ? cidrs : [];
}
