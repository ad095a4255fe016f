import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../../../src/lib/checkout";
import { githubNames } from "../../../../src/environments/github-names";
import { releasePolicy } from "../../../../src/constructs/state/github/release-policy";
import type { PipelineScope, ReleaseScope } from "../../../../src/constructs/state/github/scope";
import { policyDocument } from "../../../../src/constructs/shared/policy-document";
import { type AccessRequest, allows } from "../../../fakes/iam-policy";

const account = "123456789012";
const region = "ap-northeast-1";

const services: ReleaseScope["services"] = [
  {
    service: "shop-web",
    repository: "shop/web",
    taskExecutionRole: "shop-web-execution",
    codeDeployRole: "shop-web-code-deploy",
  },
  { service: "Orders", repository: "orders/api", taskExecutionRole: "OrdersExecution", codeDeployRole: "OrdersDeploy" },
];

function policy(release: Partial<ReleaseScope> = {}, scope: Partial<PipelineScope> = {}): string {
  return JSON.stringify(
    policyDocument(
      releasePolicy({
        account,
        region,
        environment: "production",
        project: "shop",
        cluster: "shop",
        otherRoles: [],
        logBucket: "shop-access-logs",
        names: githubNames("production"),
        state: { bucket: "states", key: "production/terraform.tfstate", region },
        ...scope,
        release: { services, scales: true, marksImages: true, tagged: true, ...release },
      }),
    ),
  );
}

const whole = policy();
const here = { "aws:RequestedRegion": region };
const ecs = (resource: string) => `arn:aws:ecs:${region}:${account}:${resource}`;
const codeDeploy = (resource: string) => `arn:aws:codedeploy:${region}:${account}:${resource}`;
const parameter = (name: string) => `arn:aws:ssm:${region}:${account}:parameter/${name}`;
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const repository = (name: string) => `arn:aws:ecr:${region}:${account}:repository/${name}`;
const inCluster = (name: string) => ({ "ecs:cluster": ecs(`cluster/${name}`) });
const toTasks = { "iam:PassedToService": "ecs-tasks.amazonaws.com" };
const onRegistration = { "ecs:CreateAction": "RegisterTaskDefinition" };
const scaling = (environment: string, dimension = "ecs:service:DesiredCount") => ({
  "application-autoscaling:scalable-dimension": dimension,
  "aws:ResourceTag/Environment": environment,
});
const scalableTarget = `arn:aws:application-autoscaling:${region}:${account}:scalable-target/0ec5abc`;

/** Names of a service and of what belongs to it. */
interface Named {
  readonly key: string;
  readonly service: string;
  readonly repository: string;
  readonly execution: string;
  readonly task: string;
  readonly codeDeploy: string;
}

const released: readonly Named[] = [
  {
    key: "web",
    service: "shop-web",
    repository: "shop/web",
    execution: "shop-web-execution",
    task: "shop-web-task",
    codeDeploy: "shop-web-code-deploy",
  },
  {
    key: "orders",
    service: "Orders",
    repository: "orders/api",
    execution: "OrdersExecution",
    task: "shop-orders-task",
    codeDeploy: "OrdersDeploy",
  },
];

/** Every call of a release, a rollback, a status and a push of images, with what it is done to. */
function callsFor(of: Named): readonly AccessRequest[] {
  const group = codeDeploy(`deploymentgroup:${of.service}/${of.service}`);
  const images = repository(of.repository);
  return [
    { action: "application-autoscaling:DescribeScalableTargets", context: here },
    {
      action: "application-autoscaling:RegisterScalableTarget",
      resource: scalableTarget,
      context: scaling("production"),
    },
    { action: "codedeploy:BatchGetApplicationRevisions", resource: codeDeploy(`application:${of.service}`) },
    { action: "codedeploy:BatchGetDeploymentTargets", context: here },
    { action: "codedeploy:BatchGetDeployments", resource: group },
    { action: "codedeploy:ContinueDeployment", context: here },
    { action: "codedeploy:CreateDeployment", resource: group },
    { action: "codedeploy:GetApplicationRevision", resource: codeDeploy(`application:${of.service}`) },
    { action: "codedeploy:GetDeployment", resource: group },
    {
      action: "codedeploy:GetDeploymentConfig",
      resource: codeDeploy("deploymentconfig:CodeDeployDefault.ECSAllAtOnce"),
    },
    { action: "codedeploy:GetDeploymentGroup", resource: group },
    { action: "codedeploy:ListDeploymentTargets", context: here },
    { action: "codedeploy:ListDeployments", resource: group },
    { action: "codedeploy:RegisterApplicationRevision", resource: codeDeploy(`application:${of.service}`) },
    { action: "codedeploy:StopDeployment", context: here },
    { action: "ecr:BatchCheckLayerAvailability", resource: images },
    { action: "ecr:BatchDeleteImage", resource: images },
    { action: "ecr:BatchGetImage", resource: images },
    { action: "ecr:CompleteLayerUpload", resource: images },
    { action: "ecr:DescribeImages", resource: images },
    { action: "ecr:DescribeRepositories", resource: images },
    { action: "ecr:GetAuthorizationToken" },
    { action: "ecr:InitiateLayerUpload", resource: images },
    { action: "ecr:ListImages", resource: images },
    { action: "ecr:PutImage", resource: images },
    { action: "ecr:UploadLayerPart", resource: images },
    { action: "ecs:DescribeServices", resource: ecs(`service/shop/${of.service}`) },
    { action: "ecs:DescribeTaskDefinition", context: here },
    { action: "ecs:DescribeTasks", resource: ecs("task/shop/0123456789abcdef") },
    { action: "ecs:ListTaskDefinitions", context: here },
    { action: "ecs:ListTasks", context: inCluster("shop") },
    { action: "ecs:RegisterTaskDefinition", resource: ecs(`task-definition/${of.service}:*`) },
    { action: "ecs:TagResource", resource: ecs(`task-definition/${of.service}:*`), context: onRegistration },
    { action: "elasticloadbalancing:DescribeListeners", context: here },
    { action: "elasticloadbalancing:DescribeRules", context: here },
    { action: "elasticloadbalancing:DescribeTargetHealth", context: here },
    { action: "iam:GetRole", resource: role(of.execution) },
    { action: "iam:GetRole", resource: role(of.task) },
    { action: "iam:GetRole", resource: role("production-github-release") },
    { action: "iam:PassRole", resource: role(of.execution), context: toTasks },
    { action: "iam:PassRole", resource: role(of.task), context: toTasks },
    { action: "iam:SimulatePrincipalPolicy", resource: role("production-github-release") },
    { action: "iam:SimulatePrincipalPolicy", resource: role(of.codeDeploy) },
    { action: "ssm:DeleteParameter", resource: parameter(`production/${of.key}/suspended-scaling`) },
    { action: "ssm:GetParameter", resource: parameter(`production/${of.key}/release-contract`) },
    { action: "ssm:GetParameter", resource: parameter(`production/${of.key}/suspended-scaling`) },
    { action: "ssm:PutParameter", resource: parameter(`production/${of.key}/suspended-scaling`) },
  ];
}

const refused: readonly (readonly [what: string, request: AccessRequest])[] = [
  [
    "change the service by itself",
    { action: "ecs:UpdateService", resource: ecs("service/shop/shop-web"), context: here },
  ],
  ["delete the service", { action: "ecs:DeleteService", resource: ecs("service/shop/shop-web"), context: here }],
  ["end revisions", { action: "ecs:DeregisterTaskDefinition", context: here }],
  [
    "register revisions of others",
    { action: "ecs:RegisterTaskDefinition", resource: ecs("task-definition/books-web:*") },
  ],
  ["tag services", { action: "ecs:TagResource", resource: ecs("service/shop/shop-web"), context: onRegistration }],
  ["see the services of another cluster", { action: "ecs:DescribeServices", resource: ecs("service/books/books-web") }],
  ["see the tasks of another cluster", { action: "ecs:ListTasks", context: inCluster("books") }],
  ["open a shell in a container", { action: "ecs:ExecuteCommand", resource: ecs("task/shop/1"), context: here }],
  ["run a task", { action: "ecs:RunTask", resource: ecs("task-definition/shop-web:1"), context: here }],
  [
    "deploy another environment's service",
    { action: "codedeploy:CreateDeployment", resource: codeDeploy("deploymentgroup:books-web/books-web") },
  ],
  [
    "see another environment's deployments",
    { action: "codedeploy:ListDeployments", resource: codeDeploy("deploymentgroup:books-web/books-web") },
  ],
  [
    "change how deployments go",
    { action: "codedeploy:UpdateDeploymentGroup", resource: codeDeploy("deploymentgroup:shop-web/shop-web") },
  ],
  [
    "stop deployments in another region",
    { action: "codedeploy:StopDeployment", context: { "aws:RequestedRegion": "eu-west-1" } },
  ],
  ["say that a hook succeeded", { action: "codedeploy:PutLifecycleEventHookExecutionStatus", context: here }],
  ["move traffic by itself", { action: "elasticloadbalancing:ModifyListener", context: here }],
  ["move the traffic of a rule by itself", { action: "elasticloadbalancing:ModifyRule", context: here }],
  ["push to another environment's repository", { action: "ecr:PutImage", resource: repository("books/web") }],
  ["delete a repository", { action: "ecr:DeleteRepository", resource: repository("shop/web") }],
  ["let tags move", { action: "ecr:PutImageTagMutability", resource: repository("shop/web") }],
  ["open a repository to others", { action: "ecr:SetRepositoryPolicy", resource: repository("shop/web") }],
  ["expire images", { action: "ecr:PutLifecyclePolicy", resource: repository("shop/web") }],
  ["give a task rights", { action: "iam:PutRolePolicy", resource: role("shop-web-task") }],
  ["give a task another policy", { action: "iam:AttachRolePolicy", resource: role("shop-web-task") }],
  ["change who may take a role", { action: "iam:UpdateAssumeRolePolicy", resource: role("shop-web-task") }],
  ["give itself rights", { action: "iam:PutRolePolicy", resource: role("production-github-release") }],
  [
    "give a task the role of applies",
    { action: "iam:PassRole", resource: role("production-github-apply"), context: toTasks },
  ],
  ["give a task the role of instances", { action: "iam:PassRole", resource: role("shop-instances"), context: toTasks }],
  [
    "give a task another environment's role",
    { action: "iam:PassRole", resource: role("books-web-task"), context: toTasks },
  ],
  [
    "give a task's role to a function",
    {
      action: "iam:PassRole",
      resource: role("shop-web-task"),
      context: { "iam:PassedToService": "lambda.amazonaws.com" },
    },
  ],
  ["look into other roles", { action: "iam:SimulatePrincipalPolicy", resource: role("Admin") }],
  ["take another role", { action: "sts:AssumeRole", resource: role("production-github-apply") }],
  ["change a release contract", { action: "ssm:PutParameter", resource: parameter("production/web/release-contract") }],
  ["read a parameter beside", { action: "ssm:GetParameter", resource: parameter("production/web/password") }],
  [
    "read another environment's contract",
    { action: "ssm:GetParameter", resource: parameter("staging/web/release-contract") },
  ],
  [
    "read a secret",
    { action: "secretsmanager:GetSecretValue", resource: `arn:aws:secretsmanager:${region}:${account}:secret:shop/x` },
  ],
  ["read the state", { action: "s3:GetObject", resource: "arn:aws:s3:::states/production/terraform.tfstate" }],
  ["read logs", { action: "logs:GetLogEvents", context: here }],
  ["decrypt", { action: "kms:Decrypt", resource: `arn:aws:kms:${region}:${account}:key/1` }],
  ["change the smoke test", { action: "lambda:UpdateFunctionCode", context: here }],
  [
    "scale another environment",
    { action: "application-autoscaling:RegisterScalableTarget", resource: scalableTarget, context: scaling("staging") },
  ],
  [
    "scale what is no service",
    {
      action: "application-autoscaling:RegisterScalableTarget",
      resource: scalableTarget,
      context: scaling("production", "dynamodb:table:ReadCapacityUnits"),
    },
  ],
  [
    "end scaling",
    {
      action: "application-autoscaling:DeregisterScalableTarget",
      resource: scalableTarget,
      context: scaling("production"),
    },
  ],
];

describe("the policy of releases", () => {
  it.each(released)("allows every call of a release of $service", (of) => {
    const calls = callsFor(of);
    expect(calls.length).toBeGreaterThan(40);
    expect(calls.filter((call) => !allows([whole], call))).toEqual([]);
  });

  it.each(refused)("does not let it %s", (_, request) => {
    expect(allows([whole], request)).toBe(false);
  });

  it("allows no action that no release needs, and none by a pattern", () => {
    const { Statement } = JSON.parse(whole) as { Statement: readonly { Action: string | readonly string[] }[] };
    const allowed = Statement.flatMap(({ Action }) => Action);
    const needed = released.flatMap(callsFor).map(({ action }) => action);
    expect([...new Set(allowed)].sort()).toEqual([...new Set(needed)].sort());
  });

  it("knows every operation of AWS that the code of releases names", () => {
    const needed = new Set(released.flatMap(callsFor).map(({ action }) => action.split(":")[1]));
    const operations = operationsOf(join(checkout.root, "src", "operations", "release"));
    expect(operations.length).toBeGreaterThan(25);
    // The first is asked of the local AWS only, the second needs no permission.
    expect(operations.filter((operation) => !needed.has(operation))).toEqual([
      "DescribeParameters",
      "GetCallerIdentity",
    ]);
  });

  it("lets nobody scale where no service is scaled", () => {
    const without = policy({ scales: false });
    const change = { action: "application-autoscaling:RegisterScalableTarget", resource: scalableTarget };
    expect(allows([without], { ...change, context: scaling("production") })).toBe(false);
    expect(without).not.toContain("PutParameter");
  });

  it("goes by the kind of scaling alone where nothing bears the environment's name", () => {
    const change = { action: "application-autoscaling:RegisterScalableTarget", resource: scalableTarget };
    const context = { "application-autoscaling:scalable-dimension": "ecs:service:DesiredCount" };
    expect(allows([policy({ tagged: false })], { ...change, context })).toBe(true);
    expect(allows([whole], { ...change, context })).toBe(false);
  });

  it("lets nobody delete images where releases mark none", () => {
    const without = policy({ marksImages: false });
    expect(allows([without], { action: "ecr:BatchDeleteImage", resource: repository("shop/web") })).toBe(false);
    expect(allows([without], { action: "ecr:PutImage", resource: repository("shop/web") })).toBe(true);
  });

  it("stays as long as it is, however many services the project names, and fits with three that have other names", () => {
    const length = (count: number, service: (index: number) => ReleaseScope["services"][number]) =>
      policy(
        { services: Array.from({ length: count }, (_, index) => service(index)) },
        { environment: "e".repeat(49), project: "P".repeat(32), cluster: "P".repeat(32) },
      ).length;
    const named = (name: string) => ({
      service: `${"P".repeat(32)}-${name}`,
      repository: `${"p".repeat(32)}/${name}`,
      taskExecutionRole: `${"P".repeat(32)}-${name}-execution`,
      codeDeployRole: `${"P".repeat(32)}-${name}-code-deploy`,
    });
    expect(length(20, (index) => named(`service-${index}`))).toBe(length(1, () => named("web")));
    const renamed = (index: number) => ({
      service: `${index}${"s".repeat(24)}`,
      repository: `team-${index}/${"r".repeat(18)}`,
      taskExecutionRole: `${index}${"x".repeat(24)}`,
      codeDeployRole: `${index}${"c".repeat(24)}`,
    });
    expect(length(3, renamed)).toBeGreaterThan(length(2, renamed));
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    expect(length(3, renamed)).toBeLessThanOrEqual(6144);
  });
});

/** "DescribeServices", as a command or a paginator of the SDK names it. */
function operationsOf(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8"));
  const names = texts.flatMap((text) => [
    ...[...text.matchAll(/new (\w+)Command\(/g)].map(([, name = ""]) => name),
    ...[...text.matchAll(/\bpaginate(\w+)\(/g)].map(([, name = ""]) => name),
  ]);
  return [...new Set(names)].sort();
}
