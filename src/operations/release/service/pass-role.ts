import { deployCommand } from "../../../lib/command-line";
import { GetRoleCommand, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { failureOf, isNamed } from "../../../lib/aws/errors";
import type { Target } from "../target/environment-contract";
import { finding, collectProblems } from "../plan/problems";

export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** Who calls, refused when it is the wrong account: names repeat across accounts, and the wrong service would change. */
export async function loadCaller({ aws, contract }: Target): Promise<Caller> {
  const { Account: account = "", Arn: arn = "" } = await aws.sts.send(new GetCallerIdentityCommand({}));
  if (account === contract.account) return { account, arn };
  throw finding(
    `The credentials belong to the account ${account}; ${contract.environment} is in ${contract.account}.`,
    "Choose the profile or role of that account.",
  );
}

/**
 * Checks that the roles of the tasks exist and that the caller (RegisterTaskDefinition) and CodeDeploy (CreateTaskSet)
 * may pass them.
 *
 * @returns what could not be checked, as sentences
 */
export async function checkPassRole(
  target: Target,
  roleArns: readonly string[],
  principalArns: readonly string[],
): Promise<readonly string[]> {
  const roles = await collectProblems(Object.fromEntries(roleArns.map((arn) => [arn, requireRole(target, arn)])));
  const pairs = roleArns.flatMap((role) => principalArns.map((principal) => ({ role, principal })));
  const checks = await collectProblems(
    Object.fromEntries(pairs.map(({ role, principal }) => [`${role} ${principal}`, simulate(target, role, principal)])),
  );
  return [...new Set([...Object.values(roles), ...Object.values(checks)].flatMap((doubt) => doubt ?? []))];
}

async function requireRole({ aws, contract }: Target, arn: string): Promise<string | undefined> {
  try {
    await aws.iam.send(new GetRoleCommand({ RoleName: roleName(arn) }));
    return undefined;
  } catch (error) {
    if (failureOf(error) === "denied")
      return `Whether the role ${arn} exists could not be checked: iam:GetRole is denied.`;
    if (!isNamed(error, "NoSuchEntityException", "NoSuchEntity")) throw error;
    throw finding(
      `The role ${arn} of the task definition does not exist.`,
      `Deploy the environment: ${deployCommand(contract.environment)}.`,
    );
  }
}

async function simulate(target: Target, role: string, principal: string): Promise<string | undefined> {
  // The root user may do everything, and IAM simulates it for nobody.
  if (principal.endsWith(":root")) return undefined;
  try {
    const { EvaluationResults: results = [] } = await target.aws.iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: await policySource(target, principal),
        ActionNames: ["iam:PassRole"],
        ResourceArns: [role],
        ContextEntries: [
          {
            ContextKeyName: "iam:PassedToService",
            ContextKeyType: "string",
            ContextKeyValues: ["ecs-tasks.amazonaws.com"],
          },
        ],
      }),
    );
    if (results.every(({ EvalDecision }) => EvalDecision === "allowed")) return undefined;
  } catch (error) {
    if (!["denied", "other", "throttled"].includes(failureOf(error))) throw error;
    return "Whether you and CodeDeploy may pass the roles of the tasks could not be checked: iam:SimulatePrincipalPolicy is not available to you.";
  }
  throw finding(
    `${principal} may not pass the role ${role} to ECS tasks.`,
    "Allow it iam:PassRole on this role, with iam:PassedToService ecs-tasks.amazonaws.com.",
  );
}

/** IAM simulates roles, not their sessions; a session's ARN leaves out the role's path. */
async function policySource({ aws }: Target, principal: string): Promise<string> {
  const session = /:assumed-role\/([^/]+)\//.exec(principal)?.[1];
  if (session === undefined) return principal;
  const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName: session }));
  return Role?.Arn ?? principal;
}

function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
