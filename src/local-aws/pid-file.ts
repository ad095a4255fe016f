import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../lib/checkout";
import { writeWhole } from "../lib/write-whole";

/** The local AWS that runs in the background, as it left word in `.local/aws.json`. */
export interface LocalAws {
  /** Where the gateway listens: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly pid: number;
}

function file(): string {
  return join(checkout.local, "aws.json");
}

export function readPidFile(): LocalAws | undefined {
  try {
    const record: unknown = JSON.parse(readFileSync(file(), "utf8"));
    return isLocalAws(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Readers see the whole record or none. */
export function writePidFile(record: LocalAws): void {
  writeWhole(file(), `${JSON.stringify(record)}\n`);
}

/** Removes the record of this process; that of a successor stays. */
export function removePidFile(pid: number): void {
  if (readPidFile()?.pid === pid) rmSync(file(), { force: true });
}

function isLocalAws(value: unknown): value is LocalAws {
  return (
    typeof value === "object" &&
    value !== null &&
    "url" in value &&
    "pid" in value &&
    typeof value.url === "string" &&
    typeof value.pid === "number"
  );
}
