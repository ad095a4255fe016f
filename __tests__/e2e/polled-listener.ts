import { setTimeout as sleep } from "node:timers/promises";
import type { OpenLoadBalancer } from "../../src/local-aws/data-plane";

/** What users see while an environment changes: one request after another to a listener, and how each was answered. */
export class PolledListener {
  private readonly counts = new Map<string, number>();
  private polling = true;
  private readonly ended: Promise<void>;

  private constructor(private readonly url: string) {
    this.ended = this.poll();
  }

  /** @param endpoint of the local AWS, with one load balancer */
  static async start(endpoint: string, port: number): Promise<PolledListener> {
    const answer = await fetch(`${endpoint}/_local/load-balancers`);
    const [loadBalancer] = (await answer.json()) as readonly OpenLoadBalancer[];
    const listener = loadBalancer?.listeners.find((one) => one.port === port);
    if (listener === undefined) throw new Error(`No load balancer listens on port ${port}.`);
    return new PolledListener(listener.url);
  }

  /** Ends it. @returns how many requests had which status */
  async stop(): Promise<Readonly<Record<string, number>>> {
    this.polling = false;
    await this.ended;
    return Object.fromEntries(this.counts);
  }

  private async poll(): Promise<void> {
    while (this.polling) {
      const status = await this.ask();
      this.counts.set(status, (this.counts.get(status) ?? 0) + 1);
      await sleep(50);
    }
  }

  private async ask(): Promise<string> {
    try {
      const answer = await fetch(this.url);
      await answer.arrayBuffer();
      return String(answer.status);
    } catch (error) {
      return String(error);
    }
  }
}
