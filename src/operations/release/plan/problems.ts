import { explain, failureOf } from "../../../lib/aws/errors";

/** One reason why a command cannot do its work, and what to do about it. */
export interface OperationError {
  readonly problem: string;
  readonly remedy: string;
}

/** All reasons at once: nobody should mend one only to be told of the next. */
export class ProblemsError extends Error {
  override readonly name = "Findings";
  constructor(readonly findings: readonly OperationError[]) {
    super(findings.map(({ problem, remedy }) => `- ${problem}\n  ${remedy}`).join("\n"));
  }
}

export function finding(problem: string, remedy: string): ProblemsError {
  return new ProblemsError([{ problem, remedy }]);
}

/**
 * Waits for all parts, whatever becomes of each. What fails for a reason that would fail every call (credentials,
 * network) is thrown alone; everything else is gathered into one {@link ProblemsError}.
 */
export async function collectProblems<T extends Readonly<Record<string, Promise<unknown>>>>(
  parts: T,
): Promise<{ readonly [Name in keyof T]: Awaited<T[Name]> }> {
  const settled = await Promise.allSettled(Object.values(parts));
  // Parts that build on another fail with the very same error; it is told once.
  const errors = new Set(settled.flatMap((part): unknown[] => (part.status === "rejected" ? [part.reason] : [])));
  const findings = [...errors].flatMap((error) => {
    if (error instanceof ProblemsError) return error.findings;
    if (failureOf(error) === "denied") return [deniedFinding(error)];
    throw error;
  });
  if (findings.length > 0) throw new ProblemsError(unique(findings));
  const values = settled.map((part) => (part.status === "fulfilled" ? part.value : undefined));
  return Object.fromEntries(Object.keys(parts).map((name, index) => [name, values[index]])) as {
    readonly [Name in keyof T]: Awaited<T[Name]>;
  };
}

function deniedFinding(error: unknown): OperationError {
  const [problem = "", ...remedy] = explain(error).split(/(?<=\.) (?=Ask)/);
  return { problem, remedy: remedy.join(" ") };
}

function unique(findings: readonly OperationError[]): OperationError[] {
  return [...new Map(findings.map((one) => [one.problem, one])).values()];
}
