import { ref, resource } from "../../support/synthesized";
import { count, type Fact, name, of, one, publicGroup, publicSubnets, vpc } from "./fact";

function targetGroup(id: string, groupName: string, port: number): Fact {
  const attributes = {
    name: groupName,
    vpc_id: vpc,
    protocol: "HTTP",
    port,
    target_type: "ip",
    health_check: {
      enabled: true,
      protocol: "HTTP",
      port: "traffic-port",
      path: "/index.php",
      interval: 30,
      timeout: 5,
      healthy_threshold: 5,
      unhealthy_threshold: 2,
      matcher: "200",
    },
  };
  return {
    about: "load balancer",
    fact: `target group ${groupName}: HTTP ${port}, type ip, /index.php every 30 s, 5 s, 5 up, 2 down, 200`,
    read: of(`aws_lb_target_group.targets_web_${id}`, ...Object.keys(attributes)),
    expected: attributes,
  };
}

function listener(id: string, port: number, group: string): Fact {
  const attributes = {
    load_balancer_arn: ref("aws_lb.load_balancer", "arn"),
    port,
    protocol: "HTTP",
    default_action: [{ type: "forward", target_group_arn: ref(`aws_lb_target_group.targets_web_${group}`, "arn") }],
  };
  return {
    about: "load balancer",
    fact: `${id} listener: HTTP ${port}, forwards to ${group}`,
    read: of(`aws_lb_listener.listeners_${id}`, ...Object.keys(attributes)),
    expected: attributes,
  };
}

export const loadBalancerFacts: readonly Fact[] = [
  one("load balancer", "aws_lb.load_balancer", "ALB: internet-facing, ipv4, both public subnets, public group", {
    name: "ContainerHandsOn",
    load_balancer_type: "application",
    internal: false,
    ip_address_type: "ipv4",
    subnets: publicSubnets,
    security_groups: [publicGroup],
    tags: name,
  }),
  targetGroup("blue", "ContainerHandsOn", 80),
  targetGroup("green", "ContainerHandsOn8080", 8080),
  listener("production", 80, "blue"),
  listener("test", 8080, "green"),
  {
    about: "load balancer",
    fact: "one load balancer, two target groups, two listeners",
    read: count("aws_lb", "aws_lb_target_group", "aws_lb_listener"),
    expected: [1, 2, 2],
  },
  {
    about: "load balancer",
    fact: "the production listener exists before the service",
    read: (json) =>
      (resource(json, "aws_ecs_service.service_web")["depends_on"] as readonly string[]).filter((address) =>
        address.endsWith("_production"),
      ),
    expected: [
      "aws_lb_listener.listeners_production",
      "aws_vpc_security_group_ingress_rule.security_groups_public_production",
    ],
  },
];
