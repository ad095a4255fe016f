import type { Wait } from "./service/snapshot";
import type { Goal } from "./deployment/verdict";

export interface RollbackOptions {
  readonly environment: string;
  readonly serviceKey: string;
  /** Revision to deploy. */
  readonly to?: string;
  readonly config?: string;
  readonly waitFor: Goal;
  readonly continues: ReadonlySet<Wait>;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
  /** Milliseconds. */
  readonly timeout?: number;
}
