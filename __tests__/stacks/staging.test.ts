import { addresses, counts, ref, resource, serviceStackJson, staging } from "../support/synthesized";

const json = serviceStackJson(staging);

describe("the staging stack", () => {
  it("has the addresses it always had", () => {
    expect(addresses(json)).toHaveLength(83);
    expect(addresses(json)).toMatchSnapshot();
  });

  it("makes of each type as many as two zones and two services need", () => {
    expect(counts(json)).toMatchObject({
      aws_subnet: 4,
      aws_route: 2,
      aws_nat_gateway: 1,
      aws_eip: 1,
      aws_vpc_endpoint: 1,
      aws_lb: 1,
      aws_lb_listener: 2,
      aws_lb_listener_rule: 4,
      aws_lb_target_group: 4,
      aws_ecs_capacity_provider: 1,
      aws_ecs_cluster_capacity_providers: 1,
      aws_autoscaling_group: 1,
      aws_ecs_service: 2,
      aws_appautoscaling_target: 1,
      aws_appautoscaling_scheduled_action: 2,
    });
  });

  it.each([
    "aws_acm_certificate",
    "aws_cloudwatch_metric_alarm",
    "aws_codedeploy_deployment_config",
    "aws_flow_log",
    "aws_kms_key",
    "aws_s3_bucket",
    "aws_sns_topic",
    "aws_wafv2_web_acl",
  ])("does without %s, which costs something or needs something", (type) => {
    expect(addresses(json)).not.toEqual([]);
    expect(addresses(json, type)).toEqual([]);
  });

  it("reaches AWS by one NAT gateway, and S3 for free", () => {
    expect(addresses(json, "aws_vpc_endpoint")).toEqual(["aws_vpc_endpoint.endpoints_s3"]);
    expect(resource(json, "aws_route.network_private_internet")).toMatchObject({
      destination_cidr_block: "0.0.0.0/0",
      nat_gateway_id: ref("aws_nat_gateway.network_nat_1a", "id"),
    });
  });

  it("runs web on demand and on spot, and api on instances of its own", () => {
    const strategy = (service: string) =>
      resource(json, `aws_ecs_service.service_${service}`)["capacity_provider_strategy"];
    expect(strategy("web")).toEqual([
      { capacity_provider: "FARGATE", base: 1, weight: 1 },
      { capacity_provider: "FARGATE_SPOT", base: 0, weight: 1 },
    ]);
    expect(strategy("api")).toEqual([
      { capacity_provider: ref("aws_ecs_capacity_provider.instances_provider", "name"), base: 0, weight: 1 },
    ]);
    expect(resource(json, "aws_ecs_task_definition.service_api_task_definition")).toMatchObject({
      requires_compatibilities: ["EC2"],
      runtime_platform: { cpu_architecture: "ARM64" },
    });
  });

  it.each(["web", "api"])("lets the service %s wait for the capacity that it names", (service) => {
    expect(resource(json, `aws_ecs_service.service_${service}`)["depends_on"]).toContain(
      "aws_ecs_cluster_capacity_providers.capacity_providers",
    );
  });

  it("lets the load balancer be destroyed", () => {
    const loadBalancer = resource(json, "aws_lb.load_balancer");
    expect(loadBalancer["enable_deletion_protection"]).toBe(false);
    expect(loadBalancer).not.toHaveProperty("lifecycle");
  });

  it("bears the environment's name in no address and in no output's name", () => {
    const ids = [...addresses(json), ...Object.keys(json.output ?? {})];
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.filter((id) => /shop|staging/i.test(id))).toEqual([]);
  });
});
