import type { z } from "zod";
import { describe as wording, formatPath, type Problem } from "../../../src/lib/problem";

/** What a section says to an input, a line for each problem: `path: message`. */
export function problemsOf(schema: z.ZodType, input: unknown): readonly string[] {
  const { error } = schema.safeParse(input);
  return (error?.issues ?? []).map(({ path, message }) => `${formatPath(path)}: ${message}`);
}

/** Problems of relations in the same form. */
export function lines(problems: Iterable<Problem>): readonly string[] {
  return [...problems].map(({ path, explanation }) => `${formatPath(path)}: ${wording(explanation)}`);
}
