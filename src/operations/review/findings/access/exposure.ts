import type { Change } from "../../plan/change";
import { about, type Finding, type Severity } from "../../finding";
import type { Subject } from "../../plan/subject";
import { getValue, getList, sameMeaning, getString, getStrings, type Values } from "../../plan/values";
import { accessFindings } from "./access";

/** What becomes reachable, readable or unencrypted by the plan. What was so before is not told again. */
export function exposureFindings({ changes }: Subject): readonly Finding[] {
  return changes.flatMap((change) => [
    ...worldFindings(change),
    ...addressFindings(change),
    ...bucketFindings(change),
    ...encryptionFindings(change),
    ...accessFindings(change),
  ]);
}

function exposure(change: Change, id: string, severity: Severity, what: string, why: string, todo: string): Finding {
  return { id, severity, ...about(change), what, why, todo };
}

const world = new Set(["0.0.0.0/0", "::/0"]);

interface Opening {
  readonly from: string;
  readonly ports: string;
}

/** What the world may connect to. Ways out are not meant. */
function openings(type: string, values: Values): readonly Opening[] {
  switch (type) {
    case "aws_vpc_security_group_ingress_rule":
      return fromWorld(
        [getString(values, "cidr_ipv4"), getString(values, "cidr_ipv6")],
        portsOf(values, "ip_protocol"),
      );
    case "aws_security_group_rule":
      return getString(values, "type") === "ingress" ? cidrBlocks(values) : [];
    case "aws_security_group":
      return getList(values, "ingress").flatMap(cidrBlocks);
    default:
      return [];
  }
}

function cidrBlocks(rule: unknown): readonly Opening[] {
  return fromWorld(
    [...getStrings(rule, "cidr_blocks"), ...getStrings(rule, "ipv6_cidr_blocks")],
    portsOf(rule, "protocol"),
  );
}

function fromWorld(cidrs: readonly (string | undefined)[], ports: string): readonly Opening[] {
  return cidrs.flatMap((from) => (from !== undefined && world.has(from) ? [{ from, ports }] : []));
}

function portsOf(rule: unknown, protocolAttribute: string): string {
  const protocol = getString(rule, protocolAttribute) ?? "-1";
  if (protocol === "-1" || protocol === "all") return "every port";
  const [from, to] = [getValue(rule, "from_port"), getValue(rule, "to_port")].map(String);
  return from === to ? `${protocol} port ${from}` : `${protocol} ports ${from} to ${to}`;
}

function worldFindings(change: Change): readonly Finding[] {
  if (change.action === "delete" || change.action === "forget") return [];
  const old = new Set(openings(change.type, change.before).map(({ from, ports }) => `${from} ${ports}`));
  return openings(change.type, change.after)
    .filter(({ from, ports }) => !old.has(`${from} ${ports}`))
    .map(({ from, ports }) =>
      exposure(
        change,
        "open-to-the-world",
        "warn",
        `Everyone (${from}) may connect to ${ports}.`,
        "Whatever listens there is searched for by machines within minutes.",
        "Name the networks or the security group that need it; only a public load balancer's ports are for everyone.",
      ),
    );
}

/** Attributes that give public addresses when they are true, by type; nested ones by their path. */
const publicAddress: Readonly<Record<string, readonly (string | number)[]>> = {
  aws_subnet: ["map_public_ip_on_launch"],
  aws_ecs_service: ["network_configuration", 0, "assign_public_ip"],
  aws_instance: ["associate_public_ip_address"],
  aws_launch_template: ["network_interfaces", 0, "associate_public_ip_address"],
};

function addressFindings(change: Change): readonly Finding[] {
  const path = publicAddress[change.type] ?? [];
  const isPublic = (values: Values) => path.length > 0 && String(getValue(values, ...path)) === "true";
  if (!isPublic(change.after) || isPublic(change.before)) return [];
  return [
    exposure(
      change,
      "public-address",
      "warn",
      `What starts here gets a public IP address (${path.filter((key) => key !== 0).join(".")}).`,
      "Only its security group stands between it and the internet then. Public IPv4 addresses cost 3.65 US$ a month each.",
      "Keep tasks in private subnets, behind the load balancer; use endpoints or NAT for their way out.",
    ),
  ];
}

const blocks = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

function bucketFindings(change: Change): readonly Finding[] {
  const [before, after] = [change.before, change.after];
  const opened: string[] = [];
  if (change.type === "aws_s3_bucket_public_access_block" || change.type === "aws_s3_account_public_access_block") {
    if (change.action === "delete") opened.push("the block of public access is removed");
    else
      opened.push(
        ...blocks.filter((name) => after[name] === false && before[name] !== false).map((name) => `${name} is off`),
      );
  }
  const acl = getString(after, "acl");
  if (change.type.startsWith("aws_s3_bucket") && acl?.startsWith("public-") === true && acl !== before["acl"]) {
    opened.push(`its ACL is ${acl}`);
  }
  if (opened.length === 0) return [];
  return [
    exposure(
      change,
      "public-bucket",
      "warn",
      `A bucket can become public: ${opened.join(", ")}.`,
      "One wrong policy or ACL then shows its objects to everyone.",
      "Leave all four blocks on; give readers a role, or a distribution in front of the bucket.",
    ),
  ];
}

/** Attributes that name a key or switch encryption on, at the top of a resource. */
const encrypting = ["encrypted", "kms_key_arn", "kms_key_id", "kms_master_key_id", "storage_encrypted"];

function encryptionFindings(change: Change): readonly Finding[] {
  const stays = change.action === "update" || change.action === "replace";
  const lost = encrypting.filter(
    (name) => stays && isOn(change.before[name]) && !change.unknown.has(name) && !isOn(change.after[name]),
  );
  if (change.type === "aws_s3_bucket_server_side_encryption_configuration" && change.action === "delete") {
    lost.push("the bucket's encryption by a key of its own");
  }
  if (change.type === "aws_lb_listener" && change.action !== "create") {
    const [before, after] = [getString(change.before, "protocol"), getString(change.after, "protocol")];
    if (before === "HTTPS" && after === "HTTP") lost.push("TLS between clients and the load balancer");
  }
  if (lost.length === 0) return [];
  return [
    exposure(
      change,
      "encryption-lost",
      "warn",
      `It loses encryption: ${lost.join(", ")}.`,
      "Who gets at the storage or the wire reads it; rules that ask for encryption no longer hold.",
      "Keep the key. Another key takes its place without this finding.",
    ),
  ];
}

/** A switch that is on, or a key that is named. */
function isOn(value: unknown): boolean {
  return value !== false && value !== "false" && !sameMeaning(value, null);
}
