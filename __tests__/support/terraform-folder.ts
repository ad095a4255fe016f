import { spawn, type StdioOptions } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { localAwsEnvironment } from "../../src/local-aws/environment";
import { terraformEnvironment } from "../../src/operations/terraform/environment";
import { type Outcome, outcome } from "./outcome";

/** An input that stays open and never says anything: whoever asks waits for ever, and the test fails by its time limit. */
const unanswered = ["pipe", "pipe", "pipe"] as const satisfies StdioOptions;

/** A folder in which stacks are synthesized as `cdktf synth` does, and the real Terraform runs on them. */
export class TerraformFolder {
  readonly root = mkdtempSync(join(tmpdir(), "terraform-"));

  private constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /** @param endpoint URL of a local AWS */
  static create(endpoint: string, more: NodeJS.ProcessEnv = {}): TerraformFolder {
    return new TerraformFolder({ ...terraformEnvironment(localAwsEnvironment(endpoint, tmpdir())), ...more });
  }

  synthesize(build: (app: App) => TerraformStack): void {
    const app = new App({ outdir: join(this.root, "cdktf.out") });
    build(app);
    app.synth();
  }

  /** Terraform in the stack's folder, with nobody to ask. */
  terraform(stack: string, ...args: readonly string[]): Promise<Outcome> {
    const child = spawn("terraform", [`-chdir=${join("cdktf.out", "stacks", stack)}`, ...args], {
      cwd: this.root,
      env: this.environment,
      stdio: unanswered,
    });
    return outcome(child);
  }

  /** CDKTF on the stacks as they were synthesized last, with nobody to ask. */
  cdktf(...args: readonly string[]): Promise<Outcome> {
    writeFileSync(join(this.root, "cdktf.json"), JSON.stringify({ language: "typescript", app: "true" }));
    const program = require.resolve("cdktf-cli/bundle/bin/cdktf");
    const child = spawn(process.execPath, [program, ...args, "--skip-synth", "--no-color"], {
      cwd: this.root,
      env: { ...this.environment, CI: "1" },
      stdio: unanswered,
    });
    return outcome(child);
  }

  /** Terraform, and an error with all that it printed if it fails. Answers its standard output. */
  async succeed(stack: string, ...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.terraform(stack, ...args, "-no-color");
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${String(code)}\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** A file in the folder, counted from its root; undefined if it is not there. */
  read(path: string): string | undefined {
    const file = join(this.root, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
