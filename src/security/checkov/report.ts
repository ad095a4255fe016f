import { basename } from "node:path";
import { z } from "zod";

/** One check on one resource. */
export interface CheckovFinding {
  readonly check: string;
  /** What the check demands, in checkov's words. */
  readonly name: string;
  /**
   * Which resource. Checks on one resource and checks on several name it differently (`resource.network`,
   * `aws_vpc.network`), so this is only what they have in common: its Terraform name.
   */
  readonly id: string;
}

/** What checkov found in one file. */
export interface FileReport {
  readonly passed: readonly CheckovFinding[];
  readonly failed: readonly CheckovFinding[];
}

const record = z.object({ check_id: z.string(), check_name: z.string(), file_path: z.string(), resource: z.string() });

const report = z.object({
  check_type: z.literal("terraform_json"),
  results: z.object({
    passed_checks: z.array(record),
    failed_checks: z.array(record),
    skipped_checks: z.array(record).length(0),
    parsing_errors: z.array(z.string()),
  }),
});

/**
 * Reads what `checkov --framework terraform_json --output json` prints: what it found in each file, by the file's name
 * without `.tf.json`.
 *
 * @throws if checkov could not parse a file: it would then report no failure in it, and end with exit code 0
 */
export function readCheckovReport(text: string): ReadonlyMap<string, FileReport> {
  const { results } = report.parse(JSON.parse(text));
  if (results.parsing_errors.length > 0) {
    throw new Error(`checkov could not parse ${results.parsing_errors.join(", ")}.`);
  }
  const files = new Map<string, { passed: CheckovFinding[]; failed: CheckovFinding[] }>();
  const add = (key: "passed" | "failed", { check_id, check_name, file_path, resource }: z.infer<typeof record>) => {
    const name = basename(file_path, ".tf.json");
    const file = files.get(name) ?? { passed: [], failed: [] };
    file[key].push({ check: check_id, name: check_name, id: resource.slice(resource.lastIndexOf(".") + 1) });
    files.set(name, file);
  };
  for (const one of results.passed_checks) add("passed", one);
  for (const one of results.failed_checks) add("failed", one);
  return files;
}
