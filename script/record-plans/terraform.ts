import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readChild, runChild } from "../../src/operations/terraform/child";
import { terraformEnvironment } from "../../src/operations/terraform/environment";
import type { MutableStack } from "./stack";

/** Terraform in the folder of a stack. */
export interface StackFolder {
  write(stack: MutableStack): void;
  terraform(...args: readonly string[]): Promise<void>;
  /** @param fails whether Terraform shall end with exit code 1, its plan written all the same */
  plan(options: readonly string[], fails: boolean): Promise<void>;
  /** The plan's JSON. */
  show(): Promise<string>;
}

export function terraformIn(folder: string): StackFolder {
  const chdir = `-chdir=${folder}`;
  return {
    write: (stack) => {
      writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack, null, 2));
    },
    terraform: (...args) => run(0, chdir, ...args),
    plan: (options, fails) => {
      // A plan that Terraform does not write must not pass for the one before it.
      rmSync(join(folder, "plan"), { force: true });
      return run(fails ? 1 : 0, chdir, "plan", "-out=plan", ...options);
    },
    show: () => readChild("terraform", [chdir, "show", "-json", "plan"], { env: terraformEnvironment() }),
  };
}

async function run(expected: number, ...args: readonly string[]): Promise<void> {
  const code = await runChild("terraform", [...args, "-input=false", "-no-color"], {
    env: terraformEnvironment(),
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (code !== expected) throw new Error(`terraform ${args.join(" ")} ended with exit code ${code}.`);
}
