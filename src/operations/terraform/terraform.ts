import { calledAs } from "../../lib/command-line";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { checkout } from "../../lib/checkout";
import { type ChildOptions, passOnOnce, readChild, runChild } from "./child";

/** What `terraform output -json` prints. */
const outputsFormat = z.record(z.string(), z.object({ value: z.unknown(), sensitive: z.boolean().default(false) }));

/** How a command of Terraform ended. */
export interface Attempt {
  readonly code: number;
  /** All that it printed, without colours. */
  readonly output: string;
}

/** Terraform in the folder of one synthesized stack. Its progress goes to standard error. */
export class Terraform {
  constructor(
    readonly stack: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Connects the stack to its backend. The committed lock decides on the provider, so that it must not be rewritten. */
  async init(...options: readonly string[]): Promise<void> {
    await this.run("init", ["-input=false", "-lockfile=readonly", ...options]);
  }

  /** Waits up to a minute for another run that holds the state. */
  async apply(): Promise<void> {
    await this.run("apply", ["-input=false", "-auto-approve", "-lock-timeout=60s"]);
  }

  /** Whether a plan finds anything to do. Drift that it only notes down in the state is nothing to do. */
  async hasChanges(): Promise<boolean> {
    const code = await this.call("plan", ["-input=false", "-detailed-exitcode", "-lock-timeout=60s"]);
    if (code !== 0 && code !== 2) throw this.failure("plan", code);
    return code === 2;
  }

  /** Runs a command and leaves to the caller what its end means. What it prints goes to standard error too. */
  async attempt(command: string, options: readonly string[]): Promise<Attempt> {
    const chunks: Buffer[] = [];
    const code = await this.call(command, options, {
      stdio: ["ignore", "pipe", "pipe"],
      onSignal: passOnOnce(),
      onOutput: (chunk) => {
        chunks.push(chunk);
        process.stderr.write(chunk);
      },
    });
    return { code, output: stripVTControlCharacters(Buffer.concat(chunks).toString("utf8")) };
  }

  /** What the stack tells the world, by output name. */
  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    return valuesOf(await this.readOutputs());
  }

  /** Those that may be shown to whoever sees the logs. */
  async publicOutputs(): Promise<Readonly<Record<string, unknown>>> {
    return valuesOf((await this.readOutputs()).filter(([, { sensitive }]) => !sensitive));
  }

  /** The state as JSON text, or nothing where there is none yet. */
  async pullState(): Promise<string> {
    return readChild("terraform", [this.chdir, "state", "pull"], { env: this.environment });
  }

  private async run(command: string, options: readonly string[]): Promise<void> {
    const code = await this.call(command, options);
    if (code !== 0) throw this.failure(command, code);
  }

  private async readOutputs() {
    const text = await readChild("terraform", [this.chdir, "output", "-json"], { env: this.environment });
    return Object.entries(outputsFormat.parse(JSON.parse(text)));
  }

  private call(command: string, options: readonly string[], more: ChildOptions = {}): Promise<number> {
    const colour = process.stderr.isTTY ? [] : ["-no-color"];
    return runChild("terraform", [this.chdir, command, ...options, ...colour], {
      env: this.environment,
      stdio: ["ignore", process.stderr, process.stderr],
      ...more,
    });
  }

  private failure(command: string, code: number): Error {
    return new Error(
      `terraform ${command} of ${this.stack} ended with exit code ${code}; its own message is above. ` +
        "If it was interrupted, run the same command again. If it names a lock whose owner is gone, " +
        `give the lock back with: ${this.sameAccount}terraform ${this.chdir} force-unlock <ID>`,
    );
  }

  /** What a person puts before a command so that it meets the account that we met. */
  private get sameAccount(): string {
    return this.environment["AWS_ENDPOINT_URL"] === undefined ? "" : `${calledAs("local")} `;
  }

  private get chdir(): string {
    return `-chdir=${join("cdktf.out", "stacks", this.stack)}`;
  }
}

function valuesOf(
  outputs: readonly (readonly [name: string, { readonly value: unknown }])[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(outputs.map(([name, { value }]) => [name, value]));
}

/** Writes the Terraform JSON of all stacks, as `cdktf synth` does, without its second and a half of start-up. */
export async function synthesize(environment: NodeJS.ProcessEnv): Promise<void> {
  const code = await runChild(process.execPath, ["script/run.mjs", "main.ts"], {
    cwd: checkout.root,
    env: environment,
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (code !== 0) throw new Error("The Terraform JSON could not be written; the reason is above.");
}
