import type { Finder } from "../finder";
import { alarm, dashboard, subscription, topic } from "./alerting";
import { bucket } from "./buckets";
import { logGroup, logResourcePolicy, parameter, repository } from "./by-name";
import { certificate } from "./certificates";
import { application, deploymentConfig, deploymentGroup } from "./codedeploy";
import { record } from "./dns";
import { capacityProvider, cluster, clusterCapacityProviders, service, taskDefinition } from "./ecs";
import { webAcl, webAclAssociation, webAclLogging } from "./firewall";
import { instanceProfile, role, rolePolicy, rolePolicyAttachment } from "./iam";
import { alias, key } from "./encryption";
import { autoScalingGroup, launchTemplate } from "./instances";
import { lambdaFunction } from "./lambda";
import { listener, listenerRule, loadBalancer, targetGroup } from "./load-balancing";
import {
  elasticIp,
  flowLog,
  internetGateway,
  natGateway,
  route,
  routeTable,
  routeTableAssociation,
  subnet,
  vpc,
  vpcEndpoint,
} from "./network";
import { overwritten, waiting } from "./never";
import { scalableTarget, scalingPolicy } from "./scaling";
import { defaultSecurityGroup, egressRule, ingressRule, securityGroup } from "./security-groups";

/** How what a resource declares is found in an account, by resource type. Every type that a stack uses has its entry. */
export const finders: Readonly<Record<string, Finder>> = {
  aws_acm_certificate: certificate,
  aws_acm_certificate_validation: waiting,
  aws_appautoscaling_policy: scalingPolicy,
  aws_appautoscaling_scheduled_action: overwritten,
  aws_appautoscaling_target: scalableTarget,
  aws_autoscaling_group: autoScalingGroup,
  aws_cloudwatch_dashboard: dashboard,
  aws_cloudwatch_log_group: logGroup,
  aws_cloudwatch_log_resource_policy: logResourcePolicy,
  aws_cloudwatch_metric_alarm: alarm,
  aws_codedeploy_app: application,
  aws_codedeploy_deployment_config: deploymentConfig,
  aws_codedeploy_deployment_group: deploymentGroup,
  aws_default_security_group: defaultSecurityGroup,
  aws_ecr_lifecycle_policy: overwritten,
  aws_ecr_repository: repository,
  aws_ecs_capacity_provider: capacityProvider,
  aws_ecs_cluster: cluster,
  aws_ecs_cluster_capacity_providers: clusterCapacityProviders,
  aws_ecs_service: service,
  aws_ecs_task_definition: taskDefinition,
  aws_eip: elasticIp,
  aws_flow_log: flowLog,
  aws_iam_instance_profile: instanceProfile,
  aws_iam_role: role,
  aws_iam_role_policy: rolePolicy,
  aws_iam_role_policy_attachment: rolePolicyAttachment,
  aws_internet_gateway: internetGateway,
  aws_kms_alias: alias,
  aws_kms_key: key,
  aws_lambda_function: lambdaFunction,
  aws_launch_template: launchTemplate,
  aws_lb: loadBalancer,
  aws_lb_listener: listener,
  aws_lb_listener_rule: listenerRule,
  aws_lb_target_group: targetGroup,
  aws_nat_gateway: natGateway,
  aws_route: route,
  aws_route_table: routeTable,
  aws_route_table_association: routeTableAssociation,
  aws_route53_record: record,
  aws_s3_bucket: bucket,
  aws_s3_bucket_lifecycle_configuration: overwritten,
  aws_s3_bucket_ownership_controls: overwritten,
  aws_s3_bucket_policy: overwritten,
  aws_s3_bucket_public_access_block: overwritten,
  aws_s3_bucket_server_side_encryption_configuration: overwritten,
  aws_s3_bucket_versioning: overwritten,
  aws_security_group: securityGroup,
  aws_sns_topic: topic,
  aws_sns_topic_policy: overwritten,
  aws_sns_topic_subscription: subscription,
  aws_ssm_parameter: parameter,
  aws_subnet: subnet,
  aws_vpc: vpc,
  aws_vpc_endpoint: vpcEndpoint,
  aws_vpc_security_group_egress_rule: egressRule,
  aws_vpc_security_group_ingress_rule: ingressRule,
  aws_wafv2_web_acl: webAcl,
  aws_wafv2_web_acl_association: webAclAssociation,
  aws_wafv2_web_acl_logging_configuration: webAclLogging,
};
