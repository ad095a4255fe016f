import type { SecurityGroupRule } from "../../../lib/aws/security-group-rules";
import type { Change } from "../plan/change";
import { changesOf, isRemoved, priorOf, type Subject } from "../plan/subject";
import { getValue, getList, getString, getStrings } from "../plan/values";

/** Stands for the id of a group that exists only after the apply. */
export const unknownGroup = "known only after the apply";

/** Rules of all security groups by what they say: AWS has none twice. */
export type Rules = ReadonlyMap<string, SecurityGroupRule>;

export const groupTypes = ["aws_security_group", "aws_default_security_group"] as const;
export const ruleTypes = [
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_security_group_rule",
] as const;

/**
 * Groups that something carries after the apply. Where a new one is among them, the provider does not say which of the others
 * stay: those that are not deleted may.
 */
export function groupsAfter(
  subject: Subject,
  { before, after, unknown }: Change,
  attribute: string,
): readonly string[] {
  const known = getStrings(after, attribute);
  if (!unknown.has(attribute)) return known;
  const deleted = changesOf(subject, ...groupTypes)
    .filter(isRemoved)
    .map((change) => getString(change.before, "id"));
  const kept = getStrings(before, attribute).filter((id) => !deleted.includes(id));
  return [...new Set([...known, ...kept, unknownGroup])];
}

/** A change of what rules there are. */
export interface RuleChange {
  readonly change: Change;
  readonly removed: Rules;
  readonly added: Rules;
}

export interface RuleChanges {
  readonly before: Rules;
  readonly after: Rules;
  readonly changes: readonly RuleChange[];
}

export function readRules(subject: Subject): RuleChanges {
  const before = new Map(
    priorOf(subject, ...ruleTypes, ...groupTypes).flatMap(({ type, values }) => [...rulesIn(type, values)]),
  );
  const changes = changesOf(subject, ...ruleTypes, ...groupTypes).flatMap((change) => ruleChange(change) ?? []);
  for (const { removed } of changes) for (const [key, rule] of removed) before.set(key, rule);
  const after = new Map(before);
  for (const { removed } of changes) for (const key of removed.keys()) after.delete(key);
  for (const { added } of changes) for (const [key, rule] of added) after.set(key, rule);
  return { before, after, changes };
}

function ruleChange(change: Change): RuleChange | undefined {
  const { type, action, before, after, unknown } = change;
  if (action === "none" || action === "forget") return undefined;
  // A group shows rules that are resources of their own as well: they tell what becomes of them.
  const isGroup = type !== "aws_security_group_rule" && !type.startsWith("aws_vpc_");
  if (isGroup && action === "update" && !["ingress", "egress"].some((name) => change.changed.includes(name))) {
    return undefined;
  }
  const old = rulesIn(type, before);
  const now = action === "delete" ? new Map<string, SecurityGroupRule>() : rulesIn(type, after, unknown);
  // Another group takes the place of one that is replaced: it keeps no rule.
  const stays = !isRemoved(change) || !isGroup;
  return {
    change,
    removed: new Map([...old].filter(([key]) => !stays || !now.has(key))),
    added: new Map([...now].filter(([key]) => !stays || !old.has(key))),
  };
}

function rulesIn(
  type: string,
  values: unknown,
  unknown: ReadonlySet<string> = new Set(),
): Map<string, SecurityGroupRule> {
  return new Map(read(type, values, unknown).map((rule) => [JSON.stringify(rule), rule]));
}

function read(type: string, values: unknown, unknown: ReadonlySet<string>): readonly SecurityGroupRule[] {
  const id = (attribute: string) => (unknown.has(attribute) ? unknownGroup : getString(values, attribute));
  switch (type) {
    case "aws_vpc_security_group_ingress_rule":
      return [ruleOf(values, id, "ingress")];
    case "aws_vpc_security_group_egress_rule":
      return [ruleOf(values, id, "egress")];
    case "aws_security_group_rule": {
      const direction = getString(values, "type") === "egress" ? "egress" : "ingress";
      const source = id("source_security_group_id");
      const entry = { ...(values as object), security_groups: source === undefined ? [] : [source] };
      return entryRules(entry, id("security_group_id") ?? "", direction);
    }
    default:
      return (["ingress", "egress"] as const).flatMap((direction) =>
        getList(values, direction).flatMap((entry) => entryRules(entry, id("id") ?? unknownGroup, direction)),
      );
  }
}

function ruleOf(
  values: unknown,
  id: (attribute: string) => string | undefined,
  direction: SecurityGroupRule["direction"],
): SecurityGroupRule {
  const cidr = getString(values, "cidr_ipv4") ?? getString(values, "cidr_ipv6");
  return {
    groupId: id("security_group_id") ?? "",
    direction,
    ...scopeOf(values, getString(values, "ip_protocol")),
    peer: peerOf(id("referenced_security_group_id"), cidr),
  };
}

/** A block that names several peers is a rule for each. */
function entryRules(
  entry: unknown,
  groupId: string,
  direction: SecurityGroupRule["direction"],
): readonly SecurityGroupRule[] {
  const groups = [...getStrings(entry, "security_groups"), ...(getValue(entry, "self") === true ? [groupId] : [])];
  const peers = [
    ...groups.map((group) => peerOf(group, undefined)),
    ...getStrings(entry, "cidr_blocks").map((cidr) => peerOf(undefined, cidr)),
    ...getStrings(entry, "prefix_list_ids").map(() => peerOf(undefined, undefined)),
  ];
  return peers.map((peer) => ({ groupId, direction, ...scopeOf(entry, getString(entry, "protocol")), peer }));
}

/** Blocks in a group and rules on their own write "all ports" in different ways. */
function scopeOf(values: unknown, protocol = "-1"): Pick<SecurityGroupRule, "protocol" | "ports"> {
  const [from, to] = [getValue(values, "from_port"), getValue(values, "to_port")];
  const all = protocol === "-1" || typeof from !== "number" || typeof to !== "number";
  return { protocol, ports: all ? undefined : { from, to } };
}

function peerOf(group: string | undefined, cidr: string | undefined): SecurityGroupRule["peer"] {
  if (group === unknownGroup || (group === undefined && cidr === undefined)) return { type: "other" };
  return group === undefined ? { type: "cidr", cidr: cidr ?? "" } : { type: "group", id: group };
}
