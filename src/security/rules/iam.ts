import { type Declared, referring, refersTo, resources, type StackJson, strings } from "../../lib/terraform/stack-json";
import { allowStatements, conditionKeys, isForAnyone, principals, type Statement } from "../policy-statements";
import { isOfWorkflow, isOfWorkflows, rights } from "../rights";
import { each, eachOf, type Judge, type SecurityRule, unless } from "../rule";

const group = "IAM, KMS, logs, alarms";

/**
 * What `*` is the only resource of. CreateTaskSet is limited by conditions instead.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const takesNoResource =
  /^(ecr:GetAuthorizationToken|ecs:(CreateTaskSet|DiscoverPollEndpoint)|elasticloadbalancing:Describe\w+|logs:DescribeLogGroups|ssmmessages:(Create|Open)(Control|Data)Channel)$/;

const reading = /:(Describe|Get|List)\w+$/;

/** Readings of what a service keeps, not of how it is set up. */
const readingContent =
  /^(dynamodb:Get|kinesis:Get|logs:Get(LogEvents|LogRecord|QueryResults)|s3:GetObject|secretsmanager:GetSecretValue|ssm:GetParameter)/;

const givingRights = /^iam:(((Attach|Detach|Put|Delete)RolePolicy)|CreateRole|PutRolePermissionsBoundary)$/;

/** What neither gives rights to a role nor lets it out of its boundary. */
const managingRoles =
  /^iam:(CreateServiceLinkedRole|SimulatePrincipalPolicy|(Delete|Tag|Untag|Update)Role|Update(AssumeRolePolicy|RoleDescription)|(Create|Delete|Tag|Untag|AddRoleTo|RemoveRoleFrom)InstanceProfile)$/;

/** Services that take a role without telling on whose behalf: their trust can have no condition on it. */
const tellsNoSource = ["ec2.amazonaws.com", "lambda.amazonaws.com"];

/** Policies of AWS's that amount to everything, or to giving oneself everything. */
const mighty = /\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

export const iamRules: readonly SecurityRule[] = [
  {
    ids: ["CKV_AWS_1", "CKV_AWS_49", "CKV_AWS_62", "CKV_AWS_63"],
    group,
    rule: "no role may do everything, nor everything in a service",
    check: "no action of a role's policies is `*` or `service:*`",
    examine: eachOf(
      rights,
      eachAllowed(({ actions }) =>
        actions.filter((action) => /^([\w-]+:)?\*$/.test(action)).map((action) => `allows ${action}`),
      ),
    ),
  },
  {
    ids: ["CKV_AWS_355", "CKV_AWS_356"],
    group,
    rule: "rights are limited to resources",
    check:
      "`*` is the resource of actions only that take no other; for workflows also where they read settings, or write in one region",
    examine: eachOf(
      rights,
      eachAllowed((statement, ofWorkflows) =>
        statement.resources.includes("*")
          ? statement.actions
              .filter((action) => !takesNoResource.test(action) && !(ofWorkflows && isForWorkflow(statement, action)))
              .map((action) => `allows ${action} on everything`)
          : [],
      ),
    ),
  },
  {
    ids: ["CKV_AWS_60", "CKV_AWS_61"],
    group,
    rule: "a role is taken by whom it is for, on this account's behalf",
    check:
      "no trust in anyone; trust in a service looks at `aws:SourceAccount` or `aws:SourceArn` where the service tells it",
    examine: each(["aws_iam_role"], ({ assume_role_policy: trust }) =>
      allowStatements(trust).flatMap((statement) => [
        ...unless(!isForAnyone(statement), "anyone may take it"),
        ...principals(statement, "Service")
          .filter((service) => !tellsNoSource.includes(service) && !looksAtSource(statement))
          .map((service) => `${service} may take it on anyone's behalf`),
      ]),
    ),
  },
  {
    ids: range("CKV_AWS_", [107, 108, 109, 110, 111, 286, 287, 288, 289, 290]),
    group,
    rule: "no role can give itself more, or take another",
    check:
      "of the actions of IAM and STS roles have only `iam:PassRole`, to named services; workflows also manage named roles, and give them rights under a boundary only",
    examine: eachOf(
      rights,
      eachAllowed((statement, ofWorkflows) => [
        ...statement.actions
          .filter((action) => /^(iam|sts):/.test(action) && action !== "iam:PassRole")
          .filter((action) => !(ofWorkflows && mayManageRoles(statement, action)))
          .map((action) => `allows ${action}`),
        ...unless(
          !statement.actions.includes("iam:PassRole") || conditionKeys(statement).includes("iam:PassedToService"),
          "passes roles to any service",
        ),
      ]),
    ),
  },
  {
    ids: ["CKV_AWS_274"],
    group,
    rule: "no role is an administrator",
    check: "no role has AdministratorAccess, PowerUserAccess or IAMFullAccess",
    examine: each(["aws_iam_role"], ({ managed_policy_arns: own }, json, { address }) =>
      [...strings(own), ...attached(json, address)]
        .filter((arn) => mighty.test(arn))
        .map((arn) => `has ${arn.slice(arn.lastIndexOf("/") + 1)}`),
    ),
  },
  {
    ids: ["CKV_AWS_358", "CKV_AWS_393"],
    group,
    rule: "workflows on GitHub take a role from one repository, and one branch, environment or pull requests",
    check: "trust in GitHub's identity provider compares `aud`, and `sub` with `repo:<owner>/<name>:<what>`",
    examine: eachOf(
      (json) => resources(json, "aws_iam_role").filter(isOfWorkflow),
      ({ assume_role_policy: trust }) => allowStatements(trust).flatMap(gitHubTrust),
    ),
  },
];

function eachAllowed(judge: (statement: Statement, ofWorkflows: boolean) => readonly string[]): Judge {
  return ({ policy }, json, declared) => {
    const ofWorkflows = isOfWorkflows(json, declared);
    return allowStatements(policy).flatMap((statement) => judge(statement, ofWorkflows));
  };
}

/** Where names are AWS's own, as those of networks are, a region is the limit. */
function isForWorkflow(statement: Statement, action: string): boolean {
  const readsSettings = reading.test(action) && !readingContent.test(action);
  return readsSettings || conditionKeys(statement).includes("aws:RequestedRegion");
}

function mayManageRoles(statement: Statement, action: string): boolean {
  if (reading.test(action)) return true;
  if (statement.resources.includes("*") || action.includes("*")) return false;
  if (givingRights.test(action)) return conditionKeys(statement).includes("iam:PermissionsBoundary");
  return managingRoles.test(action);
}

function looksAtSource(statement: Statement): boolean {
  return conditionKeys(statement).some((key) => key === "aws:SourceAccount" || key === "aws:SourceArn");
}

function attached(json: StackJson, role: string): readonly string[] {
  return referring(json, "aws_iam_role_policy_attachment", "role", role).flatMap(({ block }) =>
    strings(block["policy_arn"]),
  );
}

/** `repo:owner/name:environment:production`; neither the repository nor what follows may be left open. */
const oneSubject = /^repo:[\w.@-]+\/[\w.@-]+:(ref:refs\/(heads|tags)\/[^*]+|environment:[^*]+|pull_request)$/;

function gitHubTrust({ conditions }: Statement): readonly string[] {
  const compared = (key: string) =>
    Object.values(conditions).flatMap((keys) =>
      Object.entries(keys as Readonly<Record<string, unknown>>)
        .filter(([name]) => name.endsWith(key))
        .flatMap(([, values]) => strings(values)),
    );
  const subjects = compared(":sub");
  return [
    ...unless(compared(":aud").length > 0, "does not look at the token's audience"),
    ...unless(subjects.length > 0, "does not look at the token's subject"),
    ...subjects.filter((subject) => !oneSubject.test(subject)).map((subject) => `trusts ${subject}`),
  ];
}

function range(prefix: string, numbers: readonly number[]): readonly string[] {
  return numbers.map((number) => `${prefix}${number}`);
}

/** Roles that a policy lets others take to a service: what it refers to. */
export function passedRoles(json: StackJson, { resources: of }: Statement): readonly Declared[] {
  return resources(json, "aws_iam_role").filter(({ address }) => refersTo(of, address));
}
