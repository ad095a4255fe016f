import type { PlanDraft } from "./support";

type Prior = NonNullable<PlanDraft["prior"]>;

const lbArn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1";
export const blueArn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/blue/1";

export const service = {
  cluster: "arn:aws:ecs:eu-west-1:123456789012:cluster/main",
  name: "web",
  deployment_controller: [{ type: "CODE_DEPLOY" }],
  network_configuration: [{ subnets: ["subnet-a", "subnet-b"], security_groups: ["sg-tasks"] }],
  load_balancer: [{ target_group_arn: blueArn, container_name: "web", container_port: 8080 }],
  capacity_provider_strategy: [{ capacity_provider: "instances", base: 0, weight: 1 }],
  task_definition: "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7",
};

export const balancer = {
  arn: lbArn,
  security_groups: ["sg-lb"],
  subnets: ["subnet-public-a", "subnet-public-b"],
};

export const ingress = {
  security_group_id: "sg-tasks",
  ip_protocol: "tcp",
  from_port: 8080,
  to_port: 8080,
  referenced_security_group_id: "sg-lb",
};

export const egress = { security_group_id: "sg-lb", ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" };

function subnet(id: string, zone: string, cidr_block: string) {
  return { id, availability_zone: zone, cidr_block, vpc_id: "vpc-1" };
}

/** A service under CODE_DEPLOY behind a load balancer, in two zones, after a release: what a plan finds. */
export const running: Prior = {
  "aws_ecs_service.web": service,
  "aws_ecs_task_definition.web": {
    arn: "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1",
    task_role_arn: "arn:aws:iam::123456789012:role/task",
    execution_role_arn: "arn:aws:iam::123456789012:role/execution",
    container_definitions: JSON.stringify([
      {
        name: "web",
        logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/web" } },
        secrets: [
          { name: "PASSWORD", valueFrom: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:password::" },
          { name: "MODE", valueFrom: "/web/mode" },
        ],
      },
    ]),
  },
  "aws_lb.web": balancer,
  "aws_lb_target_group.blue": {
    arn: blueArn,
    name: "blue",
    load_balancer_arns: [lbArn],
    health_check: [{ port: "traffic-port" }],
  },
  "aws_subnet.a": subnet("subnet-a", "eu-west-1a", "10.0.2.0/24"),
  "aws_subnet.b": subnet("subnet-b", "eu-west-1b", "10.0.3.0/24"),
  "aws_subnet.public_a": subnet("subnet-public-a", "eu-west-1a", "10.0.0.0/24"),
  "aws_subnet.public_b": subnet("subnet-public-b", "eu-west-1b", "10.0.1.0/24"),
  "aws_vpc_security_group_ingress_rule.tasks": ingress,
  "aws_vpc_security_group_egress_rule.lb": egress,
};
