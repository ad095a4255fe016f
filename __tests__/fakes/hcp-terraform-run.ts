import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { outcome } from "../support/outcome";
import type { States } from "./hcp-terraform-states";

/** What the machine of a run has: nothing of the caller's. */
export interface Machine {
  /** Empty at first. */
  readonly folder: string;
  /** The workspace's variables. */
  readonly environment: NodeJS.ProcessEnv;
  /** Where Terraform keeps the providers, for all runs: to look through them again takes longer than a plan. */
  readonly providers: string;
  readonly states: States;
  /** Passed before Terraform starts to plan, so that a test can come between. */
  readonly gate: Promise<void>;
  /** Milliseconds until the end of a plan or an apply shows in the status of the run. */
  readonly settling: number;
}

type StepStatus = "pending" | "running" | "finished" | "errored" | "canceled" | "unreachable";

/** One half of a run, with a log that grows. */
class Step {
  status: StepStatus = "pending";
  /** Begins and ends with a control character, as HCP Terraform's do. */
  log = Buffer.alloc(0);

  write(text: string | Buffer): void {
    this.log = Buffer.concat([this.log, Buffer.from(text)]);
  }

  begin(): void {
    this.status = "running";
    this.write("\u0002Terraform v1.11.4\non linux_amd64\nInitializing plugins and modules...\n");
  }

  end(status: StepStatus): void {
    this.status = status;
    this.write("\u0003");
  }
}

/**
 * A run on HCP Terraform's side, speculative or with a saved plan: the real Terraform on the configuration that was sent,
 * with a copy of the workspace's state.
 */
export class RemoteRun {
  /** https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#run-states */
  status = "pending";
  hasChanges = false;
  readonly plan = new Step();
  readonly apply = new Step();
  /** As `terraform show -json` prints it. */
  planJson: string | undefined;
  private readonly interruption = new AbortController();

  constructor(
    readonly id: string,
    readonly options: { readonly speculative: boolean; readonly refreshOnly: boolean },
    private readonly machine: Machine,
  ) {}

  get isConfirmable(): boolean {
    return this.status === "planned_and_saved";
  }

  get isCancelable(): boolean {
    return ["pending", "planning", "applying"].includes(this.status);
  }

  async startPlan(archive: Buffer): Promise<void> {
    this.status = "planning";
    this.plan.begin();
    await Promise.race([this.machine.gate, this.interrupted()]);
    this.unpack(archive);
    const mode = this.options.refreshOnly ? ["-refresh-only"] : [];
    const plan = ["plan", "-detailed-exitcode", "-out=run.tfplan", ...mode];
    const ended = await this.steps(this.plan, ...(existsSync(this.machine.providers) ? [] : [["init"]]), plan);
    this.hasChanges = ended === 2;
    const good = ended === 0 || ended === 2;
    if (good) this.planJson = await this.show();
    this.plan.end(this.verdict(good));
    const isSaved = this.hasChanges && !this.options.speculative;
    await this.settle(this.plan, isSaved ? "planned_and_saved" : "planned_and_finished");
  }

  /** The plan that was saved, and no other. */
  async startApply(): Promise<void> {
    this.status = "applying";
    this.apply.begin();
    const ended = await this.steps(this.apply, ["apply", "run.tfplan"]);
    this.keepState();
    this.apply.end(this.verdict(ended === 0));
    await this.settle(this.apply, "applied");
  }

  /** As a person does it, or HCP Terraform when the state has changed. */
  discard(): void {
    this.status = "discarded";
  }

  /** What is under way is interrupted. */
  cancel(): void {
    this.interruption.abort();
  }

  private get stateFile(): string {
    return join(this.machine.folder, "run.tfstate");
  }

  private verdict(good: boolean): StepStatus {
    if (this.interruption.signal.aborted) return "canceled";
    return good ? "finished" : "errored";
  }

  private async settle(step: Step, good: string): Promise<void> {
    await sleep(this.machine.settling);
    this.status = step.status === "finished" ? good : step.status;
  }

  private interrupted(): Promise<void> {
    return new Promise((resolve) => {
      this.interruption.signal.addEventListener("abort", () => {
        resolve();
      });
    });
  }

  private unpack(archive: Buffer): void {
    mkdirSync(this.machine.folder, { recursive: true });
    execFileSync("tar", ["-xzf", "-", "-C", this.machine.folder], { input: archive });
    const override = { terraform: { backend: { local: { path: "run.tfstate" } } } };
    writeFileSync(join(this.machine.folder, "run_override.tf.json"), JSON.stringify(override));
    const { newest } = this.machine.states;
    if (newest !== undefined) writeFileSync(this.stateFile, newest);
  }

  private keepState(): void {
    if (!existsSync(this.stateFile)) return;
    const state = readFileSync(this.stateFile);
    if (this.machine.states.newest?.equals(state) !== true) this.machine.states.keep(state);
  }

  /** Terraform's commands one after the other. Answers the exit code of the last that ran. */
  private async steps(step: Step, ...commands: readonly (readonly string[])[]): Promise<number | null> {
    let code: number | null = 0;
    for (const [command = "", ...args] of commands) {
      if (this.interruption.signal.aborted || code !== 0) break;
      const child = this.terraform(command, "-input=false", "-no-color", ...args);
      const log =
        command === "init"
          ? () => undefined
          : (text: Buffer) => {
              step.write(text);
            };
      for (const stream of [child.stdout, child.stderr]) stream.on("data", log);
      ({ code } = await outcome(child));
    }
    return code;
  }

  private async show(): Promise<string> {
    return (await outcome(this.terraform("show", "-json", "run.tfplan"))).stdout;
  }

  private terraform(...args: readonly string[]) {
    const child = spawn("terraform", args, {
      cwd: this.machine.folder,
      env: { ...this.machine.environment, TF_DATA_DIR: this.machine.providers },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.interruption.signal.addEventListener("abort", () => child.kill("SIGINT"));
    return child;
  }
}
