/** What a call answers, or nothing where AWS says by an error of one of these names that the thing is not there. */
export async function unlessMissing<T>(call: Promise<T>, ...missing: readonly string[]): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && missing.includes(error.name)) return undefined;
    throw error;
  }
}
