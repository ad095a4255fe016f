import type { Draft } from "./draft";

/** What breaks each rule of network, load balancer and containers, by the rule's words, and nothing else. */
export const platformBreaks: Readonly<Record<string, (draft: Draft) => void>> = {
  // Network
  "VPC flow logs are on": (draft) => {
    draft.set("aws_flow_log", { traffic_type: "REJECT" });
  },
  "the default security group has no rules": (draft) => {
    draft.set("aws_default_security_group", { egress: [{ protocol: "-1" }] });
  },
  "subnets give no public IP addresses": (draft) => {
    draft.set("aws_subnet", { map_public_ip_on_launch: true });
  },
  "every security group and rule has a description": (draft) => {
    draft.set("aws_vpc_security_group_egress_rule", { description: undefined });
  },
  "nothing is open to the world but the ports of the load balancer's listeners": (draft) => {
    draft.set("aws_vpc_security_group_ingress_rule", { from_port: 22, to_port: 22, cidr_ipv4: "0.0.0.0/0" });
  },
  "nothing may call everything: tasks reach endpoints, the load balancer reaches tasks": (draft) => {
    draft.set("aws_vpc_security_group_egress_rule", { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" });
  },
  "every security group is used": (draft) => {
    draft.add("aws_security_group", "idle", { description: "For nothing" });
  },
  "AWS's services are reached through endpoints": (draft) => {
    const images = ({ service_name: name }: Record<string, unknown>) => String(name).endsWith(".ecr.api");
    draft.set("aws_vpc_endpoint", { service_name: "com.amazonaws.ap-northeast-1.sqs" }, images);
  },
  // Load balancer
  "HTTPS; HTTP only redirects to it": (draft) => {
    draft.set("aws_lb_listener", { default_action: [{ type: "forward" }] }, ({ protocol }) => protocol === "HTTP");
  },
  "TLS 1.2 or newer, with strong ciphers": (draft) => {
    draft.set("aws_lb_listener", { ssl_policy: "ELBSecurityPolicy-2016-08" }, ({ protocol }) => protocol === "HTTPS");
  },
  "invalid header fields are dropped": (draft) => {
    draft.set("aws_lb", { drop_invalid_header_fields: false });
  },
  "requests that servers may read differently are not passed on": (draft) => {
    draft.set("aws_lb", { desync_mitigation_mode: "monitor" });
  },
  "it cannot be deleted by accident": (draft) => {
    draft.set("aws_lb", { enable_deletion_protection: false });
  },
  "requests are logged": (draft) => {
    Object.assign(draft.first("aws_lb")["access_logs"] ?? {}, { enabled: false });
  },
  "it stands in two zones at least": (draft) => {
    draft.set("aws_lb", { subnets: ["${aws_subnet.network_public_1a.id}"] });
  },
  "a web application firewall stands before it": (draft) => {
    draft.set("aws_wafv2_web_acl_association", { resource_arn: "another" });
  },
  "the firewall blocks known attacks, Log4j's among them": (draft) => {
    const rules = draft.first("aws_wafv2_web_acl")["rule"] as Record<string, unknown>[];
    for (const rule of rules) rule["override_action"] = { count: {} };
  },
  "what the firewall does is logged": (draft) => {
    draft.set("aws_wafv2_web_acl_logging_configuration", { resource_arn: "another" });
  },
  "target groups check the health of their targets": (draft) => {
    draft.set("aws_lb_target_group", { health_check: { enabled: false } });
  },
  "the test listener is closed to the world": (draft) => {
    const office = ({ cidr_ipv4: from }: Record<string, unknown>) => from === "203.0.113.0/24";
    draft.set("aws_vpc_security_group_ingress_rule", { cidr_ipv4: "0.0.0.0/0" }, office);
  },
  // ECS, ECR
  "Container Insights are on": (draft) => {
    draft.set("aws_ecs_cluster", { setting: [{ name: "containerInsights", value: "disabled" }] });
  },
  "ECS Exec is logged, and encrypted with a customer key": (draft) => {
    draft.set("aws_ecs_cluster", {
      configuration: { execute_command_configuration: { kms_key_id: "key", logging: "DEFAULT" } },
    });
  },
  "tasks have no public IP address": (draft) => {
    draft.set("aws_ecs_service", { network_configuration: { assign_public_ip: true } });
  },
  "no container is privileged, none shares processes or network with its host": (draft) => {
    draft.container({ privileged: true });
  },
  "root file systems are read-only": (draft) => {
    draft.container({ readonlyRootFilesystem: false });
  },
  "containers do not run as root": (draft) => {
    draft.container({ user: "0:0" });
  },
  "the execution role is not the task role": (draft) => {
    const task = draft.first("aws_ecs_task_definition", ({ task_role_arn: role }) => role !== undefined);
    task["task_role_arn"] = task["execution_role_arn"];
  },
  "no AWS keys and nothing that looks like a secret stands in plain environment variables": (draft) => {
    draft.container({ environment: [{ name: "DATABASE", value: "postgres://shop:hunter2@database/shop" }] });
  },
  "every container has a log": (draft) => {
    draft.container({ logConfiguration: undefined });
  },
  "a tag stays what it is": (draft) => {
    draft.set("aws_ecr_repository", { image_tag_mutability: "MUTABLE" });
  },
  "images are scanned when they are pushed": (draft) => {
    draft.set("aws_ecr_repository", { image_scanning_configuration: { scan_on_push: false } });
  },
  "images are encrypted with KMS": (draft) => {
    draft.set("aws_ecr_repository", { encryption_configuration: [{ encryption_type: "AES256" }] });
  },
  "old images expire": (draft) => {
    draft.set("aws_ecr_lifecycle_policy", { repository: "another" });
  },
};
