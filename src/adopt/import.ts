import { join } from "node:path";
import { runChild } from "../terraform/child";

/** Something that exists and shall be known to Terraform by an address. */
export interface Import {
  readonly address: string;
  readonly importId: string;
}

/**
 * Takes one thing into a stack's state. Terraform reads it from AWS and writes the state; AWS is not changed. Each import
 * is kept at once, so that after an interruption the same command goes on where it was.
 */
export async function importIntoState(
  stack: string,
  { address, importId }: Import,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const colour = process.stderr.isTTY ? [] : ["-no-color"];
  const chdir = `-chdir=${join("cdktf.out", "stacks", stack)}`;
  const code = await runChild(
    "terraform",
    [chdir, "import", "-input=false", "-lock-timeout=10s", ...colour, address, importId],
    // What it prints on success is the same praise forty times over.
    { env: environment, stdio: ["ignore", "ignore", process.stderr] },
  );
  if (code !== 0) {
    throw new Error(
      `${address}: terraform import of ${importId} ended with exit code ${code}; its own message is above. ` +
        "What was imported before stays imported. Run the same command again to go on. If the message names a lock " +
        `whose owner is gone, give the lock back first: terraform ${chdir} force-unlock <ID>`,
    );
  }
}
