import type { StackJson } from "../../src/lib/stack-json";
import { buckets } from "./hardened-buckets";
import { deployRights, document, gitHubTrust, trust } from "./hardened-policies";

const container = {
  name: "web",
  user: "1000:1000",
  readonlyRootFilesystem: true,
  environment: [{ name: "LOG_LEVEL", value: "info" }],
  logConfiguration: { logDriver: "awslogs" },
};

function endpoints(...services: readonly string[]) {
  return Object.fromEntries(
    services.map((service) => [
      service.replace(".", "_"),
      { vpc_id: "${aws_vpc.network.id}", service_name: `com.amazonaws.ap-northeast-1.${service}` },
    ]),
  );
}

const listener = {
  load_balancer_arn: "${aws_lb.edge.arn}",
  protocol: "HTTPS",
  certificate_arn: "${aws_acm_certificate.edge.arn}",
  ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
};

const edge = { security_group_id: "${aws_security_group.edge.id}", description: "Clients", ip_protocol: "tcp" };

/** A small stack that keeps every rule, in the forms in which CDKTF writes things. */
export const hardened: StackJson = {
  data: {},
  resource: {
    aws_vpc: { network: { cidr_block: "10.0.0.0/16" } },
    aws_flow_log: { network: { vpc_id: "${aws_vpc.network.id}", traffic_type: "ALL" } },
    aws_default_security_group: { network: { vpc_id: "${aws_vpc.network.id}" } },
    aws_subnet: { one: { vpc_id: "${aws_vpc.network.id}" }, two: { vpc_id: "${aws_vpc.network.id}" } },
    aws_vpc_endpoint: endpoints("ecr.api", "ecr.dkr", "logs", "s3"),
    aws_security_group: { edge: { description: "Load balancer" } },
    aws_vpc_security_group_ingress_rule: {
      production: { ...edge, from_port: 443, to_port: 443, cidr_ipv4: "0.0.0.0/0" },
      redirect: { ...edge, from_port: 80, to_port: 80, cidr_ipv4: "0.0.0.0/0" },
      test: { ...edge, from_port: 9000, to_port: 9000, cidr_ipv4: "203.0.113.0/24" },
    },
    aws_vpc_security_group_egress_rule: {
      tasks: { ...edge, from_port: 8080, to_port: 8080, cidr_ipv4: "10.0.0.0/16" },
    },
    aws_lb: {
      edge: {
        subnets: ["${aws_subnet.one.id}", "${aws_subnet.two.id}"],
        security_groups: ["${aws_security_group.edge.id}"],
        enable_deletion_protection: true,
        drop_invalid_header_fields: true,
        desync_mitigation_mode: "defensive",
        access_logs: { bucket: "${aws_s3_bucket.logs.id}", enabled: true },
      },
    },
    aws_lb_listener: {
      production: { ...listener, port: 443 },
      test: { ...listener, port: 9000 },
      redirect: {
        load_balancer_arn: "${aws_lb.edge.arn}",
        port: 80,
        protocol: "HTTP",
        default_action: [{ type: "redirect", redirect: { protocol: "HTTPS" } }],
      },
    },
    aws_lb_target_group: { blue: { health_check: { path: "/health" } } },
    aws_wafv2_web_acl: {
      edge: {
        rule: [
          {
            name: "KnownBadInputs",
            override_action: { none: {} },
            statement: { managed_rule_group_statement: { name: "AWSManagedRulesKnownBadInputsRuleSet" } },
          },
        ],
      },
    },
    aws_wafv2_web_acl_association: { edge: { resource_arn: "${aws_lb.edge.arn}" } },
    aws_wafv2_web_acl_logging_configuration: { edge: { resource_arn: "${aws_wafv2_web_acl.edge.arn}" } },
    aws_ecs_cluster: {
      cluster: {
        setting: [{ name: "containerInsights", value: "enhanced" }],
        configuration: {
          execute_command_configuration: {
            kms_key_id: "${aws_kms_key.key.arn}",
            logging: "OVERRIDE",
            log_configuration: { cloud_watch_encryption_enabled: true, cloud_watch_log_group_name: "exec" },
          },
        },
      },
    },
    aws_ecs_service: { web: { network_configuration: { assign_public_ip: false } } },
    aws_ecs_task_definition: {
      web: {
        network_mode: "awsvpc",
        execution_role_arn: "${aws_iam_role.execution.arn}",
        task_role_arn: "${aws_iam_role.task.arn}",
        container_definitions: JSON.stringify([container, { ...container, name: "sidecar" }]),
      },
    },
    aws_ecr_repository: {
      web: {
        image_tag_mutability: "IMMUTABLE",
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [{ encryption_type: "KMS" }],
      },
    },
    aws_ecr_lifecycle_policy: { web: { repository: "${aws_ecr_repository.web.name}" } },
    aws_iam_role: {
      execution: { assume_role_policy: trust("ecs-tasks.amazonaws.com") },
      task: { assume_role_policy: trust("ecs-tasks.amazonaws.com") },
      deploy: { assume_role_policy: trust("codedeploy.amazonaws.com") },
      github: { assume_role_policy: gitHubTrust },
    },
    aws_iam_role_policy: { deploy: { role: "${aws_iam_role.deploy.name}", policy: deployRights } },
    aws_kms_key: {
      key: {
        enable_key_rotation: true,
        policy: document({
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::123456789012:root" },
          Action: "kms:*",
          Resource: "*",
        }),
      },
    },
    aws_cloudwatch_log_group: { web: { retention_in_days: 365, kms_key_id: "${aws_kms_key.key.arn}" } },
    aws_cloudwatch_metric_alarm: { errors: { alarm_actions: ["${aws_sns_topic.alerts.arn}"] } },
    aws_sns_topic: { alerts: { kms_master_key_id: "${aws_kms_key.key.id}" } },
    ...buckets,
    aws_codedeploy_deployment_group: {
      web: {
        auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
        alarm_configuration: { enabled: true, alarms: ["errors"] },
        blue_green_deployment_config: {
          terminate_blue_instances_on_deployment_success: {
            action: "TERMINATE",
            termination_wait_time_in_minutes: 60,
          },
        },
        load_balancer_info: {
          target_group_pair_info: { test_traffic_route: { listener_arns: ["${aws_lb_listener.test.arn}"] } },
        },
      },
    },
  },
};
