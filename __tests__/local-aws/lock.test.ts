import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../src/local-aws/lock";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  file = join(folder, "lock");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The id of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

describe("a lock file", () => {
  test("lets one at a time work and is gone afterwards", async () => {
    let working = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++working);
      await sleep(20);
      working--;
    };
    await Promise.all(Array.from({ length: 5 }, () => withLock(file, 10, work)));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is released when the work fails", async () => {
    await expect(withLock(file, 1, () => Promise.reject(new Error("no")))).rejects.toThrow(new Error("no"));
    expect(existsSync(file)).toBe(false);
  });

  test("of a process that is gone is taken over, by one of those who wait", async () => {
    writeFileSync(file, `${deadPid()} some-token`);
    const order: string[] = [];
    await Promise.all(
      ["first", "second", "third"].map((name) =>
        withLock(file, 10, async () => {
          order.push(`${name} in`);
          await sleep(10);
          order.push(`${name} out`);
        }),
      ),
    );
    expect(order).toHaveLength(6);
    for (let index = 0; index < 6; index += 2) {
      expect(order[index + 1]).toBe(order[index]?.replace(" in", " out"));
    }
  });

  test("of a process that lives is waited for, and the wait has an end", async () => {
    writeFileSync(file, `${process.ppid} some-token`);
    await expect(withLock(file, 0.2, () => Promise.resolve())).rejects.toThrow(
      new Error(`Waited 0.2 s for another process that holds ${file}. If none is at work, delete the file.`),
    );
    expect(existsSync(file)).toBe(true);
  });
});
