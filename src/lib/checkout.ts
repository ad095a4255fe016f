import { join } from "node:path";

/** The folders of this checkout. Commands and CDKTF run in its root, so the working directory is the root. */
const root = process.cwd();

export const checkout = {
  root,
  /** Everything the local AWS and the set-up keep; safe to delete while the local AWS is down. */
  local: join(root, ".local"),
  locks: join(root, "locks"),
  /** The code of the smoke test's Lambda function. */
  smokeTest: join(root, "src", "constructs", "deployment", "smoke-test-function"),
  /** Where `cdktf synth` writes one folder per stack. */
  stacks: join(root, "cdktf.out", "stacks"),
} as const;
