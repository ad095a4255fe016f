import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pythonWithMoto } from "../../support/gateway";

/** A zip archive of these files, by path. */
export function archiveOf(files: Readonly<Record<string, string>>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "archive-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const tops = [...new Set(Object.keys(files).map((path) => path.split("/")[0] ?? path))];
    execFileSync(pythonWithMoto(), ["-m", "zipfile", "-c", "code.zip", ...tops], { cwd: folder });
    return readFileSync(join(folder, "code.zip"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
