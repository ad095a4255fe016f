import { confirm, requireConsent } from "../../lib/confirm";
import { defaultTimeoutMinutes, loadDeploymentSettings } from "./service/deployment-group";
import { findRunningDeployment } from "./deployment/deployments";
import { loadTarget, type Target } from "./target/environment-contract";
import { finding } from "./plan/problems";
import { follow } from "./deployment/follow";
import { shortImage } from "./image-tags/image";
import { listenForInterrupt } from "./deployment/interrupt";
import { tagImages, type RevisionImage } from "./image-tags/tag-images";
import type { Output } from "./output/output";
import { loadCaller } from "./service/pass-role";
import { prepareRelease, type Prepared } from "./plan/preflight";
import type { ReleaseOptions } from "./release-options";
import { pruneImageTags } from "./image-tags/prune-image-tags";
import { register } from "./service/revisions";
import { resumeScaling } from "./service/scaling";
import { ScalingGuard } from "./service/scaling-guard";
import { commandLine } from "./target/service-reference";
import type { Wait } from "./service/snapshot";
import { createDeployment } from "./deployment/start-deployment";
import { imageOf, revisionName } from "./service/task-definition";
import { exitCodes, type ReleaseOutcome } from "./deployment/verdict";

export async function release(options: ReleaseOptions, output: Output): Promise<number> {
  const { mode } = options;
  if (mode === "release" && !options.dryRun) requireConsent(options);
  const target = await loadTarget(options);
  switch (mode) {
    case "resume-scaling":
      return restoreScaling(target, output);
    case "continue":
      return continueRunning(target, options, output);
    case "release":
      return releaseAnew(target, options, output);
  }
}

async function releaseAnew(target: Target, options: ReleaseOptions, output: Output): Promise<number> {
  const prepared = await prepareRelease(target, options);
  output.plan(prepared.plan);
  if (options.dryRun) return done(output, "Dry run: nothing was changed.");
  if (!(await confirm("Release this?", options))) return done(output, "Not released: nothing was changed.", 1);
  return deploy(target, prepared, options, output);
}

/** Where a deployment goes and who watches it: the part of release and rollback that changes something. */
export async function deploy(
  target: Target,
  prepared: Prepared,
  options: Pick<ReleaseOptions, "waitFor" | "continues" | "timeout"> & { readonly adoptsSuspension?: boolean },
  output: Output,
): Promise<number> {
  const guard = new ScalingGuard(target, output);
  const interrupt = listenForInterrupt(exitCodes.stillRunning);
  try {
    const revision = prepared.existing?.arn ?? (await register(target, prepared.content));
    if (options.adoptsSuspension === true) await guard.adoptOrSuspend(prepared.caller.arn);
    else await guard.suspend(prepared.caller.arn);
    if (interrupt.signal.aborted) {
      return done(output, "Interrupted before a deployment was created: the service is unchanged.", 1);
    }
    await tagImages(target, imagesToMark(target, prepared, revision), output);
    const deployment = await createDeployment(target, {
      appSpec: prepared.appSpec(revision),
      config: prepared.plan.config,
      description: `${revisionName(revision)} ${shortImage(prepared.plan.image.to)}`.slice(0, 240),
    });
    output.note(`Deployment ${deployment} carries ${revisionName(revision)} to ${target.contract.service}.`);
    const outcome = await follow(target, deployment, {
      goal: options.waitFor,
      continues: options.continues,
      timeout: options.timeout ?? defaultTimeoutMinutes(prepared.rollout) * 60_000,
      signal: interrupt.signal,
      output,
      guard,
    });
    await guard.restore();
    await tidyUp(target, options, outcome, output);
    return done(output, outcome.sentence, outcome.exitCode, { deployment, revision: revisionName(revision) });
  } finally {
    await guard.restore();
    interrupt.release();
  }
}

/** Cuts the wait of the running deployment short and watches it on. */
async function continueRunning(target: Target, options: ReleaseOptions, output: Output): Promise<number> {
  const { contract } = target;
  const running = await findRunningDeployment(target);
  if (running === undefined) {
    throw finding(
      `No deployment of ${contract.service} is running, so there is none to continue.`,
      `Begin one: ${commandLine("release", contract, "--image <tag>")}.`,
    );
  }
  const guard = new ScalingGuard(target, output);
  const interrupt = listenForInterrupt(exitCodes.stillRunning);
  try {
    const [{ arn }, rollout] = await Promise.all([loadCaller(target), loadDeploymentSettings(target, running.config)]);
    if (needsShift(options.continues)) await guard.adoptOrSuspend(arn);
    const outcome = await follow(target, running.id, {
      goal: options.waitFor,
      continues: options.continues,
      timeout: options.timeout ?? defaultTimeoutMinutes(rollout) * 60_000,
      signal: interrupt.signal,
      output,
      guard,
    });
    await guard.restore();
    await tidyUp(target, options, outcome, output);
    return done(output, outcome.sentence, outcome.exitCode, { deployment: running.id });
  } finally {
    await guard.restore();
    interrupt.release();
  }
}

/** Of the revision that is deployed, and of the one that a rollback brings back. */
function imagesToMark(
  { contract }: Target,
  { running, content }: Prepared,
  revisionArn: string,
): readonly RevisionImage[] {
  const { name } = contract.container;
  return [
    { revisionArn: running.arn, image: imageOf(running.definition, name), runs: true },
    { revisionArn, image: imageOf(content, name), runs: false },
  ];
}

/** Only when the original is gone is it clear which revisions are still of use. */
async function tidyUp(
  target: Target,
  { waitFor }: Pick<ReleaseOptions, "waitFor">,
  { exitCode }: ReleaseOutcome,
  output: Output,
): Promise<void> {
  if (waitFor === "done" && exitCode === exitCodes.reached) await pruneImageTags(target, output);
}

function needsShift(continues: ReadonlySet<Wait>): boolean {
  return continues.has("traffic");
}

async function restoreScaling(target: Target, output: Output): Promise<number> {
  const suspension = await resumeScaling(target);
  return done(
    output,
    suspension === undefined
      ? "No release has left scaling suspended: nothing to restore."
      : `Scaling of ${suspension.resourceId} is as it was before ${suspension.since}.`,
  );
}

function done(output: Output, sentence: string, exitCode = 0, details?: Readonly<Record<string, unknown>>): number {
  output.result(exitCode, sentence, details);
  return exitCode;
}
