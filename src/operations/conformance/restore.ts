import { ModifyListenerCommand, ModifyRuleCommand, type Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import { formatAppSpec } from "../../release-contract/app-spec";
import { appSpecOf } from "../../release-contract/contract";
import { findRunningDeployment } from "../release/deployment/deployments";
import type { Target } from "../release/target/environment-contract";
import { finding } from "../release/plan/problems";
import { loadListeners } from "../release/service/listeners";
import type { Output } from "../release/output/output";
import { resumeScaling } from "../release/service/scaling";
import { loadService } from "../release/service/service";
import { commandLine } from "../release/target/service-reference";
import { isActive, isReplacementReady, waitsFor } from "../release/service/snapshot";
import { continueDeployment, createDeployment, stopDeployment } from "../release/deployment/start-deployment";
import { revisionName } from "../release/service/task-definition";
import { followUntil } from "./follow-deployment";
import { deregisterMissingImages } from "./missing-image";
import { liveColour } from "./observed-deployment";
import { descriptionPrefix } from "./run";
import { removeRunNote, type RunNote } from "./run-note";
import { deleteTemporaryRule } from "./temporary-rule";

/**
 * Puts back what a run has changed, in whatever state the run was left. Safe to repeat: the note is removed last, so
 * that the next run takes up what this one could not finish.
 */
export async function restore(target: Target, note: RunNote, output: Output, signal: AbortSignal): Promise<void> {
  await endRunningDeployment(target, output, signal);
  if (await deleteTemporaryRule(target)) output.note("The temporary rule is removed.");
  await removeLeftTasks(target, note, output, signal);
  await deployBack(target, note, output, signal);
  await restoreTestListener(target, note, output);
  const family = revisionName(note.revisionArn).replace(/:\d+$/, "");
  for (const revision of await deregisterMissingImages(target, family)) output.note(`${revision} is deregistered.`);
  if ((await resumeScaling(target)) !== undefined) output.note("Scaling is restored.");
  await removeRunNote(target);
  output.note(`Everything is as before: ${revisionName(note.revisionArn)} is live, ${note.colour}.`);
}

async function endRunningDeployment(target: Target, output: Output, signal: AbortSignal): Promise<void> {
  const running = await findRunningDeployment(target);
  if (running === undefined) return;
  const isRollback = running.creator === "codeDeployRollback";
  if (!isRollback && !running.description.startsWith(descriptionPrefix)) {
    throw finding(
      `Deployment ${running.id} is running (${running.status}), and a conformance run did not create it.`,
      `Watch it to its end: ${commandLine("status", target.contract, "--watch")}. Then run this again, to put back what the conformance run changed.`,
    );
  }
  if (!isRollback) await stopDeployment(target, running.id);
  await followUntil({ target, output, signal }, running.id, () => false);
}

/** A deployment that failed, and whose rollback failed too, leaves its tasks; one that begins after it removes them. */
async function removeLeftTasks(target: Target, note: RunNote, output: Output, signal: AbortSignal): Promise<void> {
  const { service } = await loadService(target);
  if ((service.taskSets ?? []).length < 2) return;
  const id = await deployAgain(target, note);
  output.note(`Deployment ${id} removes the tasks that a deployment has left. It is stopped when it is ready.`);
  const { deployment } = await followUntil({ target, output, signal }, id, isReplacementReady);
  if (!isActive(deployment)) return;
  await stopDeployment(target, id);
  await followUntil({ target, output, signal }, id, () => false);
}

/** Most runs end where they began; one that was interrupted between two swaps of the colours needs a deployment more. */
async function deployBack(target: Target, note: RunNote, output: Output, signal: AbortSignal): Promise<void> {
  const service = await loadService(target);
  if (service.runningRevisionArn === note.revisionArn && liveColour({ target }, service) === note.colour) return;
  const id = await deployAgain(target, note);
  output.note(`Deployment ${id} brings back ${revisionName(note.revisionArn)}, ${note.colour}.`);
  const options = { target, output, signal };
  for (const wait of ["traffic", "termination"] as const) {
    const { deployment } = await followUntil(options, id, (snapshot) => {
      const waits = waitsFor(snapshot);
      return waits === wait || waits === "termination";
    });
    if (waitsFor(deployment) === wait) await continueDeployment(target, id, wait);
  }
  const { deployment } = await followUntil(options, id, () => false);
  if (deployment.status === "Succeeded") return;
  throw finding(
    `Deployment ${id}, which was to bring back ${revisionName(note.revisionArn)}, ended as ${deployment.status}.`,
    `See why: ${commandLine("status", target.contract)}. Then run this again, to finish putting things back.`,
  );
}

function deployAgain(target: Target, { revisionArn }: RunNote): Promise<string> {
  return createDeployment(target, {
    appSpec: formatAppSpec(appSpecOf(target.contract, revisionArn)),
    config: "CodeDeployDefault.ECSAllAtOnce",
    description: `${descriptionPrefix} back`,
    rollsBack: true,
  });
}

/** Only the test listener: production traffic is CodeDeploy's to move. */
async function restoreTestListener(target: Target, { test }: RunNote, output: Output): Promise<void> {
  const { aws, contract } = target;
  const before = shares(test);
  if (test.length === 0 || shares((await loadListeners(target)).test.weights) === before) return;
  const groups = test.map(({ colour, percent }) => ({
    TargetGroupArn: contract.targetGroups[colour].arn,
    Weight: percent,
  }));
  const Actions: Action[] = [{ Type: "forward", ForwardConfig: { TargetGroups: groups } }];
  const rule = contract.listenerRuleArns?.test;
  await (rule === undefined
    ? aws.loadBalancing.send(
        new ModifyListenerCommand({ ListenerArn: contract.listenerArns.test, DefaultActions: Actions }),
      )
    : aws.loadBalancing.send(new ModifyRuleCommand({ RuleArn: rule, Actions })));
  output.note("The test listener forwards as before.");
}

function shares(weights: readonly { readonly colour: string | null; readonly percent: number }[]): string {
  const used = weights
    .filter(({ percent }) => percent > 0)
    .map(({ colour, percent }) => `${String(colour)} ${percent}`);
  return used.sort().join(", ");
}
