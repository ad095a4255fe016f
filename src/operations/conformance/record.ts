import { commandLine } from "../../lib/command-line";
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { UsageError } from "../../lib/errors";

/** Rises when records of the version before can no longer be compared. */
const version = 1;

const texts = z.record(z.string(), z.string());

const recordSchema = z.strictObject({
  version: z.literal(version),
  /** False where the run was interrupted or failed: what comes later is missing. */
  complete: z.boolean(),
  /** What decides which calls are made: records of services that differ here differ in more than AWS's behaviour. */
  service: texts,
  /** Per scenario and moment: status, lifecycle events in order, weights of the listeners. */
  scenarios: z.record(z.string(), z.record(z.string(), texts)),
  /** Per operation: member paths of the answers, and the errors with their HTTP status. */
  operations: z.record(z.string(), z.strictObject({ answer: texts, errors: texts })),
});

/** What a run saw of AWS's behaviour. It holds no name, id, ARN, account or region. */
export type ConformanceRecord = z.output<typeof recordSchema>;

/** @throws UsageError when the file is not there or is not a record */
export function readRecord(file: string): ConformanceRecord {
  const result = recordSchema.safeParse(parse(file, read(file)));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(file, `is not valid: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw invalid(file, `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(file, "is not JSON");
  }
}

function invalid(file: string, problem: string): UsageError {
  const remedy = `Give a file that ${commandLine("conformance")} wrote, for example docs/conformance/local-aws.json.`;
  return new UsageError(`The record ${file} ${problem}. ${remedy}`);
}

export function writeRecord(file: string, record: ConformanceRecord): void {
  writeFileSync(file, formatRecord(record));
}

export function formatRecord(record: ConformanceRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}
