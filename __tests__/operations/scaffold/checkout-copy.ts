import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder with what the commands read and write of a checkout. */
export class CheckoutCopy {
  readonly root = mkdtempSync(join(tmpdir(), "scaffold-"));

  constructor() {
    for (const part of [join("src", "environments"), "locks", ".prettierrc.json"]) {
      cpSync(part, join(this.root, part), { recursive: true });
    }
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  /** All files and their texts. */
  contents(): Readonly<Record<string, string>> {
    const files = readdirSync(this.root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Object.fromEntries(
      files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), "utf8")]),
    );
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
