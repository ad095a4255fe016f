import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until something holds.
 *
 * @param what for the error when it never does
 * @param seconds of patience; @default 30
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${seconds} s, and it never came to this: ${what}.`);
    await sleep(20);
  }
}
