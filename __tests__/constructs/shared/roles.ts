import { type Block, resource, type TerraformJson } from "../../support/synthesized";

/** A statement as the synthesized policy has it. */
export type Statement = Readonly<Record<string, unknown>>;

/** The statements of the policy in the role at this address. */
export function statementsOf(json: TerraformJson, role = "role"): readonly Statement[] {
  return statementsIn(resource(json, `aws_iam_role_policy.${role}_rights`)["policy"]);
}

/** Who may take the role at this address. */
export function trustOf(json: TerraformJson, role = "role"): readonly Statement[] {
  return statementsIn(resource(json, `aws_iam_role.${role}`)["assume_role_policy"]);
}

function statementsIn(text: unknown): readonly Statement[] {
  return (JSON.parse(String(text)) as { readonly Statement: readonly Block[] }).Statement;
}
