import { matchesWildcard } from "../../../../lib/wildcard";
import { getValue, isRecord } from "../../plan/values";

/** A statement of an IAM policy, as far as rules look at it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PlannedStatement {
  readonly effect: "Allow" | "Deny";
  /** With NotAction all of them: more than it allows, and nobody reads what it leaves out. */
  readonly actions: readonly string[];
  /** Nothing in a trust policy, where the policy's own role is meant. */
  readonly resources: readonly string[];
  /** The document says what is not meant (NotAction, NotResource, NotPrincipal): the lists are not the whole truth. */
  readonly inverted: boolean;
  /** AWS services by name. */
  readonly services: readonly string[];
  /** Accounts, users and roles, by id or ARN. */
  readonly accounts: readonly string[];
  /** Anyone at all. */
  readonly everyone: boolean;
  /** Condition keys, in lower case as IAM compares them, with the values that satisfy them; negated ones begin with "not ". */
  readonly conditions: ReadonlyMap<string, readonly string[]>;
}

/** Undefined for what is no policy document: nothing is known of it then. */
export function statementsIn(document: string | undefined): readonly PlannedStatement[] | undefined {
  if (document === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(document);
    return isRecord(parsed) ? list(parsed["Statement"]).map(statement) : undefined;
  } catch {
    return undefined;
  }
}

function statement(one: unknown): PlannedStatement {
  const principal = getValue(one, "Principal");
  const block = isRecord(one) ? one : {};
  return {
    effect: block["Effect"] === "Deny" ? "Deny" : "Allow",
    actions: "NotAction" in block ? ["*"] : texts(block["Action"]),
    resources: texts(block["Resource"]),
    inverted: ["NotAction", "NotResource", "NotPrincipal"].some((name) => name in block),
    services: texts(getValue(principal, "Service")),
    accounts: texts(getValue(principal, "AWS")),
    everyone: principal === "*" || texts(getValue(principal, "AWS")).includes("*"),
    conditions: conditionsOf(block["Condition"]),
  };
}

function conditionsOf(condition: unknown): PlannedStatement["conditions"] {
  const found = new Map<string, readonly string[]>();
  for (const [operator, keys] of Object.entries(isRecord(condition) ? condition : {})) {
    const not = operator.includes("Not") ? "not " : "";
    for (const [key, values] of Object.entries(isRecord(keys) ? keys : {})) {
      found.set(`${not}${key.toLowerCase()}`, texts(values));
    }
  }
  return found;
}

/** Whether a statement speaks of an action, in whatever wildcards. */
export function appliesTo({ actions }: PlannedStatement, action: string): boolean {
  return actions.some((pattern) => matchesWildcard(pattern, action));
}

/** IAM takes one where a list may stand. */
function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];
}

function texts(value: unknown): readonly string[] {
  return list(value).filter((element): element is string => typeof element === "string");
}
