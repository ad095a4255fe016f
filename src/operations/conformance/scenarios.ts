import type { DeploymentSettings } from "../release/service/deployment-group";
import { ProblemsError } from "../release/plan/problems";
import type { Prepared } from "../release/plan/preflight";
import { prepareRollback } from "../release/plan/rollback-preflight";
import { loadService } from "../release/service/service";
import { hasShifted, taskSet, waitsFor, type DeploymentSnapshot } from "../release/service/snapshot";
import { createDeployment, stopDeployment } from "../release/deployment/start-deployment";
import { revisionNumber } from "../release/service/task-definition";
import { findStoppedTask, registerMissingImage } from "./missing-image";
import { EndedEarly, liveColour, ObservedDeployment } from "./observed-deployment";
import { descriptionPrefix, hasReadyWait, otherColour, type ConformanceRun, type Facts } from "./run";
import { readHistory, readService } from "./reads";
import { createTemporaryRule, deleteTemporaryRule } from "./temporary-rule";

const canary = "CodeDeployDefault.ECSCanary10Percent5Minutes";
const allAtOnce = "CodeDeployDefault.ECSAllAtOnce";

/** How long tasks without an image are given to fail. ECS starts the first within a minute or two. */
const failurePatience = 5 * 60_000;

export interface Scenario {
  readonly name: string;
  /** What a person reads before the run begins. */
  readonly does: string;
  /** On AWS, about. */
  readonly minutes: number;
  /** @default true */
  readonly fits?: (rollout: DeploymentSettings) => boolean;
  readonly walk: (run: ConformanceRun) => Promise<void>;
}

/** In this order: the first and the third swap the colours, so that the last leaves live what was live. */
const scenarios: readonly Scenario[] = [
  {
    name: "release",
    does: "deploy the live revision again by a canary of 5 minutes, continue it, let it end; a second deployment meanwhile, which is refused",
    minutes: 12,
    walk: release,
  },
  { name: "stopped", does: "deploy it, stop the deployment before all traffic has moved", minutes: 6, walk: stopped },
  { name: "rollback", does: "deploy it by a rollback to it, all at once, let it end", minutes: 6, walk: rollback },
  {
    name: "undone",
    does: "deploy it, stop the deployment after all traffic has moved",
    minutes: 7,
    // Where the original is not kept for a while, there is no time to stop the deployment in.
    fits: ({ terminationWaitMinutes }) => terminationWaitMinutes > 0,
    walk: undone,
  },
  {
    name: "missing image",
    does: "deploy a revision whose image does not exist, stop the deployment when its tasks have failed",
    minutes: 8,
    walk: missingImage,
  },
  {
    name: "rules that differ",
    does: "add a rule to the production listener that no request matches and that forwards to the idle target group, deploy, remove the rule",
    minutes: 6,
    walk: differingRules,
  },
];

export function scenariosFor({ rollout }: Pick<Prepared, "rollout">): readonly Scenario[] {
  return scenarios.filter(({ fits }) => fits?.(rollout) ?? true);
}

/** Walks the scenarios. One whose deployment ends before its time is over; the next begins. */
export async function walk(run: ConformanceRun, chosen: readonly Scenario[]): Promise<void> {
  for (const scenario of chosen) {
    try {
      await scenario.walk(run);
    } catch (error) {
      if (!(error instanceof EndedEarly)) throw error;
      run.output.note(`Scenario "${scenario.name}" is over: ${error.message}`);
    }
  }
  await run.recorder.record(() => readHistory(run));
}

async function release(run: ConformanceRun): Promise<void> {
  const deployment = await deploy(run, "release", canary);
  await reachFirstMoment(run, deployment);
  await refuseSecond(run, deployment);
  await continueTraffic(run, deployment);
  if (hasReadyWait(run.prepared.rollout)) {
    await deployment.until(isShifting);
    await deployment.note("shifting");
  }
  await finish(run, deployment);
}

async function stopped(run: ConformanceRun): Promise<void> {
  await run.recorder.record(() => readService(run));
  const deployment = await deploy(run, "stopped", canary);
  await reachFirstMoment(run, deployment);
  await deployment.stop();
  await deployment.untilEnd();
}

async function rollback(run: ConformanceRun): Promise<void> {
  const { target, prepared } = run;
  const { arn } = prepared.running;
  // Not recorded: it reads the whole history of the environment.
  const { appSpec } = await prepareRollback(target, { to: String(revisionNumber(arn)) });
  const request = { appSpec: appSpec(arn), config: allAtOnce };
  const deployment = await ObservedDeployment.create(run, "rollback", request);
  await continueTraffic(run, deployment);
  await finish(run, deployment);
}

async function undone(run: ConformanceRun): Promise<void> {
  const deployment = await deploy(run, "undone", allAtOnce);
  await continueTraffic(run, deployment);
  await deployment.until(keepsOriginal());
  await deployment.note("shifted");
  await deployment.stop();
  await deployment.untilEnd();
}

async function missingImage(run: ConformanceRun): Promise<void> {
  const { target, recorder, prepared } = run;
  const revision = await recorder.record(() => registerMissingImage(target, prepared.running));
  const deployment = await deploy(run, "missing image", canary, revision);
  await deployment.until(
    async (snapshot, elapsed) =>
      snapshot.status === "Ready" ||
      isShifting(snapshot) ||
      elapsed > failurePatience ||
      (await findStoppedTask(target, revision)) !== undefined,
  );
  const task = await recorder.record(() => findStoppedTask(target, revision));
  const facts: Facts = {
    task: task === undefined ? "none has stopped" : `${task.stopCode ?? "none"} ${reason(task.stoppedReason)}`,
  };
  await deployment.note("waited", facts);
  await deployment.stop();
  await deployment.untilEnd();
}

async function differingRules(run: ConformanceRun): Promise<void> {
  const { target, recorder } = run;
  const live = liveColour(run, await loadService(target));
  if (live === null) return;
  await recorder.record(() => createTemporaryRule(target, target.contract.targetGroups[otherColour(live)].arn));
  try {
    const deployment = await deploy(run, "rules that differ", canary);
    await reachFirstMoment(run, deployment);
    await deployment.stop();
    await deployment.untilEnd();
  } finally {
    await recorder.record(() => deleteTemporaryRule(target));
  }
}

function deploy(run: ConformanceRun, scenario: string, config: string, revision = run.prepared.running.arn) {
  return ObservedDeployment.create(run, scenario, { appSpec: run.prepared.appSpec(revision), config });
}

/** Where the deployment waits for a person, or else where the canary has its tenth of the traffic. */
async function reachFirstMoment({ prepared }: ConformanceRun, deployment: ObservedDeployment): Promise<void> {
  const waits = hasReadyWait(prepared.rollout);
  await deployment.until(waits ? ({ status }) => status === "Ready" : isShifting);
  await deployment.note(waits ? "ready" : "shifting");
}

async function continueTraffic({ prepared }: ConformanceRun, deployment: ObservedDeployment): Promise<void> {
  if (!hasReadyWait(prepared.rollout)) return;
  await deployment.until(({ status }) => status === "Ready");
  await deployment.continue("traffic");
}

async function finish({ prepared }: ConformanceRun, deployment: ObservedDeployment): Promise<void> {
  if (prepared.rollout.terminationWaitMinutes > 0) {
    await deployment.until(keepsOriginal());
    await deployment.note("shifted");
    await deployment.continue("termination");
  }
  await deployment.untilEnd();
}

/** As the release command would; one that AWS accepts is stopped. */
async function refuseSecond(run: ConformanceRun, first: ObservedDeployment): Promise<void> {
  const { target, recorder, prepared } = run;
  const request = {
    appSpec: prepared.appSpec(prepared.running.arn),
    config: allAtOnce,
    description: `${descriptionPrefix} second deployment`,
  };
  try {
    const id = await recorder.record(() => createDeployment(target, request));
    await stopDeployment(target, id);
    first.write("second deployment", { answer: "accepted" });
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    first.write("second deployment", { answer: recorder.lastError });
  }
}

function isShifting(snapshot: DeploymentSnapshot): boolean {
  const percent = taskSet(snapshot, "replacement")?.weight ?? 0;
  return percent > 0 && percent < 100;
}

/** CodeDeploy says that the wait has begun; where it does not, three minutes after the shift have to do. */
function keepsOriginal(): (snapshot: DeploymentSnapshot, elapsed: number) => boolean {
  let shiftedAt: number | undefined;
  return (snapshot, elapsed) => {
    if (hasShifted(snapshot)) shiftedAt ??= elapsed;
    return waitsFor(snapshot) === "termination" || (shiftedAt !== undefined && elapsed - shiftedAt > 180_000);
  };
}

/** "CannotPullContainerError" of a sentence that names repository and account. */
function reason(text = ""): string {
  return /^\w+(?=:)/.exec(text)?.[0] ?? "without a reason";
}
