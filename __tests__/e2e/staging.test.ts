import { RequestCertificateCommand } from "@aws-sdk/client-acm";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import { BatchDeleteImageCommand, ListImagesCommand } from "@aws-sdk/client-ecr";
import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import {
  CreateRuleCommand,
  DeleteRuleCommand,
  ModifyRuleCommand,
  type Action,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { must } from "../support/must";
import { DeployedEnvironment } from "./deployed-environment";
import { answersDuring } from "./polling";

/** A minute of a deployment passes in a fifth of a second. */
const speed = 300;

describe("staging: spot capacity, instances of its own and a NAT gateway", () => {
  let staging: DeployedEnvironment;
  let certificateArn: string;

  /** Base and weight by capacity provider. */
  async function strategyOf(service: string): Promise<unknown> {
    const command = new DescribeServicesCommand({ cluster: "staging-shop", services: [`staging-shop-${service}`] });
    const { services = [] } = await staging.aws.ecs.send(command);
    expect(services).toHaveLength(1);
    const strategy = services[0]?.capacityProviderStrategy ?? [];
    return Object.fromEntries(
      strategy.map(({ capacityProvider = "", base, weight }) => [capacityProvider, [base, weight]]),
    );
  }

  beforeAll(async () => {
    staging = await DeployedEnvironment.deploy("staging", speed, async ({ ssm }) => {
      await ssm.send(new PutParameterCommand({ Name: "/staging-shop/features", Value: "none", Type: "SecureString" }));
    });
  }, 600_000);

  afterAll(() => staging.dispose());

  it("plans nothing a second time", () => staging.expectEmptyPlan(), 120_000);

  it("runs one service on spot capacity and one on instances that ECS scales", async () => {
    expect(await strategyOf("web")).toEqual({ FARGATE: [1, 1], FARGATE_SPOT: [0, 1] });
    expect(await strategyOf("api")).toEqual({ "instances-staging-shop": [0, 1] });
    const { AutoScalingGroups = [] } = await staging.aws.ec2AutoScaling.send(new DescribeAutoScalingGroupsCommand({}));
    expect(AutoScalingGroups).toHaveLength(1);
    expect(AutoScalingGroups[0]).toMatchObject({ MinSize: 1, MaxSize: 4, NewInstancesProtectedFromScaleIn: true });
  });

  it("turns to HTTPS, a third zone and other compute in place, and plans nothing after it", async () => {
    const certificate = new RequestCertificateCommand({ DomainName: "staging.example.com", ValidationMethod: "DNS" });
    const { CertificateArn } = await staging.aws.acm.send(certificate);
    certificateArn = must(CertificateArn);
    await staging.configure(inPlace(certificateArn));
    const changes = await staging.plan();
    expect(changes.filter(({ address }) => address.startsWith("aws_lb_listener."))).toEqual([
      { address: "aws_lb_listener.listeners_production", actions: ["update"] },
      { address: "aws_lb_listener.listeners_redirect", actions: ["create"] },
      { address: "aws_lb_listener.listeners_test", actions: ["update"] },
    ]);
    expect(changes.filter(({ address }) => /^aws_(ecs_(service|cluster)|lb)\b/.test(address))).toEqual([
      { address: "aws_ecs_cluster.cluster", actions: ["update"] },
      // A zone more, in which it gets a subnet.
      { address: "aws_lb.load_balancer", actions: ["update"] },
    ]);
    expect(changes.filter(({ actions }) => actions.includes("delete")).map(({ address }) => address)).toEqual([
      "aws_ecs_task_definition.service_api_task_definition",
      "aws_ecs_task_definition.service_web_task_definition",
    ]);
    await staging.applyPlan();
    await staging.expectEmptyPlan();
  }, 400_000);

  /** Status, and the revision that answered. */
  async function answerOf(port: number, path = "/api/health"): Promise<string> {
    const { status, headers } = await staging.ask(port, "staging.example.com", path);
    return [status, headers["x-local-aws-task-definition"] ?? headers.location].join(" ");
  }

  it("moves a service from spot to instances by a release, loses no request, and plans nothing after it", async () => {
    await staging.push("2", "web");
    const release = staging.run("release", "--service", "web", "--image", "2", "--yes", "--terminate");
    const answers = await answersDuring(release, () => answerOf(443, "/health"));
    const { code, stderr } = await release;
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    expect(Object.keys(answers)).toEqual([
      "200 staging-shop-web:1",
      expect.stringMatching(/^200 staging-shop-web:[2-9]$/),
    ]);
    expect(await strategyOf("web")).toEqual({ "instances-staging-shop": [0, 1] });
    await staging.expectEmptyPlan();
  }, 120_000);

  it("gives a service listeners of its own by the steps that are documented, and loses no request", async () => {
    const before = await staging.contract("api");
    const forward: Action = { Type: "forward", TargetGroupArn: before.targetGroups.blue.arn };
    const bridge = new CreateRuleCommand({
      ListenerArn: before.listenerArns.production,
      Priority: 101,
      Conditions: [{ Field: "path-pattern", Values: ["/api/*"] }],
      Actions: [forward],
    });
    const { Rules: [rule] = [] } = await staging.aws.elb.send(bridge);
    await staging.configure(inPlace(certificateArn), ownListeners);
    const changes = await staging.plan();
    expect(changes.map(({ address, actions }) => `${actions.join()} ${address}`).sort()).toEqual(toOwnListeners);
    const review = ["run", "--silent", "review", "--", "plan", "--environment", "staging", "--format", "json"];
    const { stdout } = await staging.sandbox.expectSuccess(staging.sandbox.run("npm", review));
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly { severity: string; id: string }[] };
    expect(findings.map(({ severity, id }) => `${severity} ${id}`)).toContain("note release-listeners-change");
    expect(findings.filter(({ severity }) => !["warn", "note"].includes(severity))).toEqual([]);

    const answers = await answersDuring(staging.applyPlan(), () => answerOf(443));
    expect(Object.keys(answers)).toEqual(["200 staging-shop-api:1"]);
    expect(await answerOf(9443)).toBe("200 staging-shop-api:1");
    await staging.expectEmptyPlan();

    const RuleArn = must(rule?.RuleArn);
    const toOwn: Action = {
      Type: "redirect",
      RedirectConfig: { Protocol: "HTTPS", Port: "9443", StatusCode: "HTTP_302" },
    };
    await staging.aws.elb.send(new ModifyRuleCommand({ RuleArn, Actions: [toOwn] }));
    expect(await answerOf(443)).toBe("302 https://staging.example.com:9443/api/health");
    await staging.aws.elb.send(new DeleteRuleCommand({ RuleArn }));
  }, 400_000);

  it("shifts linearly from instances to Fargate, on the service's own listeners and on no other, and loses no request", async () => {
    const [web, api] = [await staging.contract("web"), await staging.contract("api")];
    const [webBefore, apiBefore] = [await staging.stateOf(web), await staging.stateOf(api)];
    const sharedBefore = await staging.defaultActions(web);
    await staging.push("2", "api");
    expect(await strategyOf("api")).toEqual({ "instances-staging-shop": [0, 1] });
    const release = staging.run("release", "--service", "api", "--image", "2", "--yes", "--terminate");
    const answers = await answersDuring(release, () => answerOf(9443));
    const { code, stderr } = await release;
    expect([code, stderr]).toEqual([0, expect.stringMatching(/original [1-8]0 %, replacement [2-9]0 %/)]);
    expect(Object.keys(answers).sort()).toEqual([
      "200 staging-shop-api:1",
      expect.stringMatching(/^200 staging-shop-api:[2-9]$/),
    ]);
    expect(await strategyOf("api")).toEqual({ FARGATE: [0, 1] });
    expect((await staging.stateOf(api)).actions).not.toEqual(apiBefore.actions);
    expect(await staging.stateOf(web)).toEqual(webBefore);
    expect(await staging.defaultActions(web)).toEqual(sharedBefore);
    const status = await staging.run("status", "--service", "api");
    expect(status.stdout).toMatch(/production :9443 +█+ 100 % {2}green\n/);
    expect(status.stdout).toMatch(/test :9444 +█+ 100 % {2}green\n/);
    await staging.expectEmptyPlan();
  }, 120_000);

  it("is destroyed once the repositories are empty, instances included", async () => {
    for (const repositoryName of ["staging-shop/web", "staging-shop/api"]) {
      const { imageIds = [] } = await staging.aws.ecr.send(new ListImagesCommand({ repositoryName }));
      expect(imageIds.length).toBeGreaterThan(0);
      await staging.aws.ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
    }
    await staging.sandbox.expectSuccess(staging.terraform("destroy", "-auto-approve", "-input=false", "-no-color"));
    const { stdout } = await staging.sandbox.expectSuccess(staging.terraform("state", "list"));
    expect(stdout).toBe("");
  }, 300_000);
});

/** What production does not show: a certificate of one's own, instances, NAT in each zone, more insights, a zone more. */
function inPlace(certificateArn: string): string {
  return `
const { network, cluster, services: { web, api } } = staging;
network.egress = "nat-per-zone";
network.zones.push({ name: "ap-northeast-1d" });
staging.cluster = { ...cluster, containerInsights: "enhanced", ec2Capacity: { instanceType: "t4g.large", minInstances: 1, maxInstances: 8 } };
if (web !== undefined) {
  delete web.ephemeralStorageGiB;
  web.architecture = "ARM64";
  web.compute = { type: "ec2" };
}
if (api !== undefined) api.compute = { type: "fargate" };
staging.loadBalancer = {
  ...staging.loadBalancer,
  https: { domainName: "staging.example.com", certificate: { type: "existing", arn: "${certificateArn}" } },
};
`;
}

const ownListeners = `
if (api !== undefined) {
  delete api.route;
  api.listeners = { productionPort: 9443, testPort: 9444 };
}
`;

const toOwnListeners = [
  "create aws_lb_listener.service_api_listeners_production",
  "create aws_lb_listener.service_api_listeners_test",
  "create aws_vpc_security_group_ingress_rule.service_api_ingress_production_0_0_0_0_0",
  "create aws_vpc_security_group_ingress_rule.service_api_ingress_test_0_0_0_0_0",
  "delete aws_lb_listener_rule.service_api_rules_production",
  "delete aws_lb_listener_rule.service_api_rules_test",
  "update aws_codedeploy_deployment_group.service_api_deployment_group",
  "update aws_iam_role_policy.service_api_deployment_role_rights",
  "update aws_ssm_parameter.service_api_contract",
];
