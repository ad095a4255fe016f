import { type Declared, resources, type StackJson } from "../../lib/stack-json";
import { allows, conditionKeys, isForAnyone, principals, refersTo, referring, type Statement, texts } from "../read";
import { each, eachOf, type Judge, type SecurityRule, unless } from "../rule";

const group = "IAM, KMS, logs, alarms";
const rolePolicies = ["aws_iam_role_policy", "aws_iam_policy"];

/**
 * What `*` is the only resource of. CreateTaskSet is limited by conditions instead.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const takesNoResource = [
  /^ecr:GetAuthorizationToken$/,
  /^ecs:(CreateTaskSet|DiscoverPollEndpoint)$/,
  /^elasticloadbalancing:Describe\w+$/,
  /^logs:DescribeLogGroups$/,
  /^ssmmessages:(Create|Open)(Control|Data)Channel$/,
];

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
    examine: each(
      rolePolicies,
      eachAllowed(({ actions }) =>
        actions.filter((action) => /^([\w-]+:)?\*$/.test(action)).map((action) => `allows ${action}`),
      ),
    ),
  },
  {
    ids: ["CKV_AWS_355", "CKV_AWS_356"],
    group,
    rule: "rights are limited to resources",
    check: "`*` is the resource of actions only that take no other",
    examine: each(
      rolePolicies,
      eachAllowed(({ actions, resources: of }) =>
        of.includes("*")
          ? actions
              .filter((action) => !takesNoResource.some((known) => known.test(action)))
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
      allows(trust).flatMap((statement) => [
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
    check: "of the actions of IAM and STS roles have only `iam:PassRole`, to one service",
    examine: each(
      rolePolicies,
      eachAllowed((statement) => [
        ...statement.actions
          .filter((action) => /^(iam|sts):/.test(action) && action !== "iam:PassRole")
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
      [...texts(own), ...attached(json, address)]
        .filter((arn) => mighty.test(arn))
        .map((arn) => `has ${arn.slice(arn.lastIndexOf("/") + 1)}`),
    ),
  },
  {
    ids: ["CKV_AWS_358", "CKV_AWS_393"],
    group,
    rule: "workflows on GitHub take a role from one repository, and one branch, environment or pull requests",
    check: "trust in GitHub's identity provider compares `aud`, and `sub` with `repo:<owner>/<name>:<what>`",
    examine: eachOf(federated, ({ assume_role_policy: trust }) => allows(trust).flatMap(gitHubTrust)),
  },
];

function eachAllowed(judge: (statement: Statement) => readonly string[]): Judge {
  return ({ policy }) => allows(policy).flatMap(judge);
}

function looksAtSource(statement: Statement): boolean {
  return conditionKeys(statement).some((key) => key === "aws:SourceAccount" || key === "aws:SourceArn");
}

function attached(json: StackJson, role: string): readonly string[] {
  return referring(json, "aws_iam_role_policy_attachment", "role", role).flatMap(({ block }) =>
    texts(block["policy_arn"]),
  );
}

function federated(json: StackJson): readonly Declared[] {
  return resources(json, "aws_iam_role").filter(({ block }) =>
    allows(block["assume_role_policy"]).some((statement) => principals(statement, "Federated").length > 0),
  );
}

/** `repo:owner/name:environment:production`; neither the repository nor what follows may be left open. */
const oneSubject = /^repo:[\w.-]+\/[\w.-]+:(ref:refs\/(heads|tags)\/[^*]+|environment:[^*]+|pull_request)$/;

function gitHubTrust({ conditions }: Statement): readonly string[] {
  const compared = (key: string) =>
    Object.values(conditions).flatMap((keys) =>
      Object.entries(keys as Readonly<Record<string, unknown>>)
        .filter(([name]) => name.endsWith(key))
        .flatMap(([, values]) => texts(values)),
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
