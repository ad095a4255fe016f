import { Construct } from "constructs";
import { EcsCluster } from "../../../src/aws";
import {
  SharedSecurityGroups,
  type SharedSecurityGroupsProps,
} from "../../../src/constructs/security-groups/shared-security-groups";
import { addresses, counts, jsonOf, ref, resource } from "../../support/synthesized";

const props: SharedSecurityGroupsProps = {
  vpcId: "vpc-1",
  names: {
    publicSecurityGroup: { name: "PublicSecurityGroup", tag: "Shop-PublicSecurityGroup" },
    privateSecurityGroup: { name: "PrivateSecurityGroup", tag: "Shop-PrivateSecurityGroup" },
  },
  listenerPorts: { production: 80, test: 8080 },
  containerPorts: [3000, 3000],
};
const json = jsonOf((stack) => new SharedSecurityGroups(stack, "security_groups", props));
const publicId = ref("aws_security_group.security_groups_public", "id");
const privateId = ref("aws_security_group.security_groups_private", "id");

describe("SharedSecurityGroups", () => {
  it("makes two groups, four rules in and two out", () => {
    expect(counts(json)).toEqual({
      aws_security_group: 2,
      aws_vpc_security_group_ingress_rule: 4,
      aws_vpc_security_group_egress_rule: 2,
    });
  });

  it.each([
    ["public", "PublicSecurityGroup", "Public Security Group", "Shop-PublicSecurityGroup"],
    ["private", "PrivateSecurityGroup", "Private Security Group", "Shop-PrivateSecurityGroup"],
  ])("names and describes the %s group and keeps rules out of it", (id, name, description, tag) => {
    expect(resource(json, `aws_security_group.security_groups_${id}`)).toEqual({
      vpc_id: "vpc-1",
      name,
      description,
      tags: { Name: tag },
      lifecycle: { create_before_destroy: true },
    });
  });

  it.each([
    ["public_production", publicId, 80, { cidr_ipv4: "0.0.0.0/0" }],
    ["public_test", publicId, 8080, { cidr_ipv4: "0.0.0.0/0" }],
    ["private_container_3000", privateId, 3000, { referenced_security_group_id: publicId }],
    ["private_endpoints", privateId, 443, { cidr_ipv4: "0.0.0.0/0" }],
  ])("lets in by %s one TCP port from one source", (id, group, port, source) => {
    expect(resource(json, `aws_vpc_security_group_ingress_rule.security_groups_${id}`)).toEqual({
      security_group_id: group,
      ip_protocol: "tcp",
      from_port: port,
      to_port: port,
      ...source,
      lifecycle: { create_before_destroy: true },
    });
  });

  it.each([
    ["public_all", publicId],
    ["private_all", privateId],
  ])("says by %s what AWS gives to a new group and Terraform takes away: everything out", (id, group) => {
    expect(resource(json, `aws_vpc_security_group_egress_rule.security_groups_${id}`)).toEqual({
      security_group_id: group,
      ip_protocol: "-1",
      cidr_ipv4: "0.0.0.0/0",
      lifecycle: { create_before_destroy: true },
    });
  });

  it("opens a service's own listeners to everyone, in the service's scope, and hands out both rules", () => {
    const access = { key: "api", ports: { production: 9443, test: 9444 } };
    const opened = jsonOf((stack) => {
      const groups = new SharedSecurityGroups(stack, "security_groups", props);
      const ready = groups.forListeners(new Construct(stack, "service_api"), access);
      new EcsCluster(stack, "waits", { name: "waits", dependsOn: [...ready] });
    });
    const rules = addresses(opened, "aws_vpc_security_group_ingress_rule").filter((one) => one.includes("service_api"));
    expect(rules).toEqual([
      "aws_vpc_security_group_ingress_rule.service_api_ingress_production",
      "aws_vpc_security_group_ingress_rule.service_api_ingress_test",
    ]);
    expect(resource(opened, "aws_ecs_cluster.waits")["depends_on"]).toEqual(rules);
    for (const [index, port] of [9443, 9444].entries()) {
      expect(resource(opened, rules[index] ?? "")).toEqual({
        security_group_id: publicId,
        ip_protocol: "tcp",
        from_port: port,
        to_port: port,
        cidr_ipv4: "0.0.0.0/0",
        lifecycle: { create_before_destroy: true },
      });
    }
  });

  it.each([
    ["the load balancer's rules", "public", (groups: SharedSecurityGroups) => groups],
    ["the tasks' rules", "private", (groups: SharedSecurityGroups) => groups.forTasks()],
    ["the same rules with instances", "private", (groups: SharedSecurityGroups) => groups.forInstances()],
  ])("hands out %s as something to wait for", (_, side, readyOf) => {
    const rules = addresses(json).filter((address) => address.includes(`_rule.security_groups_${side}_`));
    expect(rules).toHaveLength(3);
    const waiting = jsonOf((stack) => {
      const { ready } = readyOf(new SharedSecurityGroups(stack, "security_groups", props));
      new EcsCluster(stack, "waits", { name: "waits", dependsOn: [...ready] });
    });
    expect(resource(waiting, "aws_ecs_cluster.waits")["depends_on"]).toHaveLength(3);
    expect(resource(waiting, "aws_ecs_cluster.waits")["depends_on"]).toEqual(expect.arrayContaining(rules));
  });
});
