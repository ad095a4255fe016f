/** A list with one element at least: IAM refuses a statement with an empty one. */
type OneOrMore<T> = readonly [T, ...T[]];

/** Operator ("StringEquals", "ArnLike", ...) to condition key to the value or values that satisfy it. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Who: AWS services by name, users, roles and accounts by ARN, identity providers by ARN, or anyone at all. */
export type PolicyPrincipals =
  | { readonly services: OneOrMore<string> }
  | { readonly aws: OneOrMore<string> }
  | { readonly federated: OneOrMore<string> }
  | "anyone";

interface What {
  /** A name for readers: letters and digits. @default none */
  readonly sid?: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** `service:Action`. */
  readonly actions: OneOrMore<string>;
  /** All have to be satisfied. @default none */
  readonly conditions?: PolicyConditions;
}

/** A statement in the policy of a role: what the role may do, and on what. */
export interface PolicyStatement extends What {
  /** ARNs, patterns of ARNs; `*` for actions that take no resource. */
  readonly resources: OneOrMore<string>;
}

/** A statement in the policy of a thing (a key, a bucket, a topic, an endpoint), which also says who may. */
export interface ResourcePolicyStatement extends PolicyStatement {
  readonly principals: PolicyPrincipals;
}

/** A statement in a role's trust policy: who may take the role. */
export interface TrustStatement extends What {
  readonly principals: PolicyPrincipals;
}

type Statement = PolicyStatement | ResourcePolicyStatement | TrustStatement;

/**
 * The document that IAM takes, as a value: references may be anywhere in it, so `jsonText` makes the text of it.
 * A single value stands alone and not in a list, as IAM itself shows it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function policyDocument(statements: OneOrMore<Statement>): object {
  return { Version: "2012-10-17", Statement: statements.map(rendered) };
}

function rendered(statement: Statement): object {
  const { sid, effect = "Allow", actions, conditions } = statement;
  return {
    ...(sid !== undefined && { Sid: sid }),
    Effect: effect,
    ...("principals" in statement && { Principal: principal(statement.principals) }),
    Action: oneOrList(actions),
    ...("resources" in statement && { Resource: oneOrList(statement.resources) }),
    ...(conditions !== undefined && { Condition: conditions }),
  };
}

function principal(principals: PolicyPrincipals): object | string {
  if (principals === "anyone") return "*";
  if ("services" in principals) return { Service: oneOrList(principals.services) };
  if ("aws" in principals) return { AWS: oneOrList(principals.aws) };
  return { Federated: oneOrList(principals.federated) };
}

function oneOrList(values: OneOrMore<string>): string | readonly string[] {
  return values.length === 1 ? values[0] : values;
}
