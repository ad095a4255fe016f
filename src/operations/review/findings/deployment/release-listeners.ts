import type { Change } from "../../plan/change";
import { about, type Finding } from "../../finding";
import { changesOf, isRemoved, type Subject } from "../../plan/subject";
import { describeRoute, type TrafficRoute } from "../../network/planned-traffic";
import { getList, sameMeaning, getString, getStrings, type Values } from "../../plan/values";

/** Releases that move other listeners than before: what is left at the old ones follows no release any more. */
export function releaseListenerFindings(subject: Subject): readonly Finding[] {
  return changesOf(subject, "aws_codedeploy_deployment_group").flatMap((change): Finding[] => {
    if (change.action !== "update" || !change.changed.includes("load_balancer_info")) return [];
    const before = listenersOf(change.before);
    // Of a block that is not known at all nothing can be said.
    const known = productionRoutes(change.after).length > 0;
    if (before.length === 0 || !known || sameMeaning(before, listenersOf(change.after))) return [];
    if (before.some((arn) => isReplaced(subject, arn))) return [];
    const left = routesLeft(subject, change, before);
    return [
      {
        id: "release-listeners-change",
        severity: left.length > 0 ? "warn" : "note",
        ...about(change),
        what: "From the next release on, CodeDeploy moves the traffic of another production listener than now.",
        why:
          left.length > 0
            ? "These still forward to the target groups and follow no release any more: users meet 503 once a release has emptied their group."
            : "Nothing that Terraform knows forwards to the target groups through the old one after the apply. What was made by hand does not follow releases.",
        todo:
          "See that clients use the new listener. Let what is left of the old one redirect to it, or take it away, before the " +
          "next release.",
        ...(left.length > 0 && {
          details: left.map((route) => `${route.address}: ${describeRoute(subject.traffic, route)}`),
        }),
      },
    ];
  });
}

function productionRoutes(group: Values): readonly unknown[] {
  return getList(group, "load_balancer_info", 0, "target_group_pair_info", 0, "prod_traffic_route");
}

/** Without those that exist only after the apply. */
function listenersOf(group: Values): readonly string[] {
  return productionRoutes(group).flatMap((route) => getStrings(route, "listener_arns"));
}

/** It comes back as another, at the same place: what becomes of its traffic is told of the listener itself. */
function isReplaced(subject: Subject, arn: string): boolean {
  return changesOf(subject, "aws_lb_listener").some(
    ({ action, before }) => action === "replace" && getString(before, "arn") === arn,
  );
}

/** Routes through these listeners that forward to the group's pair and stay. */
function routesLeft({ traffic, changeAt, priorByType }: Subject, { before }: Change, listeners: readonly string[]) {
  const pair = getList(before, "load_balancer_info", 0, "target_group_pair_info", 0, "target_group").flatMap(
    (group) => getString(group, "name") ?? [],
  );
  const prior = ["aws_lb_listener", "aws_lb_listener_rule"].flatMap((type) => priorByType.get(type) ?? []);
  return prior.flatMap(({ address, type, values }): readonly TrafficRoute[] => {
    const listener = getString(values, type === "aws_lb_listener" ? "arn" : "listener_arn") ?? "";
    const route = traffic.routes.get(address);
    const change = changeAt.get(address);
    if (route === undefined || !listeners.includes(listener) || (change !== undefined && isRemoved(change))) return [];
    return route.shares.some(({ arn }) => pair.includes(traffic.names.get(arn) ?? "")) ? [route] : [];
  });
}
