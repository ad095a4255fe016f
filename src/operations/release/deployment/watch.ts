import { setTimeout as sleep } from "node:timers/promises";
import { explain, isNamed, isTransient } from "../../../lib/aws/errors";
import { pollDelay } from "./poll-delay";
import { isActive, waitsFor, type DeploymentView, type DeploymentSnapshot, type Wait } from "../service/snapshot";
import { exitCodes, verdict, type Goal, type ReleaseOutcome } from "./verdict";

export interface Watch {
  readonly deploymentId: string;
  readonly goal: Goal;
  /** Waits to cut short as soon as the deployment is in them. */
  readonly continues: ReadonlySet<Wait>;
  /** Milliseconds until the watch gives up; the deployment goes on. */
  readonly timeout: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly load: (deploymentId: string, signal: AbortSignal) => Promise<DeploymentSnapshot>;
  readonly continueDeployment: (deploymentId: string, wait: Wait) => Promise<void>;
  /** Called after every look, and when AWS does not answer. */
  readonly onLook: (course: DeploymentView | undefined, elapsed: number, trouble?: string) => void | Promise<void>;
  /** Command with which the deployment can be watched again. */
  readonly again: string;
  /** Rests between two looks. @default real time, ended early by the signal */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Follows a deployment, and the rollback it may lead to, until the goal is reached or it ends otherwise. An AWS that does
 * not answer is asked again until the time is up: the deployment does not need us.
 */
export async function watch(options: Watch): Promise<ReleaseOutcome> {
  const { deploymentId, goal, signal, onLook, pause = rest } = options;
  const begun = Date.now();
  let course: DeploymentView | undefined;
  let changedAt = begun;
  let endedAt: number | undefined;
  const continued = new Set<Wait>();
  for (;;) {
    if (isAborted(signal)) return stillRunning(options, "You stopped watching.");
    if (Date.now() - begun >= options.timeout) return stillRunning(options, "The time is up.");
    try {
      const next = await look(options, course);
      if (fingerprint(next) !== fingerprint(course)) changedAt = Date.now();
      course = next;
      if (!isActive(course.deployment)) endedAt ??= Date.now();
      await onLook(course, Date.now() - begun);
      const outcome = verdict(course, goal, endedAt === undefined ? 0 : Date.now() - endedAt);
      if (outcome !== undefined) return outcome;
      await cutShort(options, course.deployment, continued);
    } catch (error) {
      if (isAborted(signal)) continue;
      if (!isTransient(error)) return stillRunning(options, explain(error));
      await onLook(course, Date.now() - begun, `${explain(error)} Trying again.`);
    }
    await pause(pollDelay(Date.now() - changedAt), signal);
  }

  async function look({ load }: Watch, before: DeploymentView | undefined): Promise<DeploymentView> {
    const deployment = await load(deploymentId, signal);
    const id = deployment.rollbackDeploymentId ?? before?.deployment.rollbackDeploymentId;
    return id === undefined ? { deployment } : { deployment, rollback: await load(id, signal) };
  }
}

/** A function, since the compiler takes a signal that was not aborted for one that never will be. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

async function cutShort(options: Watch, deployment: DeploymentSnapshot, continued: Set<Wait>): Promise<void> {
  const wait = waitsFor(deployment);
  if (wait === undefined || !options.continues.has(wait) || continued.has(wait)) return;
  try {
    await options.continueDeployment(deployment.id, wait);
    continued.add(wait);
  } catch (error) {
    // Between our look and our call it went on, or is not quite there: the next look shows which.
    if (!isNamed(error, "DeploymentIsNotInReadyStateException", "DeploymentAlreadyCompletedException")) throw error;
  }
}

function fingerprint(course: DeploymentView | undefined): string {
  return JSON.stringify(course ?? null);
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function stillRunning({ deploymentId, again }: Watch, why: string): ReleaseOutcome {
  return {
    exitCode: exitCodes.stillRunning,
    sentence: `${why} Deployment ${deploymentId} goes on without us. Watch it again: ${again}`,
  };
}
