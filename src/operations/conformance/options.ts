export type ConformanceOptions = RunOptions | CompareOptions;

export interface RunOptions {
  readonly mode: "run";
  readonly environment: string;
  readonly serviceKey: string;
  /** File that the record is written to. */
  readonly record: string;
  /** Record to compare with. */
  readonly compare?: string;
  readonly yes: boolean;
  readonly json: false;
}

/** Two records that are there already. */
export interface CompareOptions {
  readonly mode: "compare";
  readonly files: readonly [string, string];
  readonly json: false;
}
