import { matchesWildcard } from "../../../../lib/wildcard";
import { changesOf, priorOf, type Subject } from "../../plan/subject";
import { getList, getString, getStrings } from "../../plan/values";
import { type Planned, planned } from "../deployment/planned";
import { appliesTo, type PlannedStatement, statementsIn } from "./policy";

/** The roles of a plan as they will be, with their policies. */
export interface Rights {
  /** By ARN; one that is known only after the apply is not among them. */
  readonly roles: ReadonlyMap<string, Planned>;
  /** By the role's name. */
  readonly inline: ReadonlyMap<string, readonly Planned[]>;
  readonly attached: ReadonlyMap<string, readonly Planned[]>;
  /** Role and policy of each that Terraform manages now or will: what else a role has, somebody gave it. */
  readonly managed: ReadonlySet<string>;
  /** Whether the plan changes a policy of the role, be it by taking it away. */
  readonly changes: (role: Planned | undefined) => boolean;
}

const [inlineType, attachmentType] = ["aws_iam_role_policy", "aws_iam_role_policy_attachment"] as const;

export function readRights(subject: Subject): Rights {
  const changed = changesOf(subject, inlineType, attachmentType).flatMap(({ before, after }) => [before, after]);
  const managed = [...priorOf(subject, inlineType, attachmentType).map(({ values }) => values), ...changed];
  const touched = new Set(changed.flatMap((values) => getString(values, "role") ?? []));
  return {
    roles: new Map(
      planned(subject, "aws_iam_role").flatMap((role): [string, Planned][] => {
        const arn = getString(role.values, "arn");
        return arn === undefined ? [] : [[arn, role]];
      }),
    ),
    inline: byRole(planned(subject, inlineType)),
    attached: byRole(planned(subject, attachmentType)),
    managed: new Set(
      managed.map((values) =>
        pairOf(getString(values, "role"), getString(values, "policy_arn") ?? getString(values, "name")),
      ),
    ),
    changes: (role) => touched.has(getString(role?.values, "name") ?? ""),
  };
}

function pairOf(role: string | undefined, policy: string | undefined): string {
  return `${role ?? ""} ${policy ?? ""}`;
}

function byRole(policies: readonly Planned[]): ReadonlyMap<string, readonly Planned[]> {
  const found = new Map<string, Planned[]>();
  for (const policy of policies) {
    const role = getString(policy.values, "role") ?? "";
    const others = found.get(role);
    if (others === undefined) found.set(role, [policy]);
    else others.push(policy);
  }
  return found;
}

type Verdict = "yes" | "no" | "unknown";

/**
 * Whether a role may pass another one to ECS tasks. Only what all of its policies say is a no: one that cannot be read may
 * allow it.
 */
export function mayPass({ inline, attached, managed, changes }: Rights, role: Planned, arn: string): Verdict {
  const name = getString(role.values, "name") ?? "";
  // The provider reads all policies into the role, those of other resources too.
  const isOthers = (policy: string | undefined) => !managed.has(pairOf(name, policy));
  const documents = [
    ...(inline.get(name) ?? []).map(({ unknown, values }) =>
      unknown.has("policy") ? undefined : getString(values, "policy"),
    ),
    ...getList(role.values, "inline_policy")
      .filter((policy) => isOthers(getString(policy, "name")))
      .map((policy) => getString(policy, "policy")),
  ];
  const policyArns = [
    ...(attached.get(name) ?? []).map(({ values }) => getString(values, "policy_arn")),
    ...getStrings(role.values, "managed_policy_arns").filter(isOthers),
  ];
  const verdicts = [
    ...documents.map((document) => verdictOf(statementsIn(document), arn)),
    ...policyArns.map(ofAttached),
  ];
  // Its policies are the business of other code.
  if (verdicts.length === 0 && !changes(role)) return "unknown";
  return (["yes", "unknown"] as const).find((one) => verdicts.includes(one)) ?? "no";
}

const allowing = ["AWSCodeDeployRoleForECS", "AdministratorAccess", "IAMFullAccess"];
const silent = /^AmazonEC2ContainerRegistry|^AmazonECSTaskExecutionRolePolicy$|ReadOnly/;

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html */
function ofAttached(policyArn: string | undefined): Verdict {
  const name = /^arn:[\w-]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(policyArn ?? "")?.[1];
  if (name === undefined) return "unknown";
  if (allowing.includes(name)) return "yes";
  return silent.test(name) ? "no" : "unknown";
}

function verdictOf(statements: readonly PlannedStatement[] | undefined, arn: string): Verdict {
  if (statements === undefined) return "unknown";
  const speaking = statements.filter(
    (one) =>
      one.inverted ||
      (appliesTo(one, "iam:PassRole") &&
        one.resources.some((pattern) => matchesWildcard(pattern, arn, { caseSensitive: true }))),
  );
  if (speaking.length === 0) return "no";
  return speaking.every((one) => one.effect === "Allow" && !one.inverted && isForTasks(one)) ? "yes" : "unknown";
}

/** Under no condition, or the one that the role is passed to tasks. */
function isForTasks({ conditions }: PlannedStatement): boolean {
  return [...conditions].every(
    ([key, values]) =>
      key === "iam:passedtoservice" && values.some((pattern) => matchesWildcard(pattern, "ecs-tasks.amazonaws.com")),
  );
}
