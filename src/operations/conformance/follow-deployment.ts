import { loadDeployment } from "../release/deployment/deployments";
import type { Target } from "../release/target/environment-contract";
import type { Output } from "../release/output/output";
import { commandLine } from "../release/target/service-reference";
import { isActive, type DeploymentView, type DeploymentSnapshot } from "../release/service/snapshot";
import { watch } from "../release/deployment/watch";
import { Interrupted } from "./run";

export interface FollowOptions {
  readonly target: Target;
  readonly output: Output;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Called with every look at the deployment. */
  readonly onLook?: (deployment: DeploymentSnapshot) => void;
}

/** No step of a run takes this long, the five minutes of its canaries included. */
const patienceMinutes = 30;

/**
 * Watches a deployment until something holds of it, or until it is over and with it the rollback that it led to.
 *
 * @param holds with the milliseconds since this watch began
 * @throws Interrupted, or an Error when it takes longer than half an hour
 */
export async function followUntil(
  { target, output, signal, onLook }: FollowOptions,
  deploymentId: string,
  holds: (deployment: DeploymentSnapshot, elapsed: number) => boolean | Promise<boolean>,
): Promise<DeploymentView> {
  const reached = new AbortController();
  let last: DeploymentView | undefined;
  const outcome = await watch({
    deploymentId,
    goal: "done",
    continues: new Set(),
    timeout: patienceMinutes * 60_000,
    signal: AbortSignal.any([signal, reached.signal]),
    load: (id, abort) => loadDeployment(target, id, abort),
    continueDeployment: () => Promise.resolve(),
    onLook: async (course, elapsed, trouble) => {
      output.look(target.contract, course, elapsed, trouble);
      if (course === undefined || trouble !== undefined) return;
      last = course;
      onLook?.(course.deployment);
      if (await holds(course.deployment, elapsed)) reached.abort();
    },
    again: commandLine("status", target.contract, "--watch"),
  });
  if (signal.aborted) throw new Interrupted();
  if (last !== undefined && (reached.signal.aborted || !isActive(last.deployment))) return last;
  throw new Error(outcome.sentence);
}
