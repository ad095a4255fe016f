import { type Block } from "../../support/synthesized";
import { count, type Fact, of, one, privateGroup, publicGroup, vpc } from "./fact";

function ruleIn(id: string, fact: string, attributes: Block): Fact {
  const expected = { ip_protocol: "tcp", ...attributes };
  return {
    about: "security groups",
    fact,
    read: of(`aws_vpc_security_group_ingress_rule.security_groups_${id}`, ...Object.keys(expected)),
    expected,
  };
}

function allOut(id: string, group: string): Fact {
  const expected = { security_group_id: group, ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" };
  return {
    about: "security groups",
    fact: `${id} group out: all`,
    read: of(`aws_vpc_security_group_egress_rule.security_groups_${id}_all`, ...Object.keys(expected)),
    expected,
  };
}

export const securityGroupFacts: readonly Fact[] = [
  ...(["Public", "Private"] as const).map((side) =>
    one(
      "security groups",
      `aws_security_group.security_groups_${side.toLowerCase()}`,
      `${side}SecurityGroup, "${side} Security Group"`,
      {
        vpc_id: vpc,
        name: `${side}SecurityGroup`,
        description: `${side} Security Group`,
        tags: { Name: `ContainerHandsOn-${side}SecurityGroup` },
      },
    ),
  ),
  {
    about: "security groups",
    fact: "four rules in, two out",
    read: count("aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"),
    expected: [4, 2],
  },
  ruleIn("public_production", "public in: tcp 80 from everywhere", {
    security_group_id: publicGroup,
    from_port: 80,
    to_port: 80,
    cidr_ipv4: "0.0.0.0/0",
  }),
  ruleIn("public_test", "public in: tcp 8080 from everywhere", {
    security_group_id: publicGroup,
    from_port: 8080,
    to_port: 8080,
    cidr_ipv4: "0.0.0.0/0",
  }),
  ruleIn("private_container_80", "private in: tcp 80 from the public group", {
    security_group_id: privateGroup,
    from_port: 80,
    to_port: 80,
    referenced_security_group_id: publicGroup,
  }),
  ruleIn("private_endpoints", "private in: tcp 443 from everywhere", {
    security_group_id: privateGroup,
    from_port: 443,
    to_port: 443,
    cidr_ipv4: "0.0.0.0/0",
  }),
  allOut("public", publicGroup),
  allOut("private", privateGroup),
];
