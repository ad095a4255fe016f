import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A file to write: path from the root of the checkout, and text. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes all files or none: each beside its place first, then renamed one after the other, the last one last. What is not
 * complete is not seen before that.
 */
export function writeFiles(root: string, files: readonly NewFile[]): void {
  const prepared = files.map(({ path, text }) => ({ path, text, draft: `${join(root, path)}.new` }));
  try {
    for (const { draft, text } of prepared) writeFileSync(draft, text);
    for (const { draft, path } of prepared) renameSync(draft, join(root, path));
  } finally {
    for (const { draft } of prepared) rmSync(draft, { force: true });
  }
}
