import { copyFileSync, existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { TerraformStack } from "cdktf";
import { checkout } from "../lib/checkout";
import { UsageError } from "../lib/errors";

/** The name Terraform gives the file; it looks for it in the folder it runs in. */
export const lockFileName = ".terraform.lock.hcl";

/** The committed lock of a stack: the same provider, byte for byte, on every platform and in every pipeline. */
export function committedLock(stack: string): string {
  return join(checkout.locks, `${stack}.terraform.lock.hcl`);
}

/**
 * Copies the stack's committed lock beside its JSON on every synth, so that `terraform init -lockfile=readonly` passes.
 * It wraps the stack's synthesizer, CDKTF's supported way to write more than the JSON.
 */
export function copyDependencyLock(stack: TerraformStack): void {
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize: (session) => {
      const lock = committedLock(stack.node.id);
      if (!existsSync(lock)) {
        throw missingLock(stack.node.id, relative(checkout.root, lock));
      }
      synthesizer.synthesize(session);
      const { workingDirectory } = session.manifest.forStack(stack);
      copyFileSync(lock, join(session.outdir, workingDirectory, lockFileName));
    },
  };
}

function missingLock(stack: string, lock: string): UsageError {
  return new UsageError(
    `${lock}: missing. The stack "${stack}" needs a dependency lock of its own in version control. ` +
      "All stacks use the same provider: copy another stack's lock to this path.",
  );
}
