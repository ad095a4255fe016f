import { CreateHostedZoneCommand } from "@aws-sdk/client-route-53";
import { BatchDeleteImageCommand, ListImagesCommand } from "@aws-sdk/client-ecr";
import { DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { DescribeLoadBalancersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { until } from "../support/until";
import { DeployedEnvironment } from "./deployed-environment";

/**
 * 5 minutes of a canary pass in three seconds, long enough to be seen also on a busy machine; the hour in which the original
 * tasks are kept in 36.
 */
const speed = 100;

describe("production: two services behind HTTPS, a firewall and alarms", () => {
  let production: DeployedEnvironment;

  beforeAll(async () => {
    production = await DeployedEnvironment.deploy("production", speed, async ({ route53 }) => {
      await route53.send(new CreateHostedZoneCommand({ Name: "example.com", CallerReference: "test" }));
    });
  }, 600_000);

  afterAll(() => production.dispose());

  it("plans nothing a second time", () => production.expectEmptyPlan(), 120_000);

  it("releases one service by a canary, leaves the other alone, and plans nothing after it", async () => {
    const [web, api] = [await production.contract("web"), await production.contract("api")];
    const [webBefore, apiBefore] = [await production.stateOf(web), await production.stateOf(api)];
    const defaultsBefore = await production.defaultActions(web);
    await production.push("2", "web");

    const release = await production.run(
      "release",
      "--service",
      "web",
      "--image",
      "2",
      "--yes",
      "--wait-for",
      "traffic",
    );
    expect([release.code, release.stderr]).toEqual([0, expect.stringContaining("original 90 %, replacement 10 %")]);
    const webAfter = await production.stateOf(web);
    expect(webAfter.actions).not.toEqual(webBefore.actions);
    expect(await production.stateOf(api)).toEqual(apiBefore);
    expect(await production.defaultActions(web)).toEqual(defaultsBefore);
    await production.expectEmptyPlan();

    const live = async () => (await production.stateOf(web)).taskDefinition;
    await until("web's second revision is live", async () => ((await live()) ?? "").endsWith("shop-web:2"), 120);
    expect(await production.stateOf(api)).toEqual(apiBefore);
    await production.expectEmptyPlan();
  }, 240_000);

  it("refuses a release that does not say which service, and names them", async () => {
    const release = await production.run("release", "--image", "2", "--yes");
    expect(release.code).toBe(2);
    expect(release.stderr).toContain("web");
    expect(release.stderr).toContain("api");
  });

  it("adds a service by creating what is its own, and touches nothing of the others", async () => {
    await production.configure(
      'production.services["admin"] = { route: { priority: 50, paths: ["/admin/*"] }, desiredCount: 1, cpu: 256, memory: 512 };',
    );
    const added = await production.plan();
    expect(added.length).toBeGreaterThan(15);
    expect(added.filter(({ actions }) => actions.join() !== "create")).toEqual([]);
    expect(added.filter(({ address }) => !/\.(service|targets)_admin(_|$)/.test(address))).toEqual([]);
  }, 120_000);

  it("takes a service away by deleting what is its own, and touches nothing of the other", async () => {
    await production.configure('delete production.services["web"];');
    const removed = await production.plan();
    expect(removed.length).toBeGreaterThan(20);
    expect(removed.filter(({ actions }) => actions.join() !== "delete")).toEqual([]);
    expect(removed.filter(({ address }) => !/\.(service|targets)_web(_|$)/.test(address))).toEqual([]);
  }, 120_000);

  it("refuses the plan that takes secrets, task role, execution role and log group of running tasks away", async () => {
    await production.configure(withoutRights);
    const plan = await production.terraform("plan", "-input=false", "-no-color");
    expect(plan.code).toBe(1);
    const text = plan.stderr.replaceAll(/[\s│╷╵]+/g, " ");
    const refused = [
      ...text.matchAll(/Running tasks of the service (\S+) still use the (.*?), which the environment/g),
    ];
    expect(refused.map(([, service, what]) => `${String(service)}: ${String(what)}`).sort()).toEqual([
      "api: execution role shop-api-execution",
      "api: log group /ecs/shop-api",
      "api: secrets arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/database-AbCdEf",
      "api: task role shop-api-task",
    ]);
  }, 120_000);

  it("refuses to plan a destroy while the load balancer is protected, and touches nothing", async () => {
    await production.configure();
    const destroy = await production.terraform("plan", "-destroy", "-input=false", "-no-color");
    expect(destroy.code).toBe(1);
    expect(destroy.stderr).toContain("Resource aws_lb.load_balancer has lifecycle.prevent_destroy set");
  }, 120_000);

  it("changes limits and options in place: nothing that carries traffic is replaced", async () => {
    await production.configure(inPlace);
    const changes = await production.plan();
    const addresses = (actions: string) =>
      changes.filter((change) => change.actions.join() === actions).map(({ address }) => address);
    expect(addresses("update").sort()).toEqual(updated);
    // A range of addresses more, and shifts with other numbers, which CodeDeploy takes as another configuration.
    expect(addresses("create").sort()).toEqual([
      "aws_codedeploy_deployment_config.service_web_deployment_config",
      "aws_vpc_security_group_ingress_rule.security_groups_test_198_51_100_0_24",
    ]);
    expect(addresses("create,delete")).toEqual(["aws_codedeploy_deployment_config.service_api_deployment_config"]);
    expect(addresses("delete")).toEqual(["aws_appautoscaling_policy.service_web_scaling_requests"]);
    // New revisions, which nothing runs until a release does; the old ones stay registered.
    expect(addresses("delete,create").sort()).toEqual([
      "aws_ecs_task_definition.service_api_task_definition",
      "aws_ecs_task_definition.service_web_task_definition",
    ]);
    expect(changes).toHaveLength(updated.length + 6);
    await production.applyPlan();
    await production.expectEmptyPlan();
  }, 300_000);

  it("is destroyed once protection is lifted and the repositories are empty, and nothing remains", async () => {
    for (const repositoryName of ["shop/web", "shop/api"]) {
      const { imageIds = [] } = await production.aws.ecr.send(new ListImagesCommand({ repositoryName }));
      if (imageIds.length > 0) {
        await production.aws.ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
      }
    }
    await production.sandbox.expectSuccess(
      production.terraform("destroy", "-auto-approve", "-input=false", "-no-color"),
    );
    const { stdout } = await production.sandbox.expectSuccess(production.terraform("state", "list"));
    expect(stdout).toBe("");
    const { LoadBalancers } = await production.aws.elb.send(new DescribeLoadBalancersCommand({}));
    expect(LoadBalancers).toEqual([]);
    const { Vpcs = [] } = await production.aws.ec2.send(new DescribeVpcsCommand({}));
    expect(Vpcs.filter(({ IsDefault }) => IsDefault !== true)).toEqual([]);
  }, 300_000);
});

/** What people change of services that run; the first line lifts what protects the load balancer. */
/** All that tasks of the service still use, and its other service as it is. */
const withoutRights = `
const { api } = production.services;
if (api !== undefined) {
  delete api.container?.secrets;
  delete api.sidecars;
  delete api.container?.startAfter;
  delete api.taskRole;
  delete api.executeCommand;
  api.names = { taskExecutionRole: "other-execution", logGroup: "/ecs/other" };
}
`;
const inPlace = `
const { loadBalancer = {}, services } = production;
loadBalancer.deletionProtection = false;
loadBalancer.idleTimeoutSeconds = 90;
loadBalancer.waf = { rateLimit: 5000 };
loadBalancer.testAllowedCidrs = ["203.0.113.0/24", "198.51.100.0/24"];
for (const [key, service] of Object.entries(services)) {
  services[key] = {
    ...service,
    cpu: 2048,
    memory: 4096,
    scaling: { min: 2, max: 20, cpuPercent: 70 },
    alarms: { targetErrorPercent: 2 },
    deregistrationDelaySeconds: 30,
    healthCheck: { path: "/healthy", intervalSeconds: 15 },
    deployment: { shift: { type: "canary", percent: 25, minutes: 3 }, terminationWaitMinutes: 30 },
  };
}
`;

const updated = [
  "aws_appautoscaling_policy.service_api_scaling_cpu",
  "aws_appautoscaling_policy.service_web_scaling_cpu",
  "aws_appautoscaling_target.service_api_scaling",
  "aws_appautoscaling_target.service_web_scaling",
  "aws_cloudwatch_dashboard.service_api_observation_dashboard",
  "aws_cloudwatch_dashboard.service_web_observation_dashboard",
  "aws_cloudwatch_metric_alarm.service_api_observation_alarms_latency",
  "aws_cloudwatch_metric_alarm.service_api_observation_alarms_target_errors",
  "aws_cloudwatch_metric_alarm.service_web_observation_alarms_target_errors",
  "aws_codedeploy_deployment_group.service_api_deployment_group",
  "aws_codedeploy_deployment_group.service_web_deployment_group",
  "aws_lb.load_balancer",
  "aws_lb_target_group.targets_api_blue",
  "aws_lb_target_group.targets_api_green",
  "aws_lb_target_group.targets_web_blue",
  "aws_lb_target_group.targets_web_green",
  "aws_s3_bucket.access_logs_bucket",
  "aws_ssm_parameter.service_api_contract",
  "aws_ssm_parameter.service_web_contract",
  "aws_wafv2_web_acl.web_acl",
];
