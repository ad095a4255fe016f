import { randomUUID } from "node:crypto";

/**
 * Does what prints values that others chose, as Terraform does: to GitHub's runner, a line that begins with "::" is a command,
 * and one of the commands sets outputs of the step.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
 */
export async function withoutCommands<T>(
  { GITHUB_ACTIONS: onGitHub }: NodeJS.ProcessEnv,
  work: () => Promise<T>,
): Promise<T> {
  if (onGitHub !== "true") return work();
  const token = randomUUID();
  process.stderr.write(`::stop-commands::${token}\n`);
  try {
    return await work();
  } finally {
    process.stderr.write(`::${token}::\n`);
  }
}
