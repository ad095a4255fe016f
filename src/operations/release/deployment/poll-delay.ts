/**
 * Milliseconds between two looks at a deployment: few while it changes, so that nothing is missed; more in long waits, to
 * leave AWS's rate limits to others.
 */
export function pollDelay(sinceChange: number): number {
  return Math.min(5_000, Math.max(1_000, sinceChange / 10));
}
