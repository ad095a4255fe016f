import type { Problem } from "../../lib/problem";

/** A problem of one environment with an earlier one. */
export interface Clash extends Problem {
  readonly environment: string;
}
