import { setTimeout as sleep } from "node:timers/promises";

/** What users see while an environment changes: one request after another, and how often each answer came. */
export class Polling {
  private readonly counts = new Map<string, number>();
  private stopped = false;
  private readonly ended: Promise<void>;

  /** @param ask once; an error is an answer too */
  constructor(private readonly ask: () => Promise<string>) {
    this.ended = this.poll();
  }

  /** Asks a last time. */
  async stop(): Promise<Readonly<Record<string, number>>> {
    this.stopped = true;
    await this.ended;
    return Object.fromEntries(this.counts);
  }

  private async poll(): Promise<void> {
    for (let last = false; !last;) {
      last = this.stopped;
      const answer = await this.ask().catch(String);
      this.counts.set(answer, (this.counts.get(answer) ?? 0) + 1);
      await sleep(100);
    }
  }
}

/** Polls until the work is done. */
export async function answersDuring(
  work: Promise<unknown>,
  ask: () => Promise<string>,
): Promise<Readonly<Record<string, number>>> {
  const polling = new Polling(ask);
  await Promise.allSettled([work]);
  const answers = await polling.stop();
  await work;
  return answers;
}
