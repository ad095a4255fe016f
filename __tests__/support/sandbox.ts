import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { CHECK_MODELS_VARIABLE } from "../../src/local-aws/api-model/violations-log";
import { localAwsEnvironment } from "../../src/local-aws/environment";
import { readSetupRecord } from "../../src/lib/setup-record";
import { expectNoViolations, readViolations } from "./model-violations";
import { type Outcome, outcome } from "./outcome";

export type { Outcome } from "./outcome";

export interface RunningCommand {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/** What a fresh clone does not have; node_modules is linked instead, since installing it again would prove nothing more. */
const notCopied = new Set([".git", "node_modules", ".local", "cdktf.out", "coverage", "export.log"]);

/** `cdktf get` fills this folder; a fresh clone has nothing but this file in it. */
const generated = new RegExp(`^\\.gen\\${sep}(?!README\\.md$)`);

/**
 * A copy of this checkout with a local AWS of its own, in which a test runs the project's commands as a user types them.
 * Suites in different sandboxes run at the same time without knowing of each other.
 */
export class Sandbox {
  private constructor(readonly root: string) {}

  static create(): Sandbox {
    const checkout = process.cwd();
    const root = mkdtempSync(join(tmpdir(), "blue-green-"));
    cpSync(checkout, root, {
      recursive: true,
      filter: (source) => {
        const path = relative(checkout, source);
        return !notCopied.has(path.split(sep)[0] ?? "") && !generated.test(path);
      },
    });
    symlinkSync(join(checkout, "node_modules"), join(root, "node_modules"));
    return new Sandbox(root);
  }

  start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCommand {
    return this.launch(command, args, { ...process.env, [CHECK_MODELS_VARIABLE]: "1", ...env });
  }

  run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return this.start(command, args, env).outcome;
  }

  /** `npm run local -- <command> <args>`, started and stopped as a person would. */
  startLocal(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCommand {
    return this.start("npm", ["run", "--silent", "local", "--", command, ...args], env);
  }

  local(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return this.startLocal(command, args, env).outcome;
  }

  /**
   * Terraform in the folder of a synthesized stack, in the environment of `npm run local -- terraform`, without the two
   * programs between: they take as much CPU time as a small command of Terraform. The local AWS must be up.
   */
  terraform(stack: string, args: readonly string[]): Promise<Outcome> {
    const local = localAwsEnvironment(this.endpoint(), join(this.root, ".local"));
    const { terraformConfig } = readSetupRecord(join(this.root, ".local"));
    const env = { ...local, ...(terraformConfig !== null && { TF_CLI_CONFIG_FILE: terraformConfig }) };
    return this.launch("terraform", [`-chdir=${join("cdktf.out", "stacks", stack)}`, ...args], env).outcome;
  }

  /** Writes the Terraform JSON of all stacks as `npm run synth` does, without the start of CDKTF. */
  async synthesize(): Promise<void> {
    await this.expectSuccess(this.run(process.execPath, ["script/run.mjs", "main.ts"]));
  }

  /** Runs a command and fails with all that it printed when it does not end with code 0. */
  async expectSuccess(outcome: Promise<Outcome>): Promise<Outcome> {
    const ended = await outcome;
    if (ended.code !== 0) {
      throw new Error(`ended with ${String(ended.code ?? ended.signal)}\n${ended.stdout}\n${ended.stderr}`);
    }
    return ended;
  }

  /** URL of the sandbox's local AWS, which must be up. */
  endpoint(): string {
    const { url } = JSON.parse(this.read(join(".local", "aws.json"))) as { url: string };
    return url;
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  /** Stops its local AWS, if one ran, removes all, and fails where the local AWS has broken AWS's API models. */
  async dispose(): Promise<void> {
    const local = join(this.root, ".local");
    if (existsSync(join(local, "aws.json"))) await this.run("npm", ["run", "--silent", "local:down"]);
    const violations = existsSync(join(local, "gateway.log")) ? readViolations(local) : [];
    rmSync(this.root, { recursive: true, force: true });
    expectNoViolations(violations);
  }

  private launch(command: string, args: readonly string[], env: NodeJS.ProcessEnv): RunningCommand {
    const child = spawn(command, args, { cwd: this.root, env, stdio: ["ignore", "pipe", "pipe"] });
    return { child, outcome: outcome(child) };
  }
}
