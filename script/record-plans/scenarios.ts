import { add, block, type MutableBlock, type MutableStack, remove, rename, replaceText } from "./stack";

export interface Scenario {
  /** Name of the file. */
  readonly name: string;
  /**
   * `as created`: what Terraform made, which it has not read again yet. `swapped`: after a release has pointed both
   * listeners at the other target group.
   */
  readonly account: "as created" | "as deployed" | "swapped";
  /** What a pull request changes. Answers another stack, or changes the given one. */
  readonly change?: (stack: MutableStack) => MutableStack | undefined;
  /** More options of `terraform plan`. */
  readonly options?: readonly string[];
}

/** Values that no review may show. */
export const markers = { variable: "marker-sensitive-variable", environment: "marker-environment-value" } as const;

const definition = "aws_ecs_task_definition.service_web_task_definition";
const service = "aws_ecs_service.service_web";
const group = "aws_codedeploy_deployment_group.service_web_deployment_group";
const groups = ["aws_lb_target_group.targets_web_blue", "aws_lb_target_group.targets_web_green"] as const;
const listeners = ["aws_lb_listener.listeners_production", "aws_lb_listener.listeners_test"] as const;
const logGroup = "aws_cloudwatch_log_group.service_web_task_log_group";

/** What the recorded account has besides the hands-on: an alarm that stops deployments. */
export function addAlarm(stack: MutableStack): void {
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
}

/** Pull requests, and what stands around them; each is planned for real against the deployed hands-on. */
export const scenarios: readonly Scenario[] = [
  { name: "no-op", account: "as created" },
  { name: "image-changed", account: "as deployed", change: edit(definition, changeImage) },
  { name: "container-changed", account: "as deployed", change: changeContainer },
  { name: "security-group-changed", account: "as deployed", change: openToTheWorld },
  {
    name: "target-group-port-changed",
    account: "as deployed",
    change: edit(groups[0], (blue) => void (blue["port"] = 8081)),
  },
  {
    name: "cluster-renamed",
    account: "as deployed",
    change: edit("aws_ecs_cluster.cluster", (cluster) => void (cluster["name"] = "Renamed")),
  },
  { name: "construct-renamed", account: "as deployed", change: (stack) => rename(stack, logGroup, "service_web_logs") },
  { name: "subnet-removed", account: "as deployed", change: removeSubnet },
  { name: "alarm-removed", account: "as deployed", change: removeAlarm },
  {
    name: "switched-to-canary",
    account: "as deployed",
    change: edit(group, (one) => void (one["deployment_config_name"] = "CodeDeployDefault.ECSCanary10Percent5Minutes")),
  },
  { name: "service-unguarded", account: "as deployed", change: unguardService },
  { name: "exposed", account: "as deployed", change: expose },
  { name: "secrets", account: "as deployed", change: addSecrets },
  {
    name: "targeted",
    account: "as deployed",
    change: edit(definition, changeImage),
    options: [`-target=${definition}`],
  },
  { name: "destroyed", account: "as deployed", options: ["-destroy"] },
  { name: "swapped", account: "swapped" },
  { name: "swapped-then-old-code", account: "swapped", change: unguardListeners },
  { name: "swapped-refresh-only", account: "swapped", options: ["-refresh-only"] },
  {
    name: "swapped-target-group-port-changed",
    account: "swapped",
    change: edit(groups[1], (green) => void (green["port"] = 8081)),
  },
];

function edit(address: string, change: (target: MutableBlock) => void): (stack: MutableStack) => undefined {
  return (stack) => {
    change(block(stack, address));
  };
}

function changeImage(target: MutableBlock): void {
  replaceText(target, "container_definitions", ":latest", ":2");
}

/** As a changed port of the container in an environment's file: definition, service and health check follow. */
function changeContainer(stack: MutableStack): undefined {
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

function openToTheWorld(stack: MutableStack): undefined {
  add(stack, "aws_vpc_security_group_ingress_rule.security_groups_private_ssh", {
    security_group_id: "${aws_security_group.security_groups_private.id}",
    cidr_ipv4: "0.0.0.0/0",
    from_port: 22,
    to_port: 22,
    ip_protocol: "tcp",
  });
}

function removeSubnet(stack: MutableStack): MutableStack {
  remove(stack, "aws_route_table_association.network_private_1c_routes");
  remove(stack, "aws_subnet.network_private_1c");
  Reflect.deleteProperty(stack.output, "SubnetId1cPrivate");
  const rest = JSON.stringify(stack)
    .replaceAll(',"${aws_subnet.network_private_1c.id}"', "")
    .replaceAll(", aws_subnet.network_private_1c.id", "")
    .replaceAll('"aws_route_table_association.network_private_1c_routes",', "");
  return JSON.parse(rest) as MutableStack;
}

function removeAlarm(stack: MutableStack): undefined {
  remove(stack, "aws_cloudwatch_metric_alarm.service_web_errors");
  Reflect.deleteProperty(block(stack, group), "alarm_configuration");
}

/** A service of other code than ours: nothing of it is left to CodeDeploy. */
function unguardService(stack: MutableStack): undefined {
  const target = block(stack, service);
  Reflect.deleteProperty(target, "lifecycle");
  changeImage(block(stack, definition));
  target["platform_version"] = "1.3.0";
}

/** Code from before the listeners were left to CodeDeploy. */
function unguardListeners(stack: MutableStack): undefined {
  for (const address of listeners) Reflect.deleteProperty(block(stack, address), "lifecycle");
}

function expose(stack: MutableStack): undefined {
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

function addSecrets(stack: MutableStack): undefined {
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
