import type { Wait } from "./service/snapshot";
import type { Goal } from "./deployment/verdict";

export interface ReleaseOptions {
  readonly environment: string;
  readonly serviceKey: string;
  /** A new release; the running one goes on; or a suspension that was left behind is mended. */
  readonly mode: "release" | "continue" | "resume-scaling";
  readonly image?: string;
  readonly config?: string;
  readonly waitFor: Goal;
  readonly continues: ReadonlySet<Wait>;
  readonly allowUnhealthy: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
  /** Milliseconds. @default all waits of the deployment and an hour */
  readonly timeout?: number;
}
