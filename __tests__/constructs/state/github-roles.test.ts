import { GitHubRoles, type GitHubRolesProps } from "../../../src/constructs/state/github-roles";
import { githubNames } from "../../../src/environments/github-names";
import type { PipelineScope } from "../../../src/constructs/state/github/scope";
import { type AccessRequest, allows } from "../../fakes/iam-policy";
import { addresses, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

const account = "123456789012";
const region = "ap-northeast-1";
const scope: PipelineScope = {
  account,
  region,
  environment: "staging",
  project: "Shop",
  cluster: "Shop",
  otherRoles: ["shopTasks"],
  logBucket: "shop-access-logs-*",
  names: githubNames("staging"),
  state: {
    bucket: "shop-terraform-state",
    key: "staging/terraform.tfstate",
    region,
    kmsKeyArn: "arn:aws:kms:ap-northeast-1:123456789012:key/state",
    accessLogBucket: "shop-terraform-state-access-logs",
  },
  release: {
    services: [
      {
        service: "Shop-web",
        repository: "shop/web",
        taskExecutionRole: "Shop-web-execution",
        codeDeployRole: "Shop-web-code-deploy",
      },
      { service: "orders", repository: "orders", taskExecutionRole: "shopTasks", codeDeployRole: "ordersDeploys" },
    ],
    scales: true,
    marksImages: true,
    tagged: true,
  },
};

function roles(props: Partial<GitHubRolesProps> = {}): TerraformJson {
  return jsonOf((stack) => {
    new GitHubRoles(stack, "github", {
      repository: "acme/shop",
      branch: "main",
      environment: "staging",
      releaseEnvironment: "staging-releases",
      provider: "create",
      scope,
      ...props,
    });
  });
}

const json = roles();

/** The policies that are attached to a role, by way of the attachments. */
function policiesOf(role: "plan" | "apply" | "release", of = json): readonly string[] {
  const attached = addresses(of, "aws_iam_role_policy_attachment")
    .map((address) => resource(of, address))
    .filter((attachment) => attachment["role"] === ref(`aws_iam_role.github_${role}`, "name"));
  return attached.map((attachment) => {
    const address = /^\$\{(.+)\.arn\}$/.exec(String(attachment["policy_arn"]))?.[1] ?? "";
    return String(resource(of, address)["policy"]);
  });
}

const plan = policiesOf("plan");
const apply = policiesOf("apply");
const release = policiesOf("release");
const boundary = String(resource(json, "aws_iam_policy.github_boundary")["policy"]);
const boundaryArn = `arn:aws:iam::${account}:policy/staging-github-boundary`;

const here = { "aws:RequestedRegion": region };
const bounded = { "iam:PermissionsBoundary": boundaryArn };
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const state = "arn:aws:s3:::shop-terraform-state";
const ownState = `${state}/staging/terraform.tfstate`;
const parameter = (name: string) => `arn:aws:ssm:${region}:${account}:parameter/${name}`;
const anyKey = `arn:aws:kms:${region}:${account}:key/1`;
const fromS3 = { "kms:ViaService": "s3.ap-northeast-1.amazonaws.com" };

type Who = "plan, apply and release" | "plan and apply" | "apply and release" | "apply" | "nobody";

/** Which of the roles may. */
const table: readonly (readonly [who: Who, what: string, request: AccessRequest])[] = [
  ["plan and apply", "see services", { action: "ecs:DescribeServices" }],
  ["plan and apply", "see the settings of a function", { action: "lambda:GetFunction" }],
  ["plan and apply", "see policies of roles", { action: "iam:GetRolePolicy", resource: role("Shop-web-execution") }],
  ["plan and apply", "read the environment's state", { action: "s3:GetObject", resource: ownState }],
  [
    "plan and apply",
    "look for the state",
    { action: "s3:ListBucket", resource: state, context: { "s3:prefix": "env:/" } },
  ],
  [
    "plan and apply",
    "decrypt the state, by way of S3",
    { action: "kms:Decrypt", resource: "arn:aws:kms:ap-northeast-1:123456789012:key/state", context: fromS3 },
  ],
  [
    "plan, apply and release",
    "read release contracts",
    { action: "ssm:GetParameter", resource: parameter("staging/web/release-contract") },
  ],
  [
    "plan and apply",
    "look up machine images",
    { action: "ssm:GetParameter", resource: `arn:aws:ssm:${region}::parameter/aws/service/ecs/optimized-ami/x` },
  ],
  [
    "plan, apply and release",
    "see whether deployments run",
    {
      action: "codedeploy:ListDeployments",
      resource: `arn:aws:codedeploy:${region}:${account}:deploymentgroup:Shop-web/Shop-web`,
    },
  ],
  ["apply", "write the state", { action: "s3:PutObject", resource: ownState }],
  ["apply", "lock the state", { action: "s3:PutObject", resource: `${ownState}.tflock` }],
  ["apply", "unlock the state", { action: "s3:DeleteObject", resource: `${ownState}.tflock` }],
  ["apply", "make a VPC", { action: "ec2:CreateVpc", context: here }],
  ["apply", "make a service", { action: "ecs:CreateService", context: here }],
  ["apply", "change a listener", { action: "elasticloadbalancing:ModifyListener", context: here }],
  [
    "apply",
    "make a role under the boundary",
    { action: "iam:CreateRole", resource: role("Shop-web-task"), context: bounded },
  ],
  [
    "apply",
    "give a role rights under it",
    { action: "iam:PutRolePolicy", resource: role("shopTasks"), context: bounded },
  ],
  [
    "apply and release",
    "give a role to tasks",
    {
      action: "iam:PassRole",
      resource: role("Shop-web-task"),
      context: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
    },
  ],
  ["apply", "delete a role of the stack", { action: "iam:DeleteRole", resource: role("Shop-web-task") }],
  [
    "apply",
    "let ECS make its own role",
    {
      action: "iam:CreateServiceLinkedRole",
      resource: role("aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"),
      context: { "iam:AWSServiceName": "ecs.amazonaws.com" },
    },
  ],
  [
    "apply",
    "publish a release contract",
    { action: "ssm:PutParameter", resource: parameter("staging/web/release-contract") },
  ],
  [
    "apply",
    "make the bucket for access logs",
    { action: "s3:CreateBucket", resource: "arn:aws:s3:::shop-access-logs-1" },
  ],
  [
    "apply",
    "change DNS records",
    { action: "route53:ChangeResourceRecordSets", resource: "arn:aws:route53:::hostedzone/Z1" },
  ],
  ["apply", "make a key", { action: "kms:CreateKey", context: here }],
  [
    "apply",
    "lend a key to a repository, by a grant",
    { action: "kms:CreateGrant", resource: anyKey, context: { "kms:GrantIsForAWSResource": "true" } },
  ],
  ["nobody", "lend a key to a role or a user", { action: "kms:CreateGrant", resource: anyKey }],
  [
    "apply",
    "let a repository that goes give its grant back",
    { action: "kms:RetireGrant", resource: anyKey, context: { "kms:ViaService": `ecr.${region}.amazonaws.com` } },
  ],
  ["nobody", "retire grants otherwise", { action: "kms:RetireGrant", resource: anyKey }],

  ["nobody", "read a secret", { action: "secretsmanager:GetSecretValue", resource: "arn:aws:secretsmanager:x" }],
  ["nobody", "read a parameter beside", { action: "ssm:GetParameter", resource: parameter("staging/db-password") }],
  ["nobody", "read parameters by path", { action: "ssm:GetParametersByPath", resource: parameter("staging") }],
  [
    "nobody",
    "read another environment's state",
    { action: "s3:GetObject", resource: `${state}/production/terraform.tfstate` },
  ],
  ["nobody", "list the states", { action: "s3:ListBucket", resource: state, context: { "s3:prefix": "production" } }],
  ["nobody", "read an object", { action: "s3:GetObject", resource: "arn:aws:s3:::shop-uploads/invoice.pdf" }],
  ["nobody", "read access logs of the state", { action: "s3:GetObject", resource: `${state}-access-logs/x` }],
  [
    "nobody",
    "decrypt with the state's key directly",
    { action: "kms:Decrypt", resource: "arn:aws:kms:ap-northeast-1:123456789012:key/state" },
  ],
  [
    "nobody",
    "decrypt with another key",
    { action: "kms:Decrypt", resource: `arn:aws:kms:${region}:${account}:key/other`, context: fromS3 },
  ],
  ["nobody", "read logs", { action: "logs:GetLogEvents" }],
  ["nobody", "call a function", { action: "lambda:InvokeFunction" }],
  ["nobody", "open a shell in a container", { action: "ecs:ExecuteCommand" }],
  ["nobody", "take another role", { action: "sts:AssumeRole", resource: role("Admin") }],
  ["nobody", "delete the state", { action: "s3:DeleteObject", resource: ownState }],
  ["nobody", "delete an old state", { action: "s3:DeleteObjectVersion", resource: ownState }],
  ["nobody", "delete the state bucket", { action: "s3:DeleteBucket", resource: state }],
  ["nobody", "open the state bucket", { action: "s3:PutBucketPolicy", resource: state }],
  ["nobody", "stop versioning of states", { action: "s3:PutBucketVersioning", resource: state }],
  [
    "nobody",
    "delete the log of who read the state",
    { action: "s3:DeleteObjectVersion", resource: `${state}-access-logs/x` },
  ],
  [
    "nobody",
    "write another environment's state",
    { action: "s3:PutObject", resource: `${state}/production/terraform.tfstate` },
  ],
  ["nobody", "work in another region", { action: "ec2:CreateVpc", context: { "aws:RequestedRegion": "us-east-1" } }],
  ["nobody", "make a role without the boundary", { action: "iam:CreateRole", resource: role("Shop-web-task") }],
  [
    "nobody",
    "make a role under another boundary",
    {
      action: "iam:CreateRole",
      resource: role("Shop-web-task"),
      context: { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
    },
  ],
  [
    "nobody",
    "take the boundary away",
    { action: "iam:DeleteRolePermissionsBoundary", resource: role("Shop-web-task"), context: bounded },
  ],
  ["nobody", "make a role of another name", { action: "iam:CreateRole", resource: role("Admin"), context: bounded }],
  [
    "nobody",
    "give a role of another name to tasks",
    { action: "iam:PassRole", resource: role("Admin"), context: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
  ],
  [
    "nobody",
    "give a role to another service",
    {
      action: "iam:PassRole",
      resource: role("Shop-web-task"),
      context: { "iam:PassedToService": "glue.amazonaws.com" },
    },
  ],
  [
    "nobody",
    "give itself rights",
    { action: "iam:AttachRolePolicy", resource: role("staging-github-apply"), context: bounded },
  ],
  [
    "nobody",
    "give the release role rights",
    { action: "iam:PutRolePolicy", resource: role("staging-github-release"), context: bounded },
  ],
  [
    "nobody",
    "see the deployments of another project",
    {
      action: "codedeploy:ListDeployments",
      resource: `arn:aws:codedeploy:${region}:${account}:deploymentgroup:Books-web/Books-web`,
    },
  ],
  [
    "nobody",
    "change who may take the plan role",
    { action: "iam:UpdateAssumeRolePolicy", resource: role("staging-github-plan") },
  ],
  ["nobody", "widen the boundary", { action: "iam:CreatePolicyVersion", resource: boundaryArn }],
  ["nobody", "make a user", { action: "iam:CreateUser", resource: `arn:aws:iam::${account}:user/x` }],
  [
    "nobody",
    "trust another issuer of tokens",
    { action: "iam:CreateOpenIDConnectProvider", resource: `arn:aws:iam::${account}:oidc-provider/evil.example.com` },
  ],
  [
    "nobody",
    "delete a key",
    { action: "kms:ScheduleKeyDeletion", resource: `arn:aws:kms:${region}:${account}:key/1`, context: here },
  ],
  [
    "nobody",
    "open a key",
    { action: "kms:PutKeyPolicy", resource: `arn:aws:kms:${region}:${account}:key/1`, context: here },
  ],
  ["nobody", "run a command on machines", { action: "ssm:SendCommand", context: here }],
  ["nobody", "manage the organization", { action: "organizations:LeaveOrganization" }],
];

describe("the roles for GitHub", () => {
  it.each(table)("%s may %s", (who, _, request) => {
    expect({
      plan: allows(plan, request),
      apply: allows(apply, request),
      release: allows(release, request),
    }).toEqual({ plan: who.includes("plan"), apply: who.includes("apply"), release: who.includes("release") });
  });

  it("keep to themselves where the project's name would match them too", () => {
    const greedy = roles({ scope: { ...scope, environment: "x", project: "x", names: githubNames("x") } });
    const policies = addresses(greedy, "aws_iam_policy").map((address) => String(resource(greedy, address)["policy"]));
    const request = (name: string): AccessRequest => ({
      action: "iam:UpdateAssumeRolePolicy",
      resource: role(name),
    });
    expect(allows(policies, request("x-web-task"))).toBe(true);
    expect(allows(policies, request("x-github-apply"))).toBe(false);
    expect(allows(policies, request("x-github-plan"))).toBe(false);
    expect(allows(policies, request("x-github-release"))).toBe(false);
  });

  it("refuse secrets even to a plan role that somebody gave ReadOnlyAccess", () => {
    const everything = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
    expect(allows([...plan, everything], { action: "ecr:ListImages" })).toBe(true);
    expect(allows([...plan, everything], { action: "secretsmanager:GetSecretValue" })).toBe(false);
  });

  it("never let what they make do more than the boundary says", () => {
    const everything = [JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] })];
    const may = (action: string, resource = "*") => allows(everything, { action, resource }, boundary);
    expect(may("s3:GetObject", "arn:aws:s3:::shop-uploads/x")).toBe(true);
    expect(may("ssm:GetParameters")).toBe(true);
    expect(may("ecs:UpdateServicePrimaryTaskSet")).toBe(true);
    expect(may("iam:PassRole", role("Shop-web-task"))).toBe(true);
    for (const action of [
      "iam:CreateUser",
      "iam:PutRolePolicy",
      "sts:AssumeRole",
      "kms:PutKeyPolicy",
      "ssm:SendCommand",
    ]) {
      expect({ action, allowed: may(action) }).toEqual({ action, allowed: false });
    }
    for (const [action, arn] of [
      ["s3:GetObject", ownState],
      ["s3:PutObject", ownState],
      ["s3:GetObject", `${state}-access-logs/x`],
      ["iam:PassRole", role("Admin")],
      ["lambda:UpdateFunctionCode", "*"],
    ] as const) {
      expect({ action, allowed: may(action, arn) }).toEqual({ action, allowed: false });
    }
  });

  it("fit into IAM's limits with the longest names", () => {
    const long = roles({
      scope: {
        ...scope,
        environment: "e".repeat(49),
        project: "P".repeat(32),
        names: githubNames("e".repeat(49)),
        state: {
          ...scope.state,
          bucket: "b".repeat(51),
          accessLogBucket: "b".repeat(63),
          key: `${"k".repeat(60)}/terraform.tfstate`,
        },
      },
    });
    const policies = addresses(long, "aws_iam_policy").map((address) => resource(long, address));
    expect(policies).toHaveLength(7);
    for (const { name, policy } of policies) {
      expect(String(name).length).toBeLessThanOrEqual(128);
      expect(String(policy).replace(/\s/g, "").length).toBeLessThanOrEqual(6144);
    }
    for (const address of addresses(long, "aws_iam_role")) {
      expect(String(resource(long, address)["name"]).length).toBeLessThanOrEqual(64);
    }
  });
});

const providerArn = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;

describe("who may take a role", () => {
  const existing = roles({ provider: "existing" });
  const trust = (name: "plan" | "apply" | "release") =>
    String(resource(existing, `aws_iam_role.github_${name}`)["assume_role_policy"]);
  const token = (sub: string, aud = "sts.amazonaws.com", federated = providerArn): AccessRequest => ({
    action: "sts:AssumeRoleWithWebIdentity",
    federated,
    context: { "token.actions.githubusercontent.com:sub": sub, "token.actions.githubusercontent.com:aud": aud },
  });

  it.each<[who: string, request: AccessRequest, takes: "plan" | "apply" | "release" | "none"]>([
    ["a pull request of the repository", token("repo:acme/shop:pull_request"), "plan"],
    ["a push to the branch, a schedule", token("repo:acme/shop:ref:refs/heads/main"), "plan"],
    ["a job of the environment", token("repo:acme/shop:environment:staging"), "apply"],
    ["a job of the environment of releases", token("repo:acme/shop:environment:staging-releases"), "release"],
    ["a pull request in a fork", token("repo:mallory/shop:pull_request"), "none"],
    ["another repository", token("repo:acme/other:pull_request"), "none"],
    ["a repository whose name begins so", token("repo:acme/shop-2:environment:staging"), "none"],
    ["another branch", token("repo:acme/shop:ref:refs/heads/feature"), "none"],
    ["a branch whose name begins so", token("repo:acme/shop:ref:refs/heads/main-2"), "none"],
    ["a tag", token("repo:acme/shop:ref:refs/tags/main"), "none"],
    ["a branch named like the environment", token("repo:acme/shop:ref:refs/heads/environment:staging"), "none"],
    ["an environment named like the branch", token("repo:acme/shop:environment:main"), "none"],
    ["another environment", token("repo:acme/shop:environment:production"), "none"],
    ["an environment whose name begins so", token("repo:acme/shop:environment:staging-2"), "none"],
    ["other capital letters", token("repo:Acme/shop:pull_request"), "none"],
    ["a token for another audience", token("repo:acme/shop:pull_request", "https://github.com/acme"), "none"],
    [
      "another issuer",
      token(
        "repo:acme/shop:pull_request",
        "sts.amazonaws.com",
        `arn:aws:iam::${account}:oidc-provider/evil.example.com`,
      ),
      "none",
    ],
    ["a token without subject", { action: "sts:AssumeRoleWithWebIdentity", federated: providerArn }, "none"],
    ["a user of the account", { action: "sts:AssumeRole" }, "none"],
  ])("%s", (_, request, takes) => {
    const taken = (["plan", "apply", "release"] as const).filter((name) => allows([trust(name)], request));
    expect(taken).toEqual(takes === "none" ? [] : [takes]);
  });

  it("may apply for two hours, and release for as long as GitHub lets a job run: both wait", () => {
    const seconds = (name: string) => resource(existing, `aws_iam_role.github_${name}`)["max_session_duration"];
    expect([seconds("plan"), seconds("apply"), seconds("release")]).toEqual([undefined, 7200, 21_600]);
  });

  it("is asked with the numbers of owner and repository where the setting has them", () => {
    const numbered = roles({ provider: "existing", repository: "acme@1/shop@2", environment: "live" });
    expect(String(resource(numbered, "aws_iam_role.github_apply")["assume_role_policy"])).toContain(
      '"token.actions.githubusercontent.com:sub":"repo:acme@1/shop@2:environment:live"',
    );
  });
});

describe("the identity provider", () => {
  it("is made where nobody else makes it", () => {
    expect(resource(json, "aws_iam_openid_connect_provider.github_provider")).toEqual({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
    const trust = String(resource(json, "aws_iam_role.github_plan")["assume_role_policy"]);
    expect(trust).toContain(ref("aws_iam_openid_connect_provider.github_provider", "arn"));
  });

  it("is only named where there is one already", () => {
    const existing = roles({ provider: "existing" });
    expect(addresses(existing, "aws_iam_openid_connect_provider")).toEqual([]);
    expect(String(resource(existing, "aws_iam_role.github_plan")["assume_role_policy"])).toContain(providerArn);
  });
});
