import type { Measure } from "../../src/constructs/monitoring/metrics";

/** What a metric has in a minute; undefined where it has no data. */
export type Minute = Readonly<Record<string, number | undefined>>;

/** A number that stands for itself, or what a series has in the minute. */
interface Value {
  readonly scalar: boolean;
  readonly is: number | undefined;
}

/**
 * The part of CloudWatch's metric math that our measures use, for one minute: `+ - * /`, `>=` and IF.
 * Between two series a missing value is 0 where the other has one, and a division by 0 has no value. IF has none where
 * its condition has none, and 0 where the value that it chose is missing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function figure({ metrics, steps, result }: Measure, minute: Minute): number | undefined {
  const values = new Map<string, Value>(Object.keys(metrics).map((id) => [id, { scalar: false, is: minute[id] }]));
  for (const { id, expression } of [...steps, result]) values.set(id, evaluate(expression, values));
  return values.get(result.id)?.is;
}

function evaluate(expression: string, values: ReadonlyMap<string, Value>): Value {
  const tokens = expression.match(/[a-z]\w*|IF|\d+|>=|[-+*/(),]/g) ?? [];
  if (tokens.join("") !== expression.replaceAll(" ", "")) throw new Error(`not understood: ${expression}`);
  let next = 0;
  const take = (expected?: string): string => {
    const token = tokens[next++] ?? "";
    if (expected !== undefined && token !== expected) throw new Error(`${expected} was to follow in ${expression}`);
    return token;
  };

  const operand = (): Value => {
    const token = take();
    if (/^\d+$/.test(token)) return { scalar: true, is: Number(token) };
    if (token === "IF") return choice();
    const value = values.get(token);
    if (value === undefined) throw new Error(`${token} is unknown in ${expression}`);
    return value;
  };
  const choice = (): Value => {
    take("(");
    const condition = comparison();
    take(",");
    const whenTrue = comparison();
    take(",");
    const whenFalse = comparison();
    take(")");
    if (condition.is === undefined) return condition;
    return { scalar: false, is: condition.is === 0 ? whenFalse.is : (whenTrue.is ?? 0) };
  };
  const chain = (operators: readonly string[], part: () => Value) => (): Value => {
    let value = part();
    while (operators.includes(tokens[next] ?? "")) value = combine(take(), value, part());
    return value;
  };
  const comparison = chain([">="], chain(["+", "-"], chain(["*", "/"], operand)));

  const value = comparison();
  if (next !== tokens.length) throw new Error(`more than one value in ${expression}`);
  return value;
}

function combine(operator: string, left: Value, right: Value): Value {
  const scalar = left.scalar && right.scalar;
  const [one, other] = [left.is ?? 0, right.is ?? 0];
  const hasData = [left, right].some((value) => !value.scalar && value.is !== undefined);
  return { scalar, is: scalar || hasData ? calculate(operator, one, other) : undefined };
}

function calculate(operator: string, one: number, other: number): number | undefined {
  switch (operator) {
    case "+":
      return one + other;
    case "-":
      return one - other;
    case "*":
      return one * other;
    case "/":
      return other === 0 ? undefined : one / other;
    default:
      return Number(one >= other);
  }
}
