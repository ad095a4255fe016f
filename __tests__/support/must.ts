/** What AWS made up and has to say, an id for example; without it a test has nothing to go on with. */
export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("AWS answered without a field that this test needs.");
  return value;
}
