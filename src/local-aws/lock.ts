import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./is-alive";

/**
 * Runs `work` while no other process of this machine holds the lock file. The lock of a process that is gone is taken
 * over.
 *
 * @param seconds how long to wait for another holder
 */
export async function withLock<T>(file: string, seconds: number, work: () => Promise<T>): Promise<T> {
  const token = `${process.pid} ${randomUUID()}`;
  const end = Date.now() + seconds * 1000;
  while (!acquire(file, token)) {
    removeIfStale(file);
    if (Date.now() > end) {
      throw new Error(
        `Waited ${seconds} s for another process that holds ${file}. If none is at work, delete the file.`,
      );
    }
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    if (read(file) === token) rmSync(file, { force: true });
  }
}

/** A hard link is made or refused as a whole, and the file has its content from the first moment. */
function acquire(file: string, token: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, token);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function removeIfStale(file: string): void {
  const seen = read(file);
  if (seen === undefined || isAlive(Number.parseInt(seen, 10))) return;
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  try {
    // Between reading and renaming, another waiter may have replaced the stale lock by its own: give that back.
    if (read(aside) !== seen) linkSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
