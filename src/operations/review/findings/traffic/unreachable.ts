import {
  type Admission,
  admits,
  covers,
  type Party,
  type SecurityGroupRule,
} from "../../../../lib/aws/security-group-rules";
import { type Balancer, balancersOf, cidrsOf } from "../../network/planned-balancers";
import type { Change } from "../../plan/change";
import type { Finding } from "../../finding";
import { type RunningTasks, runningTasks } from "../../network/running-tasks";
import {
  groupTypes,
  type RuleChange,
  readRules,
  type RuleChanges,
  type Rules,
  ruleTypes,
} from "../../network/planned-security-groups";
import { changesOf, priorOf, type Subject } from "../../plan/subject";
import { getString, getStrings } from "../../plan/values";

/**
 * Running tasks that a load balancer reaches now, and would not after the apply: the security groups that they carry no longer
 * let it in, its own no longer let it out, or it leaves the zone that they are in.
 */
export function unreachableFindings(subject: Subject): readonly Finding[] {
  if (changesOf(subject, "aws_lb", ...ruleTypes, ...groupTypes).length === 0) return [];
  const running = runningTasks(subject);
  const rules = readRules(subject);
  return [
    ...running.flatMap((tasks) => reachFindings(tasks, rules, subject)),
    ...changesOf(subject, "aws_lb").flatMap((change) => zoneFindings(change, running, subject)),
  ];
}

function reachFindings(tasks: RunningTasks, rules: RuleChanges, subject: Subject): readonly Finding[] {
  const own: Party = { groups: tasks.securityGroups, cidrs: cidrsOf(tasks.subnets, subject) };
  if (own.groups.length === 0) return [];
  return tasks.targets.flatMap((target): Finding[] => {
    const lost = portsOf(target, subject).flatMap((port) =>
      balancersOf(target.targetGroupArn, subject)
        .filter((balancer) => {
          const now = admission(rules.before, balancer.before, own, port);
          return now === "yes" && admission(rules.after, balancer.after, own, port) === "no";
        })
        .map((balancer) => ({ port, balancer })),
    );
    const [first] = lost;
    if (first === undefined) return [];
    const { port, balancer } = first;
    const causes = causesOf(rules.changes, balancer, own, port);
    return [
      {
        id: "tasks-unreachable",
        severity: "hard-outage",
        address: causes[0]?.address ?? tasks.address,
        constructPath: causes[0]?.constructPath ?? undefined,
        what: `${balancer.name} no longer reaches port ${port} of the running tasks of ${tasks.address}.`,
        why:
          "Tasks keep their security groups until a release, or another deployment, replaces them. Health checks and requests " +
          "then time out: users meet 504.",
        todo:
          "Leave the groups and their rules until no task carries them: add the new ones, release, then remove the old ones " +
          "in an apply of its own.",
        details: causes.map((change) => `${change.address} ${verb(change)}`),
      },
    ];
  });
}

function verb({ action }: Change): string {
  return action === "update" ? "changes" : action === "replace" ? "is replaced" : "is deleted";
}

/** Of a load balancer that Terraform does not know, only whether anyone gets in. */
function admission(rules: Rules, balancer: Party | undefined, tasks: Party, port: number): Admission {
  if (balancer !== undefined) return admits([...rules.values()], balancer, tasks, port);
  return [...rules.values()].some((rule) => opens(rule, tasks, port)) ? "yes" : "no";
}

function opens(rule: SecurityGroupRule, { groups }: Party, port: number): boolean {
  return rule.direction === "ingress" && groups.includes(rule.groupId) && covers(rule, port);
}

/** Requests go to the target's port, health checks to that or to a port of their own. */
function portsOf({ targetGroupArn, port }: RunningTasks["targets"][number], subject: Subject): readonly number[] {
  const group = priorOf(subject, "aws_lb_target_group").find(
    ({ values }) => getString(values, "arn") === targetGroupArn,
  );
  const checked = Number(getString(group?.values, "health_check", 0, "port"));
  return Number.isNaN(checked) || checked === port ? [port] : [port, checked];
}

/** The changes without which it would go on: rules of either side that are taken away, other groups of the load balancer. */
function causesOf(
  changes: readonly RuleChange[],
  { change, before, after }: Balancer,
  tasks: Party,
  port: number,
): readonly Change[] {
  const counts = (rule: SecurityGroupRule) =>
    opens(rule, tasks, port) ||
    (rule.direction === "egress" && before?.groups.includes(rule.groupId) === true && covers(rule, port));
  const rules = changes.filter(({ removed }) => [...removed.values()].some(counts));
  const moves = change !== undefined && before?.groups.join(" ") !== after?.groups.join(" ");
  return [...rules.map((one) => one.change), ...(moves ? [change] : [])];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-subnets.html */
function zoneFindings(change: Change, running: readonly RunningTasks[], subject: Subject): readonly Finding[] {
  if (change.action !== "update" || !change.changed.includes("subnets") || change.unknown.has("subnets")) return [];
  const zones = new Map(
    priorOf(subject, "aws_subnet").map(({ values }) => [
      getString(values, "id"),
      getString(values, "availability_zone"),
    ]),
  );
  const zonesOf = (subnets: readonly string[]) => new Set(subnets.flatMap((id) => zones.get(id) ?? []));
  const after = getStrings(change.after, "subnets");
  // A new subnet may be in the same zone.
  if (after.some((id) => !zones.has(id))) return [];
  const kept = zonesOf(after);
  const left = [...zonesOf(getStrings(change.before, "subnets"))].filter((zone) => !kept.has(zone));
  const arn = getString(change.before, "arn");
  const held = running.filter(
    ({ subnets, targets }) =>
      [...zonesOf(subnets)].some((zone) => left.includes(zone)) &&
      targets.some(({ targetGroupArn }) =>
        balancersOf(targetGroupArn, subject).some(({ name }) => name === change.address),
      ),
  );
  if (held.length === 0 || arn === undefined) return [];
  return [
    {
      id: "zone-with-tasks-disabled",
      severity: "hard-outage",
      address: change.address,
      constructPath: change.constructPath,
      what: `The load balancer leaves ${left.join(" and ")}, where ${held.map(({ address }) => address).join(" and ")} may run tasks.`,
      why:
        "Its address there is gone at once, and clients that have it from DNS meet errors until they ask again. Tasks in the zone " +
        "stay registered and get no requests: the others have to bear all of them.",
      todo: "Release the services into the other zones first; take the zone from the load balancer when no task is in it any more.",
    },
  ];
}
