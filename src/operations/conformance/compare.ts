import type { ConformanceRecord } from "./record";
import { compareText } from "./shape";

/** One thing that two records say differently. */
export interface Difference {
  /** Operation, or "scenario release". */
  readonly subject: string;
  /** Member path, error or moment. */
  readonly path: string;
  readonly one: string;
  readonly other: string;
}

const missing = "absent";

/** Every row in which two records differ, scenarios first. */
export function compareRecords(one: ConformanceRecord, other: ConformanceRecord): readonly Difference[] {
  const [rows, others] = [rowsOf(one), rowsOf(other)];
  return [...new Set([...rows.keys(), ...others.keys()])].flatMap((key) => {
    const [subject = "", path = ""] = key.split("\t");
    const [mine, theirs] = [rows.get(key) ?? missing, others.get(key) ?? missing];
    return mine === theirs ? [] : [{ subject, path, one: mine, other: theirs }];
  });
}

function rowsOf({ complete, service, scenarios, operations }: ConformanceRecord): ReadonlyMap<string, string> {
  const rows = new Map<string, string>();
  const add = (subject: string, path: string, text: string) => rows.set(`${subject}\t${path}`, text);
  add("record", "complete", String(complete));
  for (const [name, text] of Object.entries(service)) add("service", name, text);
  for (const [name, moments] of Object.entries(scenarios)) {
    for (const [moment, facts] of Object.entries(moments)) {
      for (const [fact, text] of Object.entries(facts)) add(`scenario ${name}`, `${moment}: ${fact}`, text);
    }
  }
  for (const [operation, { answer, errors }] of Object.entries(operations)) {
    for (const [path, text] of Object.entries(answer)) add(operation, path, text);
    for (const [name, status] of Object.entries(errors)) add(operation, `error ${name}`, `HTTP status ${status}`);
  }
  return rows;
}

/**
 * Differences for a person: a block for each subject, a line for each path.
 *
 * @param names of the two records
 */
export function formatDifferences(differences: readonly Difference[], names: readonly [string, string]): string {
  if (differences.length === 0) return `No difference between ${names[0]} and ${names[1]}.\n`;
  const subjects = [...new Set(differences.map(({ subject }) => subject))];
  const blocks = subjects.map((subject) => {
    const rows = differences.filter((difference) => difference.subject === subject);
    const lines = rows
      .sort((a, b) => compareText(a.path, b.path))
      .map(({ path, one, other }) => `  ${path}\n    ${names[0]}: ${one}\n    ${names[1]}: ${other}\n`);
    return `${subject}\n${lines.join("")}`;
  });
  const count = differences.length === 1 ? "1 difference" : `${differences.length} differences`;
  return `${blocks.join("\n")}\n${count} between ${names[0]} and ${names[1]}.\n`;
}
