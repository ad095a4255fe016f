import { type Block, type Declared, resources, type StackJson } from "../lib/terraform/stack-json";

/** The blocks of a name: CDKTF writes one as an object and several as a list. */
export function blocks(value: unknown): readonly Block[] {
  if (Array.isArray(value)) return value.filter(isBlock);
  return isBlock(value) ? [value] : [];
}

/** The first block of a name, or one without anything in it. */
export function block(value: unknown): Block {
  return blocks(value)[0] ?? {};
}

export function texts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string");
  return typeof value === "string" ? [value] : [];
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether something in a block refers to a resource, by any of its attributes. */
export function refersTo(value: unknown, address: string): boolean {
  return new RegExp(`\\b${address.replaceAll(".", "\\.")}\\.`).test(JSON.stringify([value]));
}

/** The resources of a type whose argument refers to a resource. */
export function referring(json: StackJson, type: string, argument: string, address: string): readonly Declared[] {
  return resources(json, type).filter(({ block: found }) => refersTo(found[argument], address));
}

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
    actions: texts(statement["Action"]),
    resources: texts(statement["Resource"]),
    principal: statement["Principal"],
    conditions: block(statement["Condition"]),
  }));
}

export function allows(policy: unknown): readonly Statement[] {
  return statements(policy).filter(({ effect }) => effect === "Allow");
}

/** Names of principals of one kind. */
export function principals({ principal }: Statement, kind: "AWS" | "Service" | "Federated"): readonly string[] {
  return texts(block(principal)[kind]);
}

/** Whether a statement is about anyone at all. */
export function isForAnyone(statement: Statement): boolean {
  return statement.principal === "*" || principals(statement, "AWS").includes("*");
}

/** The keys that a statement's conditions look at. */
export function conditionKeys({ conditions }: Statement): readonly string[] {
  return Object.values(conditions).flatMap((keys) => Object.keys(block(keys)));
}

/** The containers of a task definition. */
export function containers({ container_definitions: text }: Block): readonly Block[] {
  return typeof text === "string" ? blocks(JSON.parse(text)) : [];
}
