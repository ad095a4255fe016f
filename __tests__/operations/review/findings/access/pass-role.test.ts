import { brief, findingsIn, type PlanDraft } from "../../support";

const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const document = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const trust = (...services: readonly string[]) =>
  document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: services } });
const pass = (Resource: unknown, more: object = {}) => ({ Effect: "Allow", Action: "iam:PassRole", Resource, ...more });
const toTasks = { Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } } };

/** A deployed service whose tasks have two roles, and a change of what CodeDeploy's role may. */
function withRights(changes: PlanDraft["changes"], more: PlanDraft["prior"] = {}): PlanDraft {
  const role = (name: string, service: string) => ({ name, arn: roleArn(name), assume_role_policy: trust(service) });
  return {
    prior: {
      "aws_codedeploy_deployment_group.web": {
        service_role_arn: roleArn("code-deploy"),
        ecs_service: [{ cluster_name: "main", service_name: "web" }],
      },
      "aws_ecs_service.web": { name: "web", task_definition: "arn:aws:ecs:eu-1:123456789012:task-definition/web:7" },
      "aws_ecs_task_definition.web": {
        family: "web",
        execution_role_arn: roleArn("execution"),
        task_role_arn: roleArn("task"),
      },
      "aws_iam_role.code_deploy": role("code-deploy", "codedeploy.amazonaws.com"),
      "aws_iam_role.execution": role("execution", "ecs-tasks.amazonaws.com"),
      "aws_iam_role.task": role("task", "ecs-tasks.amazonaws.com"),
      ...more,
    },
    ...(changes !== undefined && { changes }),
  };
}

function policyChange(...statements: readonly object[]): PlanDraft["changes"] {
  const before = { role: "code-deploy", name: "rights", policy: document(pass("*")) };
  const after = { ...before, policy: document(...statements) };
  return { "aws_iam_role_policy.rights": { actions: ["update"], before, after } };
}

function passFindings(draft: PlanDraft): readonly string[] {
  return findingsIn(draft)
    .filter(({ id }) => id === "role-not-passed")
    .map(({ what }) => what);
}

describe("the roles that CodeDeploy passes", () => {
  const both = [
    `CodeDeploy's role code-deploy may not pass the tasks' execution role ${roleArn("execution")}.`,
    `CodeDeploy's role code-deploy may not pass the tasks' task role ${roleArn("task")}.`,
  ];

  it.each<[what: string, statements: readonly object[], expected: readonly string[]]>([
    ["all", [pass("*", toTasks)], []],
    ["all by a pattern, in whatever case of the action", [pass([roleArn("*")], { Action: "IAM:pass*" })], []],
    ["each by its ARN", [pass([roleArn("execution"), roleArn("task")], toTasks)], []],
    ["one of two", [pass(roleArn("execution"), toTasks)], both.slice(1)],
    ["none", [{ Effect: "Allow", Action: "ecs:*", Resource: "*" }], both],
    ["under a condition that nobody can judge", [pass("*", { Condition: { Bool: { "aws:x": "true" } } })], []],
    ["but for something else, which nobody can judge", [pass("*"), pass("*", { Effect: "Deny" })], []],
    ["by what is not said", [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }], []],
  ])("may be %s", (_, statements, expected) => {
    expect(passFindings(withRights(policyChange(...statements)))).toEqual(expected);
  });

  it.each([
    ["arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS", []],
    ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser", both],
    ["arn:aws:iam::123456789012:policy/of-another-team", []],
  ])("are known by the attached policy %s as far as it is AWS's own", (policy_arn, expected) => {
    const attached = { "aws_iam_role_policy_attachment.other": { role: "code-deploy", policy_arn } };
    expect(passFindings(withRights(policyChange(), attached))).toEqual(expected);
  });

  it("are missed when the attachment goes that gave the right, and not when somebody gave another by hand", () => {
    const policy_arn = "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS";
    const before = { role: "code-deploy", policy_arn };
    const gone = { "aws_iam_role_policy_attachment.ecs": { actions: ["delete"], before } };
    const read = (...managed_policy_arns: readonly string[]) => ({
      "aws_iam_role.code_deploy": { name: "code-deploy", arn: roleArn("code-deploy"), managed_policy_arns },
    });
    const prior = { "aws_iam_role_policy_attachment.ecs": before };
    expect(passFindings(withRights(gone, { ...prior, ...read(policy_arn) }))).toEqual(both);
    const byHand = read(policy_arn, "arn:aws:iam::aws:policy/AdministratorAccess");
    expect(passFindings(withRights(gone, { ...prior, ...byHand }))).toEqual([]);
  });

  it("are not told of again by a plan that changes none of it, or of which they are not known yet", () => {
    expect(findingsIn(withRights({ "aws_sns_topic.other": { actions: ["create"], after: {} } }))).toEqual([]);
    const before = { role: "code-deploy", name: "rights", policy: document(pass("*")) };
    const unknown = {
      actions: ["update"],
      before,
      after: { ...before, policy: null },
      after_unknown: { policy: true },
    };
    expect(passFindings(withRights({ "aws_iam_role_policy.rights": unknown }))).toEqual([]);
  });
});

describe("who may take a role", () => {
  function trusting(name: "code-deploy" | "execution" | "task", before: string, after: string): readonly string[] {
    const values = { name, arn: roleArn(name) };
    const address = `aws_iam_role.${name.replace("-", "_")}`;
    const change = {
      actions: ["update"],
      before: { ...values, assume_role_policy: before },
      after: { ...values, assume_role_policy: after },
    };
    const findings = findingsIn(withRights({ [address]: change }));
    expect(findings.every((finding) => finding.address === address)).toBe(true);
    return findings.filter(({ id }) => id === "role-not-trusting").map(({ what }) => what);
  }

  it.each([
    ["code-deploy", "codedeploy.amazonaws.com"],
    ["execution", "ecs-tasks.amazonaws.com"],
    ["task", "ecs-tasks.amazonaws.com"],
  ] as const)("is, for %s, %s", (name, service) => {
    expect(trusting(name, trust(service), trust("ec2.amazonaws.com"))).toEqual([
      `The role ${name} does not trust ${service} any more.`,
    ]);
    expect(trusting(name, trust(service), trust("ec2.amazonaws.com", service))).toEqual([]);
  });

  it("may be the service of one region, and is not judged where the document says who is not meant", () => {
    const old = trust("codedeploy.amazonaws.com");
    expect(trusting("code-deploy", old, trust("codedeploy.eu-central-1.amazonaws.com"))).toEqual([]);
    const inverted = document({ Effect: "Allow", Action: "sts:AssumeRole", NotPrincipal: { AWS: "123456789012" } });
    expect(trusting("code-deploy", old, inverted)).toEqual([]);
  });

  it("is of no role that belongs to no service", () => {
    const change = {
      actions: ["update"],
      before: { name: "other", arn: roleArn("other"), assume_role_policy: trust("codedeploy.amazonaws.com") },
      after: { name: "other", arn: roleArn("other"), assume_role_policy: trust("ec2.amazonaws.com") },
    };
    expect(brief(findingsIn(withRights({ "aws_iam_role.other": change })))).not.toContain(
      "warn role-not-trusting aws_iam_role.other",
    );
  });
});
