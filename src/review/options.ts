import { parseArgs } from "node:util";
import { environments } from "../environments";
import { messageOf, UsageError } from "../lib/errors";
import { show } from "../lib/problem";
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

export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError(usage());
  return {
    file,
    environment: values.environment,
    format: oneOf("--format", formats, values.format) ?? "text",
    failOn: readFailOn(values["fail-on"]),
    verify: readVerify(values.verify),
    live: live(values.live ?? false, values.environment),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        environment: { type: "string" },
        format: { type: "string" },
        "fail-on": { type: "string" },
        verify: { type: "string" },
        live: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n${usage()}`);
  }
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

function live(asked: boolean, environment: string | undefined): boolean {
  if (!asked || environment !== undefined) return asked;
  throw new UsageError(
    "--live: it looks for deployments of an environment's services, and none is given. " +
      "Allowed: together with --environment. Add --environment <name>.",
  );
}

function usage(): string {
  const known = environments().map(({ name }) => name);
  return (
    "usage: npm run review -- <plan.json | plan file> [--environment <name>] [--format text|markdown|json] " +
    "[--fail-on <severity>] [--verify <hash>] [--live]\n" +
    "Says what a plan does to live traffic. Reads a plan file of `terraform plan -out`, or what `terraform show -json` printed of it.\n" +
    "--live asks AWS, with your credentials, whether a deployment runs that the plan would get in the way of.\n" +
    `Severities: ${severities.join(", ")}. Environments: ${known.join(", ")}`
  );
}
