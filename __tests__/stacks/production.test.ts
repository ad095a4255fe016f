import { addresses, type Block, counts, production, ref, resource, serviceStackJson } from "../support/synthesized";

const json = serviceStackJson(production);
const all = (type: string): readonly Block[] => addresses(json, type).map((address) => resource(json, address));
const key = ref("aws_kms_key.key", "arn");
const topic = ref("aws_sns_topic.alerts", "arn");

describe("the production stack", () => {
  it("has the addresses it always had", () => {
    expect(addresses(json)).toHaveLength(125);
    expect(addresses(json)).toMatchSnapshot();
  });

  it("makes of each type as many as three zones and two services need", () => {
    expect(counts(json)).toMatchObject({
      aws_subnet: 6,
      aws_route: 1,
      aws_route_table: 2,
      aws_vpc_endpoint: 7,
      aws_lb: 1,
      aws_lb_listener: 3,
      aws_lb_listener_rule: 4,
      aws_lb_target_group: 4,
      aws_ecs_cluster: 1,
      aws_ecs_service: 2,
      aws_codedeploy_deployment_group: 2,
      aws_codedeploy_deployment_config: 1,
      aws_appautoscaling_target: 2,
      aws_cloudwatch_metric_alarm: 9,
      aws_cloudwatch_dashboard: 2,
      aws_wafv2_web_acl: 1,
      aws_sns_topic_subscription: 1,
    });
  });

  it("has no way out of its private subnets but to AWS", () => {
    expect(addresses(json, "aws_nat_gateway")).toEqual([]);
    expect(addresses(json, "aws_route")).toEqual(["aws_route.network_public_internet"]);
    expect(
      addresses(json, "aws_vpc_endpoint").map((address) => address.replace("aws_vpc_endpoint.endpoints_", "")),
    ).toEqual(["ecr_api", "ecr_dkr", "kms", "logs", "s3", "secretsmanager", "ssmmessages"]);
  });

  it("encrypts logs, images, sessions and alarms with the key of the environment, and keeps logs for a year", () => {
    expect(all("aws_cloudwatch_log_group")).toHaveLength(5);
    for (const group of all("aws_cloudwatch_log_group")) {
      expect(group).toMatchObject({ kms_key_id: key, retention_in_days: 365 });
    }
    expect(all("aws_ecr_repository")).toHaveLength(2);
    for (const repository of all("aws_ecr_repository")) {
      expect(repository).toMatchObject({ encryption_configuration: [{ encryption_type: "KMS", kms_key: key }] });
    }
    expect(resource(json, "aws_sns_topic.alerts")["kms_master_key_id"]).toBe(key);
    expect(resource(json, "aws_ecs_cluster.cluster")).toHaveProperty(
      "configuration.execute_command_configuration.kms_key_id",
      key,
    );
  });

  it("tells the topic of every alarm, when it goes off and when it is over", () => {
    expect(all("aws_cloudwatch_metric_alarm")).toHaveLength(9);
    for (const alarm of all("aws_cloudwatch_metric_alarm")) {
      expect(alarm).toMatchObject({ alarm_actions: [topic], ok_actions: [topic] });
    }
  });

  it.each(["web", "api"])("lets the alarms of %s stop its deployments and no other's", (service) => {
    const alarms = ["target_errors", "latency", "unhealthy_tasks"].map((id) =>
      ref(`aws_cloudwatch_metric_alarm.service_${service}_observation_alarms_${id}`, "alarm_name"),
    );
    expect(resource(json, `aws_codedeploy_deployment_group.service_${service}_deployment_group`)).toMatchObject({
      alarm_configuration: { enabled: true, alarms },
    });
  });

  it("shifts web by one of CodeDeploy's configurations, and api by its own", () => {
    const config = (service: string) =>
      resource(json, `aws_codedeploy_deployment_group.service_${service}_deployment_group`)["deployment_config_name"];
    expect(config("web")).toBe("CodeDeployDefault.ECSCanary10Percent5Minutes");
    expect(config("api")).toBe(
      ref("aws_codedeploy_deployment_config.service_api_deployment_config", "deployment_config_name"),
    );
  });

  it("speaks TLS on both listeners, whose rules alone send requests on", () => {
    for (const listener of ["production", "test"]) {
      expect(resource(json, `aws_lb_listener.listeners_${listener}`)).toMatchObject({
        protocol: "HTTPS",
        certificate_arn: ref("aws_acm_certificate_validation.certificate_issued", "certificate_arn"),
        default_action: [{ type: "fixed-response" }],
      });
    }
    expect(resource(json, "aws_lb_listener.listeners_redirect")).toMatchObject({ port: 80, protocol: "HTTP" });
  });

  it("lets everyone to the production listener, and the office to the test listener", () => {
    expect(
      addresses(json, "aws_vpc_security_group_ingress_rule")
        .filter((address) => address.includes(".security_groups_"))
        .map((address) => [resource(json, address)["from_port"], resource(json, address)["cidr_ipv4"]]),
    ).toEqual([
      [443, "0.0.0.0/0"],
      [80, "0.0.0.0/0"],
      [8443, "203.0.113.0/24"],
    ]);
  });

  it("keeps people from destroying the load balancer, and AWS too", () => {
    expect(resource(json, "aws_lb.load_balancer")).toMatchObject({
      enable_deletion_protection: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("gives no role one of AWS's policies", () => {
    expect(addresses(json, "aws_iam_role_policy_attachment")).toEqual([]);
    expect(addresses(json, "aws_iam_role_policy")).toHaveLength(addresses(json, "aws_iam_role").length);
  });

  it("bears the environment's name in no address and in no output's name", () => {
    const ids = [...addresses(json), ...Object.keys(json.output ?? {})];
    expect(ids.length).toBeGreaterThan(140);
    expect(ids.filter((id) => /shop/i.test(id))).toEqual([]);
    expect(ids.filter((id) => id.includes("production"))).toEqual(ids.filter((id) => /_production(_|$)/.test(id)));
  });
});
