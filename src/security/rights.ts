import { type Declared, referring, refersTo, resources, type StackJson } from "../lib/terraform/stack-json";
import { allowStatements, principals } from "./policy-statements";

/** The policies that give rights: a role's own, and shared ones that some role has. A mere boundary gives none. */
export function rights(json: StackJson): readonly Declared[] {
  const shared = resources(json, "aws_iam_policy").filter(({ address }) => attachments(json, address).length > 0);
  return [...resources(json, "aws_iam_role_policy"), ...shared];
}

/** The roles of this stack that have a policy. */
export function holders(json: StackJson, { type, address, block }: Declared): readonly Declared[] {
  const given =
    type === "aws_iam_policy" ? attachments(json, address).map((one) => one.block["role"]) : [block["role"]];
  return resources(json, "aws_iam_role").filter((role) => refersTo(given, role.address));
}

/** Whether only workflows have a policy. They change whatever a stack declares, its roles included. */
export function isOfWorkflows(json: StackJson, policy: Declared): boolean {
  const roles = holders(json, policy);
  return roles.length > 0 && roles.every(isOfWorkflow);
}

/** Whether a role is taken with the token of an identity provider. */
export function isOfWorkflow({ block }: Declared): boolean {
  return allowStatements(block["assume_role_policy"]).some(
    (statement) => principals(statement, "Federated").length > 0,
  );
}

function attachments(json: StackJson, policy: string): readonly Declared[] {
  return referring(json, "aws_iam_role_policy_attachment", "policy_arn", policy);
}
