import type { Change } from "../../plan/change";
import { withoutIndices } from "../../network/configured-listeners";
import { about, type Finding } from "../../finding";
import { changesOf, priorOf, type Subject } from "../../plan/subject";
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
import { getList, getString, getStrings } from "../../plan/values";

/**
 * New rules and listeners begin with the target group that the code names, whatever a release has made live since: a
 * service that gets a route while green is live would be answered by an empty blue. CodeDeploy does not fix that: its
 * next deployment fails, as it does where two rules of the production listener forward to the pair and differ.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html#troubleshooting-ecs-elb
 */
export function newRouteFindings(subject: Subject): readonly Finding[] {
  const created = changesOf(subject, "aws_lb_listener", "aws_lb_listener_rule").filter(
    ({ action }) => action === "create",
  );
  if (created.length === 0) return [];
  const pairs = pairsOf(subject);
  const serving = servingGroups(subject);
  const tests = testListeners(subject);
  const holds = (arn: string) => serving.has(arn) || liveShare(subject.traffic, arn) > 0;
  return created.flatMap((change): Finding[] => {
    if (tests.has(getString(change.after, "listener_arn") ?? "")) return [];
    if (subject.plan.testListeners.has(withoutIndices(change.address))) return [];
    const shares = sharesOf(actionsOf(change.type, change.after) ?? []);
    const empty = shares.find(({ arn, percent }) => {
      const other = pairs.get(arn);
      return percent > 0 && other !== undefined && !holds(arn) && holds(other);
    });
    if (empty !== undefined) return [toEmptyGroup(change, subject.traffic, empty.arn, pairs.get(empty.arn) ?? "")];
    const ofPair = ({ arn }: Share) =>
      shares.some((share) => pairs.has(arn) && [arn, pairs.get(arn)].includes(share.arn));
    const other = productionRoutes(subject, change).find(
      (route) => route.known && route.shares.some(ofPair) && !sameShares(route.shares, shares),
    );
    return other === undefined ? [] : [unlikeOther(change, subject.traffic, shares, other)];
  });
}

const failsAtInstall = 'fails at Install ("Primary taskset target group must be behind listener"), and changes nothing';

function toEmptyGroup(change: Change, { names }: Traffic, empty: string, live: string): Finding {
  const [idle, serving] = [names.get(empty) ?? empty, names.get(live) ?? live];
  const kind = change.type === "aws_lb_listener" ? "listener" : "rule";
  return {
    id: "new-route-to-empty-group",
    severity: "hard-outage",
    ...about(change),
    what: `A new ${kind}${requestsOf(change)} forwards to ${idle}, and the tasks are behind ${serving}.`,
    why:
      "A release left them there. Users of these requests meet 503. CodeDeploy does not fix it: where it is the production " +
      `listener's, the next release ${failsAtInstall}.`,
    todo:
      `Release once more what runs, to its end, so that ${idle} is live again; then plan, review and apply, with nobody ` +
      "releasing meanwhile.",
  };
}

function unlikeOther(change: Change, traffic: Traffic, shares: readonly Share[], other: TrafficRoute): Finding {
  return {
    id: "new-route-differs",
    severity: "warn",
    ...about(change),
    what:
      `A new rule${requestsOf(change)} forwards to ${describeShares(traffic, shares)}, and ${other.address} to ` +
      `${describeRoute(traffic, other)}.`,
    why: `CodeDeploy wants all rules of a production listener that forward to its pair alike: the next release ${failsAtInstall}.`,
    todo:
      "Let the running deployment end, or roll it back, so that all traffic is at one target group; then plan, review and " +
      "apply.",
  };
}

/** Other routes of the production listener that a new rule is for. */
function productionRoutes(subject: Subject, { after }: Change): readonly TrafficRoute[] {
  const listener = getString(after, "listener_arn");
  return priorOf(subject, "aws_lb_listener", "aws_lb_listener_rule").flatMap(({ address, type, values }) => {
    const own = getString(values, type === "aws_lb_listener" ? "arn" : "listener_arn");
    const route = subject.traffic.routes.get(address);
    return own !== undefined && own === listener && route?.role === "production" ? [route] : [];
  });
}

/** The other target group of each in a deployment group's pair, by ARN. */
function pairsOf(subject: Subject): ReadonlyMap<string, string> {
  const arns = new Map([...subject.traffic.names].map(([arn, name]) => [name, arn]));
  const pairs = new Map<string, string>();
  for (const { values } of priorOf(subject, "aws_codedeploy_deployment_group")) {
    const groups = getList(values, "load_balancer_info", 0, "target_group_pair_info", 0, "target_group");
    const [one, other] = groups.map((group) => arns.get(getString(group, "name") ?? ""));
    if (one === undefined || other === undefined) continue;
    pairs.set(one, other);
    pairs.set(other, one);
  }
  return pairs;
}

/** Target groups that hold the tasks of a service, by ARN. */
function servingGroups(subject: Subject): ReadonlySet<string> {
  const groups = priorOf(subject, "aws_ecs_service").flatMap(({ values }) => getList(values, "load_balancer"));
  return new Set(groups.flatMap((group) => getString(group, "target_group_arn") ?? []));
}

function testListeners(subject: Subject): ReadonlySet<string> {
  const forTests = priorOf(subject, "aws_lb_listener").filter(
    ({ address }) => subject.traffic.routes.get(address)?.role === "test",
  );
  return new Set(forTests.flatMap(({ values }) => getString(values, "arn") ?? []));
}

/** ` for path /*`, as far as a rule says it by hosts and paths. */
function requestsOf({ after }: Change): string {
  const parts = getList(after, "condition").flatMap((condition) => [
    ...getStrings(condition, "host_header", 0, "values").map((host) => `host ${host}`),
    ...getStrings(condition, "path_pattern", 0, "values").map((path) => `path ${path}`),
  ]);
  return parts.length === 0 ? "" : ` for ${parts.join(", ")}`;
}
