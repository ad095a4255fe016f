/** An IAM policy as its text says it, as far as this project's policies go. */
interface Document {
  readonly Statement: readonly Statement[];
}

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  /** Absent in trust policies, which are about the role that has them. */
  readonly Resource?: string | readonly string[];
  readonly Principal?: { readonly Federated?: string | readonly string[] };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface AccessRequest {
  readonly action: string;
  /** @default "*", as for actions that take no resource */
  readonly resource?: string;
  /** Condition keys of the request, with the values it has. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** Who asks, where a trust policy decides. */
  readonly federated?: string;
}

/**
 * Decides as IAM does: refused unless allowed, and a Deny wins. Of a boundary too, every request needs an Allow there.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function allows(policies: readonly string[], request: AccessRequest, boundary?: string): boolean {
  const decide = (texts: readonly string[]) => {
    const matching = texts
      .flatMap((text) => (JSON.parse(text) as Document).Statement)
      .filter((statement) => applies(statement, request));
    return matching.length > 0 && matching.every(({ Effect }) => Effect === "Allow");
  };
  return decide(policies) && (boundary === undefined || decide([boundary]));
}

function applies(statement: Statement, { action, resource = "*", context = {}, federated }: AccessRequest): boolean {
  const unknown = Object.keys(statement).filter((key) => !known.has(key));
  // Not to understand a policy must not look like a decision.
  if (unknown.length > 0) throw new Error(`The evaluator does not know ${unknown.join(", ")}.`);
  return (
    list(statement.Action).some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) &&
    (statement.Resource === undefined || list(statement.Resource).some((pattern) => like(pattern, resource))) &&
    (statement.Principal === undefined || list(statement.Principal.Federated ?? []).includes(federated ?? "")) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, list(wanted), context[key])),
    )
  );
}

const known = new Set(["Sid", "Effect", "Action", "Resource", "Principal", "Condition"]);

/** A key that the request lacks satisfies no condition. */
function holds(operator: string, wanted: readonly string[], given: string | readonly string[] | undefined): boolean {
  const test = operators[operator];
  if (test === undefined) throw new Error(`The evaluator does not know the condition operator ${operator}.`);
  return given !== undefined && list(given).some((value) => wanted.some((pattern) => test(pattern, value)));
}

const operators: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  StringEquals: (pattern, value) => pattern === value,
  StringLike: like,
  ArnLike: like,
  Bool: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
};

/** `*` is any text, `?` any character. */
function like(pattern: string, value: string): boolean {
  const expression = pattern
    .split("")
    .map((character) =>
      character === "*" ? ".*" : character === "?" ? "." : character.replace(/[\\^$.|+()[\]{}]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${expression}$`, "s").test(value);
}

function list<T>(values: T | readonly T[]): readonly T[] {
  return Array.isArray(values) ? (values as readonly T[]) : [values as T];
}
