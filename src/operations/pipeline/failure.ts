import { commandLine } from "../../lib/command-line";
import type { Attempt } from "../terraform/terraform";
import { redactOutput } from "./redact-output";
import { terraformErrors } from "./terraform-errors";

/** So many characters of a failure are handed on; the log of the step has all of it. */
export const longestFailure = 2000;

/**
 * Why a command of Terraform failed, for a comment or an issue: what it means, then the first line of each of its errors.
 * Values are in the details of an error, and those stay in the log.
 *
 * @param reason what the backend has to say of it, where it knows better
 */
export function failureOf(
  command: string,
  stack: string,
  { code, output }: Attempt,
  variables: NodeJS.ProcessEnv,
  reason?: string,
): Error {
  const errors = terraformErrors(output).map(
    ({ summary, address }) => `- ${redactOutput(summary, variables)}${address === undefined ? "" : ` (${address})`}`,
  );
  const head = `terraform ${command} of ${stack} ended with exit code ${code}. ${reason ?? explain(output, stack, code)}`;
  return new Error(shortened([head, ...errors].join("\n")));
}

/** What may be handed on of any error. */
export function shortened(text: string): string {
  return text.length <= longestFailure ? text : `${text.slice(0, longestFailure)}... (cut)`;
}

/** What Terraform 1.11 and the S3 backend say, and what it means to a pipeline. The first that is found counts. */
const reasons: readonly (readonly [said: string, reason: (stack: string) => string])[] = [
  [
    "Error acquiring the state lock",
    () =>
      "Another run holds the state, or one that was killed left its lock. Wait for it and run this again; " +
      'if it is dead, see docs/operations.md, "The state is locked".',
  ],
  [
    "checksums previously recorded in the dependency lock file",
    (stack) =>
      `The provider that was found is not the one in locks/${stack}.terraform.lock.hcl. Look where it comes from (a mirror?); ` +
      "if the provider was updated on purpose, commit its lock.",
  ],
  [
    "the lock file is read-only",
    (stack) =>
      `locks/${stack}.terraform.lock.hcl does not name the providers of this stack. Write and commit it: ` +
      'docs/environments.md, "Add an environment", then `npm run synth`.',
  ],
  [
    "Backend configuration changed",
    () =>
      "This folder was initialized for another place of the state. Nothing was moved. If the state shall move, see " +
      'docs/operations.md, "Moving a state"; if not, delete the folder .terraform beside the Terraform JSON.',
  ],
  ["does not exist. The referenced S3 bucket", (stack) => `Make the state bucket: ${commandLine("bootstrap", stack)}`],
  [
    "No valid credential sources found",
    () =>
      "There are no AWS credentials. Log in (`aws sso login`, AWS_PROFILE), let the workflow take the environment's role, " +
      "or add --local to run it against the local AWS.",
  ],
  ["ExpiredToken", () => "The AWS credentials have expired. Log in, or take the role, again."],
  ["InvalidClientTokenId", () => "AWS does not take the credentials. Check AWS_PROFILE or AWS_ACCESS_KEY_ID."],
  ["AccessDenied", () => 'The role lacks a right. See docs/pipelines.md, "Pipelines on GitHub".'],
  ["Saved plan is stale", () => "The state has changed since the plan was made. Plan and review again."],
  [
    "Interrupt received",
    () =>
      "It was interrupted: it wrote down what was done and gave the lock back. Run this again. If something then " +
      '"already exists", see docs/operations.md, "A run was killed".',
  ],
];

function explain(output: string, stack: string, code: number): string {
  const text = output.replaceAll(/[\s│╷╵]+/g, " ");
  const known = reasons.find(([said]) => text.includes(said))?.[1];
  if (known !== undefined) return known(stack);
  return code > 128
    ? "A signal ended it. Run this again."
    : "Its own message is in the log. Mend that, and run this again.";
}
