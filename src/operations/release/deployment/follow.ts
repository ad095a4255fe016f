import { loadDeployment } from "./deployments";
import type { Target } from "../target/environment-contract";
import type { Output } from "../output/output";
import type { ScalingGuard } from "../service/scaling-guard";
import { commandLine } from "../target/service-reference";
import { hasShifted, isActive, type Wait } from "../service/snapshot";
import { continueDeployment } from "./start-deployment";
import type { Goal, ReleaseOutcome } from "./verdict";
import { watch } from "./watch";

export interface FollowOptions {
  readonly goal: Goal;
  readonly continues: ReadonlySet<Wait>;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly output: Output;
  /** Restored as soon as the traffic has shifted: the wait for the original's end may take hours. */
  readonly guard?: ScalingGuard;
}

/** Watches a deployment of a service and tells what happens. */
export async function follow(target: Target, deploymentId: string, options: FollowOptions): Promise<ReleaseOutcome> {
  const { output, guard } = options;
  return watch({
    deploymentId,
    goal: options.goal,
    continues: options.continues,
    timeout: options.timeout,
    signal: options.signal,
    load: (id, signal) => loadDeployment(target, id, signal),
    continueDeployment: (id, wait) => continueDeployment(target, id, wait),
    onLook: async (course, elapsed, trouble) => {
      output.look(target.contract, course, elapsed, trouble);
      const deployment = course?.deployment;
      if (deployment !== undefined && isActive(deployment) && hasShifted(deployment)) await guard?.restore();
    },
    again: commandLine("status", target.contract, "--watch"),
  });
}
