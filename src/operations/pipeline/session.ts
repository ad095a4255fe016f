import { commandLine } from "../../lib/command-line";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../lib/checkout";
import type { Environment } from "../../environments/schema";
import { UsageError } from "../../lib/errors";
import { terraformEnvironment } from "../terraform/environment";
import { Terraform } from "../terraform/terraform";
import { failureOf } from "./failure";
import {
  bookmark,
  confirmRun,
  explainRun,
  nothingToApply,
  refuseLocked,
  type Workspace,
  workspaceOf,
} from "./hcp-terraform/hcp-terraform";

export interface PlanMode {
  /** For a look only: nobody can apply it. */
  readonly speculative: boolean;
  /** Looks for drift alone. */
  readonly refreshOnly: boolean;
  /** Whether to hold the state meanwhile. A role that may only read cannot. */
  readonly lock: boolean;
}

/** Terraform in the folder of one synthesized environment, connected to its backend. */
export class Session {
  private constructor(
    readonly environment: Environment,
    private readonly workspace: Workspace | undefined,
    private readonly terraform: Terraform,
    private readonly variables: NodeJS.ProcessEnv,
  ) {}

  /** @throws UsageError where nothing was synthesized, or the backend cannot be used as it is */
  static async open(environment: Environment, variables: NodeJS.ProcessEnv): Promise<Session> {
    const json = join(checkout.stacks, environment.name, "cdk.tf.json");
    if (!existsSync(json)) {
      throw new UsageError(
        `${json}: there is no such file. Allowed: a checkout in which ${environment.name} was synthesized. Run: ${commandLine("synth")}`,
      );
    }
    const workspace = await workspaceOf(environment, variables);
    const terraform = new Terraform(environment.name, {
      ...terraformEnvironment(variables),
      // No advice to type other commands: what comes next is the next step's.
      TF_IN_AUTOMATION: "1",
    });
    const session = new Session(environment, workspace, terraform, variables);
    await session.run("init", ["-input=false", "-lockfile=readonly"]);
    return session;
  }

  /** Writes a plan to the file. It holds secrets: only its owner may read it. */
  async plan(file: string, { speculative, refreshOnly, lock }: PlanMode): Promise<void> {
    const remote = this.remote;
    const unsaved = speculative && remote !== undefined;
    // Terraform keeps the mode of a file that is there.
    rmSync(file, { force: true });
    writeFileSync(file, "", { mode: 0o600 });
    const output = await this.run("plan", [
      "-input=false",
      ...(unsaved ? [] : [`-out=${file}`]),
      ...(refreshOnly ? ["-refresh-only"] : []),
      lock ? "-lock-timeout=60s" : "-lock=false",
    ]);
    if (remote !== undefined) await confirmRun("plan", output, remote, this.variables);
    if (unsaved) writeFileSync(file, bookmark(output, remote.hostname));
  }

  async apply(file: string): Promise<void> {
    // Asked anew: somebody may have locked it since the plan, and a remote apply would wait for them.
    const workspace = await workspaceOf(this.environment, this.variables);
    if (workspace !== undefined) refuseLocked(workspace);
    const options = ["-input=false", "-lock-timeout=60s", file];
    const { code, output } = await this.terraform.attempt("apply", options);
    if (this.remote !== undefined && nothingToApply(output)) return;
    if (code !== 0) throw this.failure("apply", code, output);
    if (this.remote !== undefined) await confirmRun("apply", output, this.remote, this.variables);
  }

  /** The outputs of the stack that are not sensitive. */
  outputs(): Promise<Readonly<Record<string, unknown>>> {
    return this.terraform.publicOutputs();
  }

  /** The workspace whose runs are HCP Terraform's. */
  private get remote(): Workspace | undefined {
    return this.workspace?.execution === "remote" ? this.workspace : undefined;
  }

  private async run(command: string, options: readonly string[]): Promise<string> {
    const { code, output } = await this.terraform.attempt(command, options);
    if (code !== 0) throw this.failure(command, code, output);
    return output;
  }

  private failure(command: string, code: number, output: string): Error {
    const reason = this.workspace && explainRun(output);
    return failureOf(command, this.environment.name, { code, output }, this.variables, reason);
  }
}

/** Where a plan is kept unless another place is asked for: beside the Terraform JSON, as `terraform plan -out` would. */
export function planFileOf({ name }: Environment): string {
  return join(checkout.stacks, name, "pipeline.tfplan");
}
