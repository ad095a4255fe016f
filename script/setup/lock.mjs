import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupError, say } from "./report.mjs";

const patience = 15 * 60 * 1000;

/** Runs `work` in one process at a time: two `npm ci` in one folder destroy each other's node_modules. */
export async function whileLocked(file, work) {
  await acquire(file);
  try {
    work();
  } finally {
    if (holder(file) === process.pid) rmSync(file, { force: true });
  }
}

async function acquire(file) {
  const giveUp = Date.now() + patience;
  let told = false;
  while (!create(file) && !(await takeOverFromDead(file))) {
    if (Date.now() > giveUp) {
      throw new SetupError(
        `another set-up (process ${holder(file)}) has held ${file} for 15 minutes; if there is none, delete that file.`,
      );
    }
    if (!told) say(`waiting for another set-up (process ${holder(file)})`);
    told = true;
    await sleep(200);
  }
}

function create(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * A set-up that was killed leaves its lock. Several waiting ones may put their own name on it at the same moment: the
 * last one has it, which each of them learns by reading the file again once all have written.
 */
async function takeOverFromDead(file) {
  const before = holder(file);
  if (before === undefined || isAlive(before)) return false;
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  renameSync(mine, file);
  await sleep(100);
  return holder(file) === process.pid;
}

/** Process id in the lock; undefined when the lock was just given back. */
function holder(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  // An empty lock is one that its owner is about to write; process 0 would mean our own group.
  if (pid === 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
