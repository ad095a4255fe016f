import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the last set-up found; empty when there was none, or when the file is from an interrupted disk. */
export function readRecord(local) {
  try {
    return JSON.parse(readFileSync(join(local, "setup.json"), "utf8")) ?? {};
  } catch {
    return {};
  }
}

/** Written beside and renamed, so that a reader never sees half a record. */
export function writeRecord(local, record) {
  const file = join(local, "setup.json");
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(`${file}.${process.pid}`, file);
}
