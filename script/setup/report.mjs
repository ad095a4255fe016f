/** Something is missing that set-up cannot make. The message is one sentence with its remedy. */
export class SetupError extends Error {}

/** One line of progress. Standard output belongs to the command that set-up runs ahead of. */
export function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}
