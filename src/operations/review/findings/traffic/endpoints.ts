import { admits, type Party } from "../../../../lib/aws/security-group-rules";
import { cidrsOf } from "../../network/planned-balancers";
import type { Finding } from "../../finding";
import type { PriorResource } from "../../plan/plan-json";
import { runningTasks } from "../../network/running-tasks";
import { groupsAfter, groupTypes, readRules, ruleTypes } from "../../network/planned-security-groups";
import { changesOf, isRemoved, priorOf, type Subject } from "../../plan/subject";
import { getString, getStrings } from "../../plan/values";

const https = 443;

/**
 * Interface endpoints that running tasks reach now, and would not after the apply. Without the ones for ECR, logs and secrets no
 * task starts that has no other way to AWS.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
export function endpointFindings(subject: Subject): readonly Finding[] {
  if (changesOf(subject, "aws_vpc_endpoint", ...ruleTypes, ...groupTypes).length === 0) return [];
  const endpoints = priorOf(subject, "aws_vpc_endpoint").filter(
    ({ values }) => getString(values, "vpc_endpoint_type") === "Interface",
  );
  if (endpoints.length === 0) return [];
  // Without the endpoint, its name leads to AWS's public address again.
  const hasOtherWay = priorOf(subject, "aws_nat_gateway").length > 0;
  const rules = readRules(subject);
  const [before, after] = [[...rules.before.values()], [...rules.after.values()]];
  return runningTasks(subject).flatMap((tasks): Finding[] => {
    const own: Party = { groups: tasks.securityGroups, cidrs: cidrsOf(tasks.subnets, subject) };
    const vpcs = priorOf(subject, "aws_subnet").flatMap(({ values }) =>
      tasks.subnets.includes(getString(values, "id") ?? "") ? [getString(values, "vpc_id")] : [],
    );
    const lost = endpoints.filter((endpoint) => {
      if (own.groups.length === 0 || !vpcs.includes(getString(endpoint.values, "vpc_id"))) return false;
      const { now, then } = partiesOf(endpoint, subject);
      const reached = admits(before, own, now, https) === "yes";
      return reached && (then === undefined ? !hasOtherWay : admits(after, own, then, https) === "no");
    });
    if (lost.length === 0) return [];
    return [
      {
        id: "endpoints-unreachable",
        severity: "warn",
        address: tasks.address,
        constructPath: subject.constructPaths.get(tasks.address),
        what: `Tasks of ${tasks.address} no longer reach ${lost.map(({ address }) => address).join(", ")}.`,
        why:
          "Tasks that run go on, without what they ask there (their logs, for example). New ones get neither image nor secrets: " +
          "nothing replaces a task that fails, and scaling out adds none.",
        todo: "Leave the tasks' way to the endpoints until a release has carried them to the new groups.",
      },
    ];
  });
}

/** Its own side of a connection, now and after the apply; undefined then if it is gone. */
function partiesOf({ address, values }: PriorResource, subject: Subject): { now: Party; then: Party | undefined } {
  const change = subject.changeAt.get(address);
  const cidrs = (from: unknown) => cidrsOf(getStrings(from, "subnet_ids"), subject);
  const now = { groups: getStrings(values, "security_group_ids"), cidrs: cidrs(values) };
  if (change === undefined) return { now, then: now };
  const groups = groupsAfter(subject, change, "security_group_ids");
  return { now, then: isRemoved(change) ? undefined : { groups, cidrs: cidrs(change.after) } };
}
