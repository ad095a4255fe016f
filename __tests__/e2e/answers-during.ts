import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until the work is done, and once after it: how often each answer came. An error is an answer too. */
export async function answersDuring(
  work: Promise<unknown>,
  ask: () => Promise<string>,
): Promise<Readonly<Record<string, number>>> {
  const state = { over: false };
  void Promise.allSettled([work]).then(() => (state.over = true));
  const counts: Record<string, number> = {};
  for (let last = false; !last;) {
    last = state.over;
    const answer = await ask().catch(String);
    counts[answer] = (counts[answer] ?? 0) + 1;
    await sleep(50);
  }
  await work;
  return counts;
}
