/**
 * A mistake of the person who calls: wrong arguments or a wrong configuration. Commands answer it with its message
 * alone and exit code 2; every other error ends in exit code 1.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What an error says. Anything can be thrown, by a library or by a function that the local AWS runs. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
