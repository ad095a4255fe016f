import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateInternetGatewayCommand, CreateVpcCommand } from "@aws-sdk/client-ec2";
import { DeleteClusterCommand, DeleteServiceCommand, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { readDeclaredStack } from "../../../src/operations/adopt/declared";
import { finders } from "../../../src/operations/adopt/finders";
import { type SearchResult, Search } from "../../../src/operations/adopt/search";
import type { Environment } from "../../../src/environments/schema";
import { zip } from "../../../src/constructs/deployment/zip";
import { buildHandsOnByHand } from "../../support/build-by-hand";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import { handsOn, serviceStackJson, withSmokeTest, production, staging } from "../../support/synthesized";

const stackOf = (environment: Environment) => readDeclaredStack(JSON.stringify(serviceStackJson(environment)));
const stack = stackOf(handsOn);
const tested = stackOf(withSmokeTest);
const others = [stackOf(production), stackOf(staging)];

describe("the table of finders", () => {
  it("has one for every resource type that an environment declares, and for no other", () => {
    const all = [stack, tested, ...others].flatMap(({ resources }) => resources);
    const declared = [...new Set(all.map(({ type }) => type))].sort();
    expect(declared.length).toBeGreaterThan(20);
    expect(Object.keys(finders).sort()).toEqual(declared);
  });
});

describe("finders", () => {
  let local: TestGateway;

  const search = async (): Promise<ReadonlyMap<string, SearchResult>> => {
    const findings = await new Search(finders, local.aws, new Map()).run(stack.resources);
    return new Map(findings.map((finding) => [finding.address, finding]));
  };
  const importId = (finding: SearchResult | undefined) => (finding?.outcome === "found" ? finding.importId : undefined);

  beforeAll(async () => {
    local = await startTestGateway();
  }, 60_000);

  afterAll(() => local.close());

  // The tests are steps: the account starts empty and fills.

  it("find nothing in an empty account", async () => {
    const findings = [...(await search()).values()];
    expect(findings).toHaveLength(stack.resources.length);
    expect(findings.filter(({ outcome }) => outcome !== "absent")).toEqual([]);
  }, 60_000);

  it("find a gateway that was made but not yet attached when a run was killed", async () => {
    const tags = [{ Key: "Name", Value: "ContainerHandsOn" }];
    const { ec2 } = local.aws;
    const { Vpc } = await ec2.send(
      new CreateVpcCommand({ CidrBlock: "10.0.0.0/16", TagSpecifications: [{ ResourceType: "vpc", Tags: tags }] }),
    );
    const { InternetGateway } = await ec2.send(
      new CreateInternetGatewayCommand({ TagSpecifications: [{ ResourceType: "internet-gateway", Tags: tags }] }),
    );
    const found = await search();
    expect(Vpc?.VpcId).toMatch(/^vpc-/);
    expect(importId(found.get("aws_vpc.network"))).toBe(Vpc?.VpcId);
    expect(InternetGateway?.InternetGatewayId).toMatch(/^igw-/);
    expect(importId(found.get("aws_internet_gateway.network_internet_gateway"))).toBe(
      InternetGateway?.InternetGatewayId,
    );
  }, 60_000);

  it("leave the choice to a person where two VPCs have the name and the range", async () => {
    await buildHandsOnByHand(local.aws);
    expect((await search()).get("aws_vpc.network")).toEqual({
      address: "aws_vpc.network",
      outcome: "ambiguous",
      importIds: [expect.stringMatching(/^vpc-/), expect.stringMatching(/^vpc-/)],
    });
  }, 60_000);
});

describe("finders, in an account where the hands-on was built by hand", () => {
  let local: TestGateway;
  let findings: readonly SearchResult[];

  const search = () => new Search(finders, local.aws, new Map()).run(stack.resources);
  const found = (address: string) => findings.find((finding) => finding.address === address);

  beforeAll(async () => {
    local = await startTestGateway();
    await buildHandsOnByHand(local.aws);
    findings = await search();
  }, 60_000);

  afterAll(() => local.close());

  it("find everything but the release contract, which is the project's own", () => {
    expect(findings).toHaveLength(stack.resources.length);
    expect(findings.filter(({ outcome }) => outcome !== "found")).toEqual([
      { address: "aws_ssm_parameter.service_web_contract", outcome: "absent" },
    ]);
  });

  it("give every thing to one resource only", () => {
    const ids = findings.flatMap((finding) =>
      finding.outcome === "found" ? [`${finding.address.split(".")[0] ?? ""} ${finding.importId}`] : [],
    );
    expect(ids).toHaveLength(stack.resources.length - 1);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each<[address: string, id: string | RegExp]>([
    ["aws_route.network_public_internet", /^rtb-\w+_0\.0\.0\.0\/0$/],
    ["aws_route_table_association.network_private_1a_routes", /^subnet-\w+\/rtb-\w+$/],
    ["aws_vpc_security_group_egress_rule.security_groups_public_all", /^sgr-\w+$/],
    ["aws_lb.load_balancer", /^arn:aws:elasticloadbalancing:.*:loadbalancer\/app\/ContainerHandsOn\/\w+$/],
    ["aws_lb_target_group.targets_web_green", /:targetgroup\/ContainerHandsOn8080\/\w+$/],
    ["aws_ecs_cluster.cluster", "ContainerHandsOn"],
    ["aws_ecs_service.service_web", "ContainerHandsOn/ContainerHandsOn"],
    ["aws_ecs_task_definition.service_web_task_definition", /:task-definition\/ContainerHandsOn:1$/],
    ["aws_codedeploy_app.service_web_deployment_application", "ContainerHandsOn"],
    ["aws_codedeploy_deployment_group.service_web_deployment_group", "ContainerHandsOn:ContainerHandsOn"],
    ["aws_ecr_repository.service_web_registry", "jaws-days-2022/container-hands-on"],
    ["aws_cloudwatch_log_group.service_web_task_log_group", "awslogs-container-hands-on"],
    ["aws_iam_role.service_web_task_execution_role", "ecsTaskExecutionRole"],
    [
      "aws_iam_role_policy_attachment.service_web_deployment_role_AWSCodeDeployRoleForECS",
      "ContainerHandsOnForCodeDeploy/arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS",
    ],
  ])("give %s the id that terraform import takes", (address, id) => {
    expect(found(address)).toEqual({
      address,
      outcome: "found",
      importId: typeof id === "string" ? id : (expect.stringMatching(id) as unknown),
    });
  });

  it("pass over a revision that a release registered: only one of the declared images is Terraform's", async () => {
    const register = (image: string) =>
      local.aws.ecs.send(
        new RegisterTaskDefinitionCommand({
          family: "ContainerHandsOn",
          networkMode: "awsvpc",
          requiresCompatibilities: ["FARGATE"],
          cpu: "256",
          memory: "512",
          containerDefinitions: [{ name: "ContainerHandsOn", image }],
        }),
      );
    const repository = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/jaws-days-2022/container-hands-on";
    await register(`${repository}:latest`);
    await register(`${repository}:release-7`);
    findings = await search();
    expect(found("aws_ecs_task_definition.service_web_task_definition")).toEqual({
      address: "aws_ecs_task_definition.service_web_task_definition",
      outcome: "found",
      importId: expect.stringMatching(/:task-definition\/ContainerHandsOn:2$/) as unknown,
    });
  });

  it("pass over a deleted service and a deleted cluster, which ECS remembers for a while", async () => {
    const { ecs } = local.aws;
    await ecs.send(new DeleteServiceCommand({ cluster: "ContainerHandsOn", service: "ContainerHandsOn", force: true }));
    findings = await search();
    expect(found("aws_ecs_cluster.cluster")?.outcome).toBe("found");
    expect(found("aws_ecs_service.service_web")).toEqual({ address: "aws_ecs_service.service_web", outcome: "absent" });
    await ecs.send(new DeleteClusterCommand({ cluster: "ContainerHandsOn" }));
    findings = await search();
    expect(found("aws_ecs_cluster.cluster")).toEqual({ address: "aws_ecs_cluster.cluster", outcome: "absent" });
  });
});

describe("finders, in an account with nothing but a smoke test", () => {
  const name = "CodeDeployHook_ContainerHandsOnSmokeTest";
  const role = "ContainerHandsOnForSmokeTest";
  let local: TestGateway;

  const found = async () => {
    const findings = await new Search(finders, local.aws, new Map()).run(tested.resources);
    expect(findings).toHaveLength(tested.resources.length);
    return findings.filter(({ outcome }) => outcome !== "absent");
  };

  beforeAll(async () => {
    local = await startTestGateway();
    const { iam, lambda, logs } = local.aws;
    await logs.send(new CreateLogGroupCommand({ logGroupName: `/aws/lambda/${name}` }));
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: role, AssumeRolePolicyDocument }));
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role: Role?.Arn,
        Runtime: "nodejs22.x",
        Handler: "handler.handler",
        Code: { ZipFile: zip({ "handler.mjs": Buffer.from("export const handler = () => undefined;") }) },
      }),
    );
  }, 60_000);

  afterAll(() => local.close());

  // The tests are steps.

  it("find its log group, its role and its function, but not the rights that the role lacks", async () => {
    expect(await found()).toEqual([
      {
        address: "aws_cloudwatch_log_group.service_web_deployment_smoke_test_log_group",
        outcome: "found",
        importId: `/aws/lambda/${name}`,
      },
      { address: "aws_iam_role.service_web_deployment_smoke_test_role", outcome: "found", importId: role },
      { address: "aws_lambda_function.service_web_deployment_smoke_test", outcome: "found", importId: name },
    ]);
  });

  it("find the rights, once the role has them", async () => {
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }],
    });
    await local.aws.iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: "SmokeTest", PolicyDocument }));
    expect((await found()).filter(({ address }) => address.startsWith("aws_iam_role_policy."))).toEqual([
      {
        address: "aws_iam_role_policy.service_web_deployment_smoke_test_rights",
        outcome: "found",
        importId: `${role}:SmokeTest`,
      },
    ]);
  });
});
