import { Construct } from "constructs";
import { EcsCluster } from "../../../src/aws";
import {
  SeparateSecurityGroups,
  type SeparateSecurityGroupsProps,
} from "../../../src/constructs/security-groups/separate-security-groups";
import { addresses, type Block, counts, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

const props: SeparateSecurityGroupsProps = {
  vpcId: "vpc-1",
  names: {
    loadBalancerSecurityGroup: { name: "LoadBalancer", tag: "Shop-LoadBalancer" },
    endpointsSecurityGroup: { name: "Endpoints", tag: "Shop-Endpoints" },
  },
  entrances: {
    production: { port: 443, from: ["0.0.0.0/0"] },
    test: { port: 8443, from: ["198.51.100.0/24", "203.0.113.7/32"] },
    redirect: { port: 80, from: ["0.0.0.0/0"] },
  },
  interfaceEndpoints: true,
  internet: false,
};

const s3PrefixListId = "pl-s3";
const tasks = (key: string, containerPort: number) => ({
  name: { name: `Tasks-${key}`, tag: `Shop-Tasks-${key}` },
  containerPort,
  s3PrefixListId,
});

/** The environment's groups, with those of the services named and of instances where asked for. */
function jsonWith(changes: Partial<SeparateSecurityGroupsProps>, services: Readonly<Record<string, number>> = {}) {
  return jsonOf((stack) => {
    const groups = new SeparateSecurityGroups(stack, "security_groups", { ...props, ...changes });
    for (const [key, port] of Object.entries(services)) {
      groups.forTasks(new Construct(stack, `service_${key}`), tasks(key, port));
    }
  });
}

const rules = (json: TerraformJson) => addresses(json).filter((address) => address.includes("_rule."));
const https = { ip_protocol: "tcp", from_port: 443, to_port: 443 };
const loadBalancer = ref("aws_security_group.security_groups_load_balancer", "id");
const endpoints = ref("aws_security_group.security_groups_endpoints", "id");
const web = ref("aws_security_group.service_web_security_group", "id");

describe("SeparateSecurityGroups", () => {
  const json = jsonWith({});

  it("makes a group for the load balancer and one for the endpoints, and only what leads into the former", () => {
    expect(counts(json)).toEqual({ aws_security_group: 2, aws_vpc_security_group_ingress_rule: 4 });
  });

  it.each([
    ["load_balancer", "LoadBalancer", "Load balancer", "Shop-LoadBalancer"],
    ["endpoints", "Endpoints", "Interface endpoints of AWS services", "Shop-Endpoints"],
  ])("names and describes the group of %s", (id, name, description, tag) => {
    expect(resource(json, `aws_security_group.security_groups_${id}`)).toEqual({
      vpc_id: "vpc-1",
      name,
      description,
      tags: { Name: tag },
      lifecycle: { create_before_destroy: true },
    });
  });

  it.each([
    ["production_0_0_0_0_0", 443, "0.0.0.0/0", "production listener, from 0.0.0.0/0"],
    ["test_198_51_100_0_24", 8443, "198.51.100.0/24", "test listener, from 198.51.100.0/24"],
    ["test_203_0_113_7_32", 8443, "203.0.113.7/32", "test listener, from 203.0.113.7/32"],
    ["redirect_0_0_0_0_0", 80, "0.0.0.0/0", "redirect listener, from 0.0.0.0/0"],
  ])("lets in by %s one port from one range", (id, port, range, description) => {
    expect(resource(json, `aws_vpc_security_group_ingress_rule.security_groups_${id}`)).toMatchObject({
      security_group_id: loadBalancer,
      description,
      ip_protocol: "tcp",
      from_port: port,
      to_port: port,
      cidr_ipv4: range,
      tags: { Name: "Shop-LoadBalancer" },
      lifecycle: { create_before_destroy: true },
    });
  });

  it("opens port 80 for the redirect only once production's rule, which may have it, is as it shall be", () => {
    const after = addresses(json, "aws_vpc_security_group_ingress_rule")
      .map((address) => [address, resource(json, address)["depends_on"]])
      .filter(([, dependsOn]) => dependsOn !== undefined);
    expect(after).toEqual([
      [
        "aws_vpc_security_group_ingress_rule.security_groups_redirect_0_0_0_0_0",
        ["aws_vpc_security_group_ingress_rule.security_groups_production_0_0_0_0_0"],
      ],
    ]);
  });

  it("closes a listener that nobody may come to, and knows no redirect where there is none", () => {
    const closed = jsonWith({ entrances: { production: props.entrances.production, test: { port: 8080, from: [] } } });
    expect(rules(closed)).toEqual(["aws_vpc_security_group_ingress_rule.security_groups_production_0_0_0_0_0"]);
  });

  it("touches no rule that is there when another range is added before", () => {
    const more = jsonWith({
      entrances: { ...props.entrances, test: { port: 8443, from: ["192.0.2.0/24", ...props.entrances.test.from] } },
    });
    expect(addresses(more)).toHaveLength(addresses(json).length + 1);
    for (const address of addresses(json)) expect(resource(more, address)).toEqual(resource(json, address));
  });

  it("makes no group for endpoints that do not exist", () => {
    expect(addresses(jsonWith({ interfaceEndpoints: false }), "aws_security_group")).toEqual([
      "aws_security_group.security_groups_load_balancer",
    ]);
  });
});

describe("the listeners of a service's own", () => {
  const access = { key: "api", ports: { production: 80, test: 9444 } };
  const before = jsonWith({});
  const json = jsonOf((stack) => {
    const groups = new SeparateSecurityGroups(stack, "security_groups", props);
    const ready = groups.forListeners(new Construct(stack, "service_api"), access);
    new EcsCluster(stack, "waits", { name: "waits", dependsOn: [...ready] });
  });
  const added = addresses(json, "aws_vpc_security_group_ingress_rule").filter(
    (one) => !addresses(before).includes(one),
  );

  it("are open to those who may come to the load balancer's, production and test apart", () => {
    expect(added).toEqual([
      "aws_vpc_security_group_ingress_rule.service_api_ingress_production_0_0_0_0_0",
      "aws_vpc_security_group_ingress_rule.service_api_ingress_test_198_51_100_0_24",
      "aws_vpc_security_group_ingress_rule.service_api_ingress_test_203_0_113_7_32",
    ]);
    const said = added.map((address) => {
      const { security_group_id, from_port, to_port, cidr_ipv4, description, tags } = resource(json, address);
      return [security_group_id, from_port, to_port, cidr_ipv4, description, tags];
    });
    const tags = { Name: "Shop-LoadBalancer" };
    expect(said).toEqual([
      [loadBalancer, 80, 80, "0.0.0.0/0", "production listener of api, from 0.0.0.0/0", tags],
      [loadBalancer, 9444, 9444, "198.51.100.0/24", "test listener of api, from 198.51.100.0/24", tags],
      [loadBalancer, 9444, 9444, "203.0.113.7/32", "test listener of api, from 203.0.113.7/32", tags],
    ]);
  });

  it("come with rules to wait for, and change none that is there", () => {
    expect(resource(json, "aws_ecs_cluster.waits")["depends_on"]).toEqual(added);
    for (const address of addresses(before)) expect(resource(json, address)).toEqual(resource(before, address));
  });
});

describe("the group of a service's tasks", () => {
  const json = jsonWith({}, { web: 3000 });
  const added = (changes: Partial<SeparateSecurityGroupsProps>) =>
    addresses(jsonWith(changes, { web: 3000 })).filter((address) => !addresses(jsonWith(changes)).includes(address));
  const prefix = "service_web_security_group";

  it("comes with every rule that the service needs, in its own group and in the others'", () => {
    expect(added({})).toEqual([
      `aws_security_group.${prefix}`,
      `aws_vpc_security_group_egress_rule.${prefix}_out_of_load_balancer`,
      `aws_vpc_security_group_egress_rule.${prefix}_out_to_endpoints`,
      `aws_vpc_security_group_egress_rule.${prefix}_out_to_s3`,
      `aws_vpc_security_group_ingress_rule.${prefix}_from_load_balancer`,
      `aws_vpc_security_group_ingress_rule.${prefix}_out_into_endpoints`,
    ]);
    expect(resource(json, `aws_security_group.${prefix}`)).toEqual({
      vpc_id: "vpc-1",
      name: "Tasks-web",
      description: "Tasks: Shop-Tasks-web",
      tags: { Name: "Shop-Tasks-web" },
      lifecycle: { create_before_destroy: true },
    });
  });

  it.each<[rule: string, block: Block, tag: string]>([
    [
      "ingress_rule.service_web_security_group_from_load_balancer",
      {
        security_group_id: web,
        description: "Traffic and health checks from Shop-LoadBalancer",
        ip_protocol: "tcp",
        from_port: 3000,
        to_port: 3000,
        referenced_security_group_id: loadBalancer,
      },
      "Shop-Tasks-web",
    ],
    [
      "egress_rule.service_web_security_group_out_of_load_balancer",
      {
        security_group_id: loadBalancer,
        description: "Traffic and health checks to Shop-Tasks-web",
        ip_protocol: "tcp",
        from_port: 3000,
        to_port: 3000,
        referenced_security_group_id: web,
      },
      "Shop-LoadBalancer",
    ],
    [
      "egress_rule.service_web_security_group_out_to_endpoints",
      {
        security_group_id: web,
        description: "HTTPS to Shop-Endpoints",
        ...https,
        referenced_security_group_id: endpoints,
      },
      "Shop-Tasks-web",
    ],
    [
      "ingress_rule.service_web_security_group_out_into_endpoints",
      {
        security_group_id: endpoints,
        description: "HTTPS from Shop-Tasks-web",
        ...https,
        referenced_security_group_id: web,
      },
      "Shop-Endpoints",
    ],
    [
      "egress_rule.service_web_security_group_out_to_s3",
      { security_group_id: web, description: "HTTPS to S3", ...https, prefix_list_id: "pl-s3" },
      "Shop-Tasks-web",
    ],
  ])("opens by %s just one way", (rule, block, tag) => {
    expect(resource(json, `aws_vpc_security_group_${rule}`)).toEqual({
      ...block,
      tags: { Name: tag },
      lifecycle: { create_before_destroy: true },
    });
  });

  it("lets HTTPS out to everyone where there is a NAT gateway, and only there", () => {
    const more = added({ internet: true }).filter((address) => !added({}).includes(address));
    expect(more).toEqual([`aws_vpc_security_group_egress_rule.${prefix}_out_to_internet`]);
    const open = jsonWith({ internet: true }, { web: 3000 });
    expect(resource(open, `aws_vpc_security_group_egress_rule.${prefix}_out_to_internet`)).toMatchObject({
      ...https,
      cidr_ipv4: "0.0.0.0/0",
      description: "HTTPS to everywhere, through NAT",
    });
  });

  it("has no way to endpoints that do not exist", () => {
    const without = added({ interfaceEndpoints: false });
    expect(added({}).filter((address) => !without.includes(address))).toEqual([
      `aws_vpc_security_group_egress_rule.${prefix}_out_to_endpoints`,
      `aws_vpc_security_group_ingress_rule.${prefix}_out_into_endpoints`,
    ]);
  });

  it("changes nothing of another service's", () => {
    const both = jsonWith({}, { web: 3000, api: 4000 });
    expect(addresses(both)).toHaveLength(addresses(json).length + 6);
    for (const address of addresses(json)) expect(resource(both, address)).toEqual(resource(json, address));
  });

  it("describes every rule, in characters that AWS takes", () => {
    const all = jsonWith({ internet: true }, { web: 3000, api: 4000 });
    expect(rules(all)).toHaveLength(4 + 2 * 6);
    for (const address of rules(all)) {
      expect(resource(all, address)["description"]).toMatch(/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
    }
  });

  it("hands out its rules to wait for", () => {
    const waiting = jsonOf((stack) => {
      const groups = new SeparateSecurityGroups(stack, "security_groups", props);
      const { id, ready } = groups.forTasks(new Construct(stack, "service_web"), tasks("web", 3000));
      new EcsCluster(stack, "waits", { name: id, dependsOn: [...ready, ...groups.ready] });
    });
    const waits = resource(waiting, "aws_ecs_cluster.waits");
    expect(waits["name"]).toBe(web);
    expect(waits["depends_on"]).toHaveLength(9);
    expect(waits["depends_on"]).toEqual(expect.arrayContaining(rules(json)));
  });
});

describe("the group of instances", () => {
  it("lets out what tasks' groups let out, and nothing in", () => {
    const json = jsonOf((stack) => {
      const groups = new SeparateSecurityGroups(stack, "security_groups", props);
      const name = { name: "Instances", tag: "Shop-Instances" };
      const { id, ready } = groups.forInstances(new Construct(stack, "capacity"), { name, s3PrefixListId });
      new EcsCluster(stack, "waits", { name: id, dependsOn: [...ready] });
    });
    const own = addresses(json).filter((address) => address.includes(".capacity_"));
    expect(own).toEqual([
      "aws_security_group.capacity_security_group",
      "aws_vpc_security_group_egress_rule.capacity_security_group_out_to_endpoints",
      "aws_vpc_security_group_egress_rule.capacity_security_group_out_to_s3",
      "aws_vpc_security_group_ingress_rule.capacity_security_group_out_into_endpoints",
    ]);
    expect(resource(json, "aws_security_group.capacity_security_group")).toMatchObject({
      name: "Instances",
      description: "Container instances: Shop-Instances",
    });
    expect(
      resource(json, "aws_vpc_security_group_ingress_rule.capacity_security_group_out_into_endpoints"),
    ).toMatchObject({ security_group_id: endpoints, ...https });
    expect(resource(json, "aws_ecs_cluster.waits")["depends_on"]).toHaveLength(3);
  });
});
