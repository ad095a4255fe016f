import type { Finder } from "../finder";
import { logGroup, parameter, repository } from "./by-name";
import { application, deploymentGroup } from "./codedeploy";
import { cluster, service, taskDefinition } from "./ecs";
import { role, rolePolicy, rolePolicyAttachment } from "./iam";
import { lambdaFunction } from "./lambda";
import { listener, loadBalancer, targetGroup } from "./load-balancing";
import { internetGateway, route, routeTable, routeTableAssociation, subnet, vpc, vpcEndpoint } from "./network";
import { egressRule, ingressRule, securityGroup } from "./security-groups";

/** How what a resource declares is found in an account, by resource type. Every type that a stack uses has its entry. */
export const finders: Readonly<Record<string, Finder>> = {
  aws_cloudwatch_log_group: logGroup,
  aws_codedeploy_app: application,
  aws_codedeploy_deployment_group: deploymentGroup,
  aws_ecr_repository: repository,
  aws_ecs_cluster: cluster,
  aws_ecs_service: service,
  aws_ecs_task_definition: taskDefinition,
  aws_iam_role: role,
  aws_iam_role_policy: rolePolicy,
  aws_iam_role_policy_attachment: rolePolicyAttachment,
  aws_internet_gateway: internetGateway,
  aws_lambda_function: lambdaFunction,
  aws_lb: loadBalancer,
  aws_lb_listener: listener,
  aws_lb_target_group: targetGroup,
  aws_route: route,
  aws_route_table: routeTable,
  aws_route_table_association: routeTableAssociation,
  aws_security_group: securityGroup,
  aws_ssm_parameter: parameter,
  aws_subnet: subnet,
  aws_vpc: vpc,
  aws_vpc_endpoint: vpcEndpoint,
  aws_vpc_security_group_egress_rule: egressRule,
  aws_vpc_security_group_ingress_rule: ingressRule,
};
