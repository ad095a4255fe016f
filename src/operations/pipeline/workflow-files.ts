import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";

/**
 * Sets an output of the workflow's step, where there is one. The delimiter is random: no line of a value can end it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
export function setOutput(name: string, value: string, { GITHUB_OUTPUT: file = "" }: NodeJS.ProcessEnv): void {
  if (file === "") return;
  const delimiter = `end-${randomUUID()}`;
  appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

/** Adds to the summary of the workflow's job, where there is one. */
export function addSummary(markdown: string, { GITHUB_STEP_SUMMARY: file = "" }: NodeJS.ProcessEnv): void {
  if (file !== "") appendFileSync(file, markdown);
}
