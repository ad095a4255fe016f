import { ref, resource } from "../../support/synthesized";
import { count, type Fact, name, of, one } from "./fact";

function trust(id: string, roleName: string, service: string): Fact {
  return {
    about: "roles",
    fact: `${roleName} trusts ${service}`,
    read: (json) => {
      const role = resource(json, `aws_iam_role.${id}`);
      return [role["name"], JSON.parse(String(role["assume_role_policy"])) as unknown];
    },
    expected: [
      roleName,
      {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
      },
    ],
  };
}

function policy(role: string, policyName: string, arn: string): Fact {
  return {
    about: "roles",
    fact: `${role} has ${policyName}`,
    read: of(`aws_iam_role_policy_attachment.${role}_${policyName}`, "role", "policy_arn"),
    expected: { role: ref(`aws_iam_role.${role}`, "name"), policy_arn: arn },
  };
}

/** Registry, logs, roles. */
export const accessFacts: readonly Fact[] = [
  one("registry", "aws_ecr_repository.service_web_registry", "repository: mutable tags, no scan on push, AES-256", {
    name: "jaws-days-2022/container-hands-on",
    image_tag_mutability: "MUTABLE",
    image_scanning_configuration: { scan_on_push: false },
    encryption_configuration: [{ encryption_type: "AES256" }],
    tags: name,
  }),
  one("logs", "aws_cloudwatch_log_group.service_web_task_log_group", "log group without retention", {
    name: "awslogs-container-hands-on",
    retention_in_days: undefined,
  }),
  {
    about: "logs",
    fact: "the log group exists before the service",
    read: (json) =>
      (resource(json, "aws_ecs_service.service_web")["depends_on"] as readonly string[]).filter((address) =>
        address.startsWith("aws_cloudwatch_log_group."),
      ),
    expected: ["aws_cloudwatch_log_group.service_web_task_log_group"],
  },
  {
    about: "roles",
    fact: "two roles, three AWS-managed policies",
    read: count("aws_iam_role", "aws_iam_role_policy_attachment"),
    expected: [2, 3],
  },
  trust("service_web_task_execution_role", "ecsTaskExecutionRole", "ecs-tasks.amazonaws.com"),
  policy(
    "service_web_task_execution_role",
    "AmazonECSTaskExecutionRolePolicy",
    "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
  ),
  trust("service_web_deployment_role", "ContainerHandsOnForCodeDeploy", "codedeploy.amazonaws.com"),
  policy("service_web_deployment_role", "AWSCodeDeployRoleForECS", "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"),
  policy(
    "service_web_deployment_role",
    "AmazonEC2ContainerRegistryPowerUser",
    "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser",
  ),
];
