import { contains, overlaps, parseCidr } from "./cidr";

/** A rule of a security group; groups have only rules that allow. */
export interface SecurityGroupRule {
  readonly groupId: string;
  readonly direction: "ingress" | "egress";
  /** "tcp", "udp", a number, or "-1" for all. */
  readonly protocol: string;
  /** Undefined, or -1, for all. */
  readonly ports: { readonly from: number; readonly to: number } | undefined;
  /** Of what else there is, such as a prefix list, nothing is known. */
  readonly peer:
    | { readonly type: "group"; readonly id: string }
    | { readonly type: "cidr"; readonly cidr: string }
    | { readonly type: "other" };
}

/** One side of a connection: network interfaces with the same groups. */
export interface Party {
  /** None: nothing filters what it sends and receives. */
  readonly groups: readonly string[];
  /** Ranges that its addresses lie in; none if that is not known. */
  readonly cidrs: readonly string[];
}

/** `maybe`: some addresses of the other side, or what the rules name besides groups and ranges. */
export type Admission = "no" | "maybe" | "yes";

const order: readonly Admission[] = ["no", "maybe", "yes"];

/**
 * Whether rules let one side connect to a TCP port of the other. A rule of any group of a side counts. Answers need none.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function admits(rules: readonly SecurityGroupRule[], from: Party, to: Party, port: number): Admission {
  const out = side(rules, "egress", from, to, port);
  const into = side(rules, "ingress", to, from, port);
  return order.indexOf(out) < order.indexOf(into) ? out : into;
}

function side(
  rules: readonly SecurityGroupRule[],
  direction: SecurityGroupRule["direction"],
  own: Party,
  other: Party,
  port: number,
): Admission {
  if (own.groups.length === 0) return "yes";
  const found = rules
    .filter((rule) => rule.direction === direction && own.groups.includes(rule.groupId) && covers(rule, port))
    .map(({ peer }) => speaksOf(peer, other));
  return order.findLast((admission) => found.includes(admission)) ?? "no";
}

/** Whether it is about a TCP port. */
export function covers({ protocol, ports }: SecurityGroupRule, port: number): boolean {
  if (protocol === "-1" || protocol === "all") return true;
  if (protocol !== "tcp" && protocol !== "6") return false;
  return ports === undefined || ports.from === -1 || (ports.from <= port && port <= ports.to);
}

function speaksOf(peer: SecurityGroupRule["peer"], other: Party): Admission {
  switch (peer.type) {
    case "group":
      return other.groups.includes(peer.id) ? "yes" : "no";
    case "other":
      return "maybe";
    case "cidr":
      return holds(peer.cidr, other.cidrs);
  }
}

function holds(range: string, cidrs: readonly string[]): Admission {
  const outer = parseCidr(range);
  if (outer === undefined) return "no";
  if (outer.prefixLength === 0) return "yes";
  const inner = cidrs.flatMap((cidr) => parseCidr(cidr) ?? []);
  if (inner.length === 0) return "maybe";
  if (inner.every((one) => contains(outer, one))) return "yes";
  return inner.some((one) => overlaps(outer, one)) ? "maybe" : "no";
}
