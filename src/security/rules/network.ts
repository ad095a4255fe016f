import { type Block, referring, refersTo, resources, type StackJson, strings } from "../../lib/terraform/stack-json";
import { each, type SecurityRule, unless } from "../rule";

const group = "Network";
const ruleTypes = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"];

/** What a task on Fargate calls before its program starts: image, layers, log. */
const neededEndpoints = ["ecr.api", "ecr.dkr", "logs", "s3"];

export const networkRules: readonly SecurityRule[] = [
  {
    ids: ["CKV2_AWS_11", "EC2.6"],
    group,
    rule: "VPC flow logs are on",
    check: "each VPC has a flow log of all traffic",
    examine: each(["aws_vpc"], (_, json, { address }) =>
      unless(
        referring(json, "aws_flow_log", "vpc_id", address).some(({ block }) => block["traffic_type"] === "ALL"),
        "no flow log of all its traffic",
      ),
    ),
  },
  {
    ids: ["CKV2_AWS_12", "EC2.2"],
    group,
    rule: "the default security group has no rules",
    check: "each VPC's default security group is managed, without ingress and egress",
    examine: each(["aws_vpc"], (_, json, { address }) => {
      const found = referring(json, "aws_default_security_group", "vpc_id", address);
      const open = found.filter(({ block }) => [block["ingress"], block["egress"]].flat().some(Boolean));
      return unless(found.length === 1 && open.length === 0, "its default security group may have rules");
    }),
  },
  {
    ids: ["CKV_AWS_130", "EC2.15"],
    group,
    rule: "subnets give no public IP addresses",
    check: "`map_public_ip_on_launch` is not set",
    examine: each(["aws_subnet"], ({ map_public_ip_on_launch: given }) =>
      unless(given !== true, "gives public IP addresses"),
    ),
  },
  {
    ids: ["CKV_AWS_23"],
    group,
    rule: "every security group and rule has a description",
    check: "`description` is given",
    examine: each(["aws_security_group", ...ruleTypes], ({ description }) =>
      unless(typeof description === "string" && description !== "", "no description"),
    ),
  },
  {
    ids: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277", "EC2.18", "EC2.19"],
    group,
    rule: "nothing is open to the world but the ports of the load balancer's listeners",
    check: "an ingress rule from everywhere is in a load balancer's group and for exactly a listener's port",
    examine: each(["aws_vpc_security_group_ingress_rule"], (rule, json) =>
      unless(!isFromEverywhere(rule) || isOfListener(rule, json), "open to the world"),
    ),
  },
  {
    ids: ["CKV_AWS_382"],
    group,
    rule: "nothing may call everything: tasks reach endpoints, the load balancer reaches tasks",
    check: "no egress rule is for all ports to everywhere",
    examine: each(["aws_vpc_security_group_egress_rule"], (rule) =>
      unless(!(isFromEverywhere(rule) && rule["ip_protocol"] === "-1"), "all ports to everywhere"),
    ),
  },
  {
    ids: ["CKV2_AWS_5"],
    group,
    rule: "every security group is used",
    check: "something other than a rule refers to it",
    examine: each(["aws_security_group"], (_, json, { address }) =>
      unless(
        resources(json).some(({ type, block }) => !ruleTypes.includes(type) && refersTo(block, address)),
        "nothing uses it",
      ),
    ),
  },
  {
    ids: ["EC2.10", "EC2.55", "EC2.56"],
    group,
    rule: "AWS's services are reached through endpoints",
    check: `each VPC has endpoints for ${neededEndpoints.join(", ")}`,
    examine: each(["aws_vpc"], (_, json, { address }) => {
      const names = referring(json, "aws_vpc_endpoint", "vpc_id", address).map(({ block }) => block["service_name"]);
      return neededEndpoints.flatMap((service) =>
        unless(
          names.some((name) => typeof name === "string" && name.endsWith(`.${service}`)),
          `no endpoint for ${service}`,
        ),
      );
    }),
  },
];

export function isFromEverywhere(rule: Block): boolean {
  return rule["cidr_ipv4"] === "0.0.0.0/0" || rule["cidr_ipv6"] === "::/0";
}

function isOfListener(rule: Block, json: StackJson): boolean {
  const [owner] = strings(rule["security_group_id"]);
  return resources(json, "aws_lb").some(
    ({ address, block }) =>
      owner !== undefined &&
      strings(block["security_groups"]).includes(owner) &&
      referring(json, "aws_lb_listener", "load_balancer_arn", address).some(
        ({ block: { port } }) => rule["from_port"] === port && rule["to_port"] === port,
      ),
  );
}
