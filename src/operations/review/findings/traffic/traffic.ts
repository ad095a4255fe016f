import type { Change } from "../../plan/change";
import { about, type Finding } from "../../finding";
import { changesOf, type Subject } from "../../plan/subject";
import {
  actionsOf,
  describeRoute,
  describeShares,
  liveShare,
  type TrafficRoute,
  type Share,
  sameShares,
  sharesOf,
  type Traffic,
} from "../../network/planned-traffic";
import { getList, getString } from "../../plan/values";

/** What moves requests from one target group to another, or away from all. */
export function trafficFindings(subject: Subject): readonly Finding[] {
  return changesOf(subject, "aws_lb_listener", "aws_lb_listener_rule").flatMap((change) => {
    const route = subject.traffic.routes.get(change.address);
    if (route === undefined || (change.action !== "update" && change.action !== "replace")) return [];
    return [...actionFindings(change, route, subject.traffic), ...matchFindings(change, route)];
  });
}

function claimed(attribute: string): Pick<Finding, "why" | "todo"> {
  return {
    why: "CodeDeploy owns where listeners send requests: a release leaves them at the target group that runs the new tasks.",
    todo:
      `Leave "${attribute}" to CodeDeploy: add it to the resource's ignore_changes, as this project's constructs do. ` +
      "To move traffic, use a release or a rollback.",
  };
}

const unclaimed = {
  why: "No deployment group names this listener, so that it is taken for one with live traffic.",
  todo: "See that healthy targets are behind the other one before you apply.",
};

function actionFindings(change: Change, route: TrafficRoute, traffic: Traffic): readonly Finding[] {
  const attribute = change.type === "aws_lb_listener" ? "default_action" : "action";
  if (!change.changed.includes(attribute)) return [];
  const before = describeRoute(traffic, route);
  const actions = actionsOf(change.type, change.after) ?? [];
  const shares = sharesOf(actions);
  // A replaced listener gets new ids within its actions too; where it forwards to is known all the same.
  const known = !change.unknown.has(attribute) || shares.length > 0;
  if (
    known &&
    route.known &&
    sameShares(route.shares, shares) &&
    actions.length === getList(change.before, attribute).length
  )
    return [];
  const after = known ? describeAfter(traffic, actions, shares) : "a target group that exists only after the apply";
  const { why, todo } = route.role === "other" ? unclaimed : claimed(attribute);
  if (route.role === "test") {
    const what = `Test traffic moves from ${before} to ${after}.`;
    return [{ id: "test-traffic-moves", severity: "warn", ...about(change), what, why, todo }];
  }
  const empty = !known || !shares.some(({ arn, percent }) => percent > 0 && liveShare(traffic, arn) > 0);
  return [
    {
      id: "traffic-moves",
      severity: empty ? "hard-outage" : "traffic",
      ...about(change),
      what: `Live traffic moves from ${before} to ${after}.`,
      why: empty
        ? `${why} Nothing says that tasks run behind the other one: users would meet 503.`
        : `${why} Other users than now meet the other version.`,
      todo,
    },
  ];
}

function describeAfter(traffic: Traffic, actions: readonly unknown[], shares: readonly Share[]): string {
  if (shares.length > 0) return describeShares(traffic, shares);
  const types = actions.map((action) => getString(action, "type") ?? "nothing");
  return types.length === 0 ? "nothing" : `no target group (${types.join(", ")})`;
}

/** Which requests a listener or a rule takes: its place among rules, its conditions, its port. */
const matching: Readonly<Record<string, string>> = {
  priority: "the order of the rules",
  condition: "which requests the rule takes",
  port: "the port that clients connect to",
  protocol: "the protocol that clients have to speak",
};

function matchFindings(change: Change, { role }: TrafficRoute): readonly Finding[] {
  const touched = change.changed.filter((attribute) => attribute in matching);
  if (touched.length === 0) return [];
  const how = touched.map((attribute) => `${matching[attribute] ?? attribute} (${attribute})`).join(" and ");
  return [
    {
      id: "traffic-matching-changes",
      severity: role === "test" ? "warn" : "traffic",
      ...about(change),
      what: `${role === "test" ? "For test traffic, this" : "This"} changes ${how}.`,
      why: "Requests that went to this service can go to another one, or to none, from the moment of the apply on.",
      todo: "Compare with the other rules of the listener who takes these requests before and after.",
    },
  ];
}
