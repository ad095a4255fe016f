import { z } from "zod";
import { describe, show } from "../../lib/problem";

/** What one setting must be, whatever the others are. */
export interface Rule<Value> {
  /** Completes the sentence "<the given value> is not ...". */
  readonly kind: string;
  readonly allowed: string;
  /** What to do, as a sentence; may depend on the value that was given. */
  readonly remedy: string | ((given: unknown) => string);
  readonly test: (value: Value) => boolean;
}

/** A text that follows a rule. */
export function text(rule: Rule<string>) {
  const error = errorOf(rule);
  return z.string({ error }).refine(rule.test, { error });
}

/** A whole number that follows a rule. */
export function whole(rule: Rule<number>) {
  const error = errorOf(rule);
  return z.int({ error }).refine(rule.test, { error });
}

/** A whole number from `least` to `most`, both included. */
export function wholeBetween(least: number, most: number, { unit, ...words }: RangeWords) {
  return whole({
    ...words,
    allowed: `a whole number from ${least} to ${most}${unit === undefined ? "" : ` (${unit})`}`,
    test: (value) => least <= value && value <= most,
  });
}

interface RangeWords extends Pick<Rule<number>, "kind" | "remedy"> {
  /** What the number counts, where the setting's name leaves it open or a reader may doubt it. */
  readonly unit?: string;
}

export function flag(remedy: string) {
  return z.boolean({ error: errorOf({ kind: "true or false", allowed: "true, false", remedy }) });
}

/** One of a few words. */
export function oneOf<const Values extends readonly [string, ...string[]]>(
  values: Values,
  words: Pick<Rule<never>, "kind" | "remedy">,
) {
  return z.enum(values, { error: errorOf({ ...words, allowed: values.join(", ") }) });
}

/** A list with one element or more. */
export function listOf<Element extends z.ZodType>(element: Element, words: Words) {
  return z.tuple([element], element, { error: errorOf(words) });
}

/** An object whose keys follow a rule. `wording` words the error of what is no object. */
export function namedBy<Value extends z.ZodType>(
  key: Rule<string>,
  value: Value,
  words: Wording,
  wording: (words: Wording) => ReturnType<typeof errorOf> = errorOf,
) {
  const keyError = errorOf(key);
  const error = wording(words);
  return z.record(z.string().refine(key.test, { error: keyError }), value, {
    error: (issue) => (issue.code === "invalid_key" ? keyError({ input: issue.path?.at(-1) }) : error(issue)),
  });
}

type Words = Pick<Rule<never>, "kind" | "allowed" | "remedy">;

export type Wording = Words & { readonly remedy: string };

/** An object with these settings and no others. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const keys = Object.keys(shape).join(", ");
  const error = errorOf({ kind: "an object", allowed: `an object with ${keys}`, remedy: "Write { ... } here." });
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? describe({ fault: "no such setting", allowed: keys, remedy: "Correct its spelling or remove it." })
        : error(issue),
  });
}

/** Words the error of a value that is absent, of another type, or against its rule. */
export function errorOf({ kind, allowed, remedy }: Omit<Rule<never>, "test">) {
  return ({ input }: { readonly input?: unknown }): string =>
    describe({
      fault: input === undefined ? `missing; it takes ${kind}` : `${show(input)} is not ${kind}`,
      allowed,
      remedy: typeof remedy === "string" ? remedy : remedy(input),
    });
}

/** Words the errors of objects that are told apart by their type: of one without a known type, and of what is no object. */
export function unionErrorOf(type: Words, object: Words) {
  const [typeError, objectError] = [errorOf(type), errorOf(object)];
  return (issue: z.core.$ZodRawIssue): string =>
    // Reported at the type, but with the whole object as input.
    issue.code === "invalid_union"
      ? typeError({ input: (issue.input as { readonly type?: unknown }).type })
      : objectError(issue);
}
