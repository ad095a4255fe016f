import type { Problem } from "../../lib/problem";

/** A problem of one environment with an earlier one. */
export interface Conflict extends Problem {
  readonly environment: string;
}
