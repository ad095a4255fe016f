import {
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import type { AwsClients } from "../clients";
import { finder, ids, type Match, present } from "../finder";

const peers = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"] as const;

/** A group's name is unique in its VPC. */
export const securityGroup = finder(["vpc_id", "name"], async ({ vpc_id, name }, aws) =>
  groupsNamed(vpc_id, name, aws),
);

/** AWS names it so in every VPC, and nobody can give the name to another. */
export const defaultSecurityGroup = finder(["vpc_id"], async ({ vpc_id }, aws) => groupsNamed(vpc_id, "default", aws));

async function groupsNamed(vpc_id: string, name: string, { ec2 }: AwsClients): Promise<readonly Match[]> {
  const { SecurityGroups } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: "vpc-id", Values: [vpc_id] },
        { Name: "group-name", Values: [name] },
      ],
    }),
  );
  return ids(SecurityGroups?.map(({ GroupId }) => GroupId));
}

export const ingressRule = ruleFinder("ingress");
export const egressRule = ruleFinder("egress");

/** AWS refuses a second rule of the same direction, protocol, ports and peer. */
function ruleFinder(direction: "ingress" | "egress") {
  return finder(
    ["security_group_id", "ip_protocol"],
    ["from_port", "to_port", ...peers],
    async ({ security_group_id, ...declared }, { ec2 }) => {
      const { SecurityGroupRules } = await ec2.send(
        new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [security_group_id] }] }),
      );
      const same = present(SecurityGroupRules).filter((rule) => {
        const actual = asDeclared(rule);
        return (
          rule.IsEgress === (direction === "egress") &&
          actual.ip_protocol === declared.ip_protocol &&
          actual.from_port === declared.from_port &&
          actual.to_port === declared.to_port &&
          peers.every((peer) => actual[peer] === declared[peer])
        );
      });
      return ids(same.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId));
    },
  );
}

/** All protocols (-1) have no ports: AWS answers -1 for both, Terraform leaves them out. */
function asDeclared(rule: SecurityGroupRule) {
  const port = (number: number | undefined) => (rule.IpProtocol === "-1" ? undefined : number?.toString());
  return {
    ip_protocol: rule.IpProtocol,
    from_port: port(rule.FromPort),
    to_port: port(rule.ToPort),
    cidr_ipv4: rule.CidrIpv4,
    cidr_ipv6: rule.CidrIpv6,
    prefix_list_id: rule.PrefixListId,
    referenced_security_group_id: rule.ReferencedGroupInfo?.GroupId,
  };
}
