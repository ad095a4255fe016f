import { setTimeout as sleep } from "node:timers/promises";
import { explain, isTransient } from "../../../lib/aws/errors";
import type { Target } from "../target/environment-contract";
import type { Output } from "../output/output";
import { loadSuspension, resumeScaling, suspendScaling } from "./scaling";
import { commandLine } from "../target/service-reference";

/** How long a network that is away is waited for before scaling is left suspended. */
const patienceMilliseconds = 60_000;

/** Holds scaling suspended during a shift, and puts it back once. */
export class ScalingGuard {
  private held = false;

  constructor(
    private readonly target: Target,
    private readonly output: Output,
  ) {}

  /** @throws Findings while another release holds it */
  async suspend(by: string): Promise<void> {
    this.held = await suspendScaling(this.target, by);
    if (this.held) this.output.note("Scaling is suspended until the traffic has shifted.");
  }

  /** Takes over the suspension of a command that stopped watching, to restore it at the end. */
  async adopt(): Promise<void> {
    this.held = (await loadSuspension(this.target)) !== undefined;
  }

  async adoptOrSuspend(by: string): Promise<void> {
    await this.adopt();
    if (!this.held) await this.suspend(by);
  }

  /** Restores what is held. Never throws: where it fails, it says how to mend it. */
  async restore(): Promise<void> {
    if (!this.held) return;
    const deadline = Date.now() + patienceMilliseconds;
    for (;;) {
      try {
        await resumeScaling(this.target);
        this.held = false;
        this.output.note("Scaling is restored.");
        return;
      } catch (error) {
        if (isTransient(error) && Date.now() < deadline) {
          await sleep(1_000);
          continue;
        }
        this.held = false;
        const repair = commandLine("release", this.target.contract, "--resume-scaling");
        this.output.note(`Scaling is still suspended: ${explain(error)} Restore it: ${repair}`);
        return;
      }
    }
  }
}
