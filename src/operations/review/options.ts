import { UsageError } from "../../lib/errors";
import { show } from "../../lib/problem";
import { severities, type Severity } from "./finding";

export const formats = ["text", "markdown", "json"] as const;

export type Format = (typeof formats)[number];

export interface Options {
  /** The plan's JSON, or the file that `terraform plan -out` wrote. */
  readonly file: string;
  readonly environment: string | undefined;
  readonly format: Format;
  readonly failOn: Severity | undefined;
  /** Hash of the plan that was reviewed. */
  readonly verify: string | undefined;
  /** Whether to look for deployments that run now. */
  readonly live: boolean;
}

/** @throws UsageError for a value that is not among the allowed ones */
export function oneOf<T extends string>(
  option: string,
  allowed: readonly T[],
  given: string | undefined,
): T | undefined {
  const found = allowed.find((candidate) => candidate === given);
  if (given === undefined || found !== undefined) return found;
  throw new UsageError(
    `${option}: ${show(given)} is not one of its values. Allowed: ${allowed.join(", ")}. Choose one of these.`,
  );
}

/** @param given with --fail-on */
export function readFailOn(given: string | undefined): Severity | undefined {
  return oneOf("--fail-on", severities, given);
}

/** @param given with --verify: the hash of a plan */
export function readVerify(given: string | undefined): string | undefined {
  if (given === undefined || /^[0-9a-f]{64}$/.test(given)) return given;
  throw new UsageError(
    `--verify: ${show(given)} is not a plan's hash. Allowed: 64 hexadecimal digits. Copy it from the last line of the review.`,
  );
}
