import { renameSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";

/** Writes a file so that it is there as a whole or not at all: a run that is killed leaves no half of one to be taken for real. */
export function writeWhole(file: string, content: string): void {
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  try {
    writeFileSync(unfinished, content);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
