import type { Environment, Service } from "../../src/environments/schema";
import { add, block, type MutableBlock, type MutableStack, remove, rename, replaceText } from "./stack";

/** Values that no review may show. */
export const markers = {
  variable: "marker-sensitive-variable",
  environment: "marker-environment-value",
  output: "marker-sensitive-output",
} as const;

export const definition = "aws_ecs_task_definition.service_web_task_definition";
export const service = "aws_ecs_service.service_web";
export const group = "aws_codedeploy_deployment_group.service_web_deployment_group";
export const groups = ["aws_lb_target_group.targets_web_blue", "aws_lb_target_group.targets_web_green"] as const;
export const listeners = ["aws_lb_listener.listeners_production", "aws_lb_listener.listeners_test"] as const;
export const executionRole = "aws_iam_role.service_web_task_execution_role";
export const logGroup = "aws_cloudwatch_log_group.service_web_task_log_group";

/** What the recorded account has besides the hands-on: an alarm that stops deployments, and an output that is secret. */
export function addAlarmAndSecret(stack: MutableStack): void {
  add(stack, "aws_cloudwatch_metric_alarm.service_web_errors", {
    alarm_name: "ContainerHandsOn-errors",
    comparison_operator: "GreaterThanThreshold",
    evaluation_periods: 1,
    metric_name: "HTTPCode_Target_5XX_Count",
    namespace: "AWS/ApplicationELB",
    period: 60,
    statistic: "Sum",
    threshold: 10,
  });
  block(stack, group)["alarm_configuration"] = {
    enabled: true,
    alarms: ["${aws_cloudwatch_metric_alarm.service_web_errors.alarm_name}"],
  };
  stack.output["Token"] = { value: `${markers.output} before`, sensitive: true };
}

export function changeImage(target: MutableBlock): void {
  replaceText(target, "container_definitions", ":latest", ":2");
}

/** As a changed port of the container in an environment's file: definition, service and health check follow. */
export function changeContainer(stack: MutableStack): undefined {
  replaceText(
    block(stack, definition),
    "container_definitions",
    '"containerPort":80,"hostPort":80',
    '"containerPort":8000,"hostPort":8000',
  );
  for (const address of groups) {
    const target = block(stack, address);
    target["health_check"] = { ...(target["health_check"] as object), path: "/health" };
  }
}

/** As the first service of an environment gets one before a second service comes. */
export function giveRoute(environment: Environment): Environment {
  const services = Object.entries(environment.services).map(([key, one]): [string, Service] => [
    key,
    { ...one, route: { priority: 50_000, paths: ["/*"] } },
  ]);
  return { ...environment, services: Object.fromEntries(services) };
}

/** A group for the load balancer, one for the endpoints, one for the tasks: those that the tasks carry go. */
export function separateGroups(environment: Environment): Environment {
  return { ...environment, network: { ...environment.network, securityGroups: "separate" } };
}

/** The last zone is given up. */
export function removeZone(environment: Environment): Environment {
  return { ...environment, network: { ...environment.network, zones: environment.network.zones.slice(0, -1) } };
}

export function detachRights(stack: MutableStack): undefined {
  remove(stack, "aws_iam_role_policy_attachment.service_web_deployment_role_AWSCodeDeployRoleForECS");
  block(stack, group)["depends_on"] = [];
}

export function trustInstances(stack: MutableStack): undefined {
  replaceText(block(stack, executionRole), "assume_role_policy", "ecs-tasks.amazonaws.com", "ec2.amazonaws.com");
}

const impossible = { condition: "${aws_lb.load_balancer.internal}", error_message: "Only for the private network." };

export function demandTheImpossible(stack: MutableStack): undefined {
  changeImage(block(stack, definition));
  block(stack, "aws_ssm_parameter.service_web_contract")["lifecycle"] = { precondition: [impossible] };
}

export function checkTheImpossible(stack: MutableStack): undefined {
  stack.check = { private_only: { assert: [impossible] } };
}

/** What the deployment that runs judges its tasks by, what it would roll back with, and how many tasks there are. */
export function changeWhatDeploys(stack: MutableStack): undefined {
  for (const address of groups) block(stack, address)["deregistration_delay"] = "30";
  block(stack, service)["desired_count"] = 3;
  removeAlarm(stack);
}

export function renameLogGroup(stack: MutableStack): MutableStack {
  return rename(stack, logGroup, "service_web_logs");
}

export function moveLogGroup(stack: MutableStack): MutableStack {
  return { ...renameLogGroup(stack), moved: [{ from: logGroup, to: "aws_cloudwatch_log_group.service_web_logs" }] };
}

export function openToTheWorld(stack: MutableStack): undefined {
  add(stack, "aws_vpc_security_group_ingress_rule.security_groups_private_ssh", {
    security_group_id: "${aws_security_group.security_groups_private.id}",
    cidr_ipv4: "0.0.0.0/0",
    from_port: 22,
    to_port: 22,
    ip_protocol: "tcp",
  });
}

export function removeSubnet(stack: MutableStack): MutableStack {
  remove(stack, "aws_route_table_association.network_private_1c_routes");
  remove(stack, "aws_subnet.network_private_1c");
  Reflect.deleteProperty(stack.output, "SubnetId1cPrivate");
  const rest = JSON.stringify(stack)
    .replaceAll(',"${aws_subnet.network_private_1c.id}"', "")
    .replaceAll(", aws_subnet.network_private_1c.id", "")
    .replaceAll('"aws_route_table_association.network_private_1c_routes",', "");
  return JSON.parse(rest) as MutableStack;
}

export function removeAlarm(stack: MutableStack): undefined {
  remove(stack, "aws_cloudwatch_metric_alarm.service_web_errors");
  Reflect.deleteProperty(block(stack, group), "alarm_configuration");
}

/** A service of other code than ours: nothing of it is left to CodeDeploy. */
export function unguardService(stack: MutableStack): undefined {
  const target = block(stack, service);
  Reflect.deleteProperty(target, "lifecycle");
  changeImage(block(stack, definition));
  target["platform_version"] = "1.3.0";
}

/** Code from before the listeners were left to CodeDeploy. */
export function unguardListeners(stack: MutableStack): undefined {
  for (const address of listeners) Reflect.deleteProperty(block(stack, address), "lifecycle");
}

export function expose(stack: MutableStack): undefined {
  for (const zone of ["1a", "1c"]) block(stack, `aws_subnet.network_private_${zone}`)["map_public_ip_on_launch"] = true;
  add(stack, "aws_iam_role_policy.service_web_everything", {
    role: "${aws_iam_role.service_web_task_execution_role.name}",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    }),
  });
  add(stack, "aws_s3_bucket.files", { bucket: "container-hands-on-files" });
  add(stack, "aws_s3_bucket_public_access_block.files", {
    bucket: "${aws_s3_bucket.files.id}",
    block_public_acls: false,
    block_public_policy: false,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
}

export function addSecrets(stack: MutableStack): undefined {
  stack.output["Token"] = { value: `${markers.output} after`, sensitive: true };
  stack.variable = { token: { type: "string", sensitive: true, default: markers.variable } };
  add(stack, "aws_ssm_parameter.token", { name: "/hands-on/token", type: "String", value: "${var.token}" });
  add(stack, "aws_ssm_parameter.secret", { name: "/hands-on/secret", type: "SecureString", value: markers.variable });
  replaceText(
    block(stack, definition),
    "container_definitions",
    '"environment":[]',
    `"environment":[{"name":"API_KEY","value":"${markers.environment}"}]`,
  );
}
