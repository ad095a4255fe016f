import { type Block, block, blocks, strings } from "../lib/terraform/stack-json";

export interface Statement {
  readonly effect: unknown;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** As it stands: `"*"`, or by kind. */
  readonly principal: unknown;
  /** Operator to key to values. */
  readonly conditions: Block;
}

/** The statements of a policy's JSON text. */
export function statements(policy: unknown): readonly Statement[] {
  if (typeof policy !== "string") return [];
  return blocks(block(JSON.parse(policy))["Statement"]).map((statement) => ({
    effect: statement["Effect"],
    actions: strings(statement["Action"]),
    resources: strings(statement["Resource"]),
    principal: statement["Principal"],
    conditions: block(statement["Condition"]),
  }));
}

export function allowStatements(policy: unknown): readonly Statement[] {
  return statements(policy).filter(({ effect }) => effect === "Allow");
}

/** Names of principals of one kind. */
export function principals({ principal }: Statement, kind: "AWS" | "Service" | "Federated"): readonly string[] {
  return strings(block(principal)[kind]);
}

/** Whether a statement is about anyone at all. */
export function isForAnyone(statement: Statement): boolean {
  return statement.principal === "*" || principals(statement, "AWS").includes("*");
}

/** The keys that a statement's conditions look at. */
export function conditionKeys({ conditions }: Statement): readonly string[] {
  return Object.values(conditions).flatMap((keys) => Object.keys(block(keys)));
}
