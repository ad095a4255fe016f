import { confirm, requireConsent } from "../../lib/confirm";
import { findRunningDeployment } from "./deployment/deployments";
import { loadTarget, type Target } from "./target/environment-contract";
import { follow } from "./deployment/follow";
import { listenForInterrupt } from "./deployment/interrupt";
import type { Output } from "./output/output";
import { deploy } from "./release";
import { prepareRollback } from "./plan/rollback-preflight";
import type { RollbackOptions } from "./rollback-options";
import { ScalingGuard } from "./service/scaling-guard";
import { commandLine, type ServiceReference } from "./target/service-reference";
import type { DeploymentSnapshot } from "./service/snapshot";
import { stopDeployment } from "./deployment/start-deployment";
import { revisionName } from "./service/task-definition";
import { UsageError } from "../../lib/errors";
import { exitCodes, type ReleaseOutcome } from "./deployment/verdict";

/** Rolling back a shift takes as long as starting a task, where the original's tasks are gone already. */
const stopTimeoutMilliseconds = 60 * 60_000;

export async function rollback(options: RollbackOptions, output: Output): Promise<number> {
  if (!options.dryRun) requireConsent(options);
  const target = await loadTarget(options);
  const running = await findRunningDeployment(target);
  return running === undefined
    ? deployPrevious(target, options, output)
    : stopRunning(target, running, options, output);
}

async function deployPrevious(target: Target, options: RollbackOptions, output: Output): Promise<number> {
  const prepared = await prepareRollback(target, options);
  output.plan(prepared.plan);
  if (options.dryRun) return end(output, 0, "Dry run: nothing was changed.");
  if (!(await confirm("Roll back to this?", options))) return end(output, 1, "Not rolled back: nothing was changed.");
  return deploy(target, prepared, { ...options, adoptsSuspension: true }, output);
}

async function stopRunning(
  target: Target,
  running: DeploymentSnapshot,
  options: RollbackOptions,
  output: Output,
): Promise<number> {
  if (options.to !== undefined || options.config !== undefined) {
    throw new UsageError(
      `Deployment ${running.id} is running, so rolling back means stopping it: --to and --config do not apply. Repeat without them.`,
    );
  }
  const rollsBackAlready = running.creator === "codeDeployRollback";
  const carries = running.taskDefinitionArn === undefined ? "" : `, carries ${revisionName(running.taskDefinitionArn)}`;
  output.note(
    rollsBackAlready
      ? `Deployment ${running.id} is a rollback already (${running.status}${carries}).`
      : `Deployment ${running.id} (${running.status}${carries}) will be stopped; CodeDeploy then brings the original back.`,
  );
  if (options.dryRun) return end(output, 0, "Dry run: nothing was changed.");
  if (!rollsBackAlready) {
    if (!(await confirm("Stop it and roll back?", options))) return end(output, 1, "Not stopped: nothing was changed.");
    await stopDeployment(target, running.id);
  }
  const guard = new ScalingGuard(target, output);
  const interrupt = listenForInterrupt(exitCodes.stillRunning);
  try {
    await guard.adopt();
    const { timeout = stopTimeoutMilliseconds } = options;
    const watched = { goal: "done", continues: options.continues, timeout, signal: interrupt.signal, output } as const;
    const outcome = await follow(target, running.id, watched);
    const [exitCode, message] = rollsBackAlready
      ? [outcome.exitCode, outcome.sentence]
      : afterStop(target.contract, outcome);
    await guard.restore();
    return end(output, exitCode, message, { deployment: running.id });
  } finally {
    await guard.restore();
    interrupt.release();
  }
}

/** For a rollback, "rolled back" is success, and a deployment that succeeded before it could be stopped is not. */
function afterStop(service: ServiceReference, { exitCode, sentence }: ReleaseOutcome): readonly [number, string] {
  switch (exitCode) {
    case exitCodes.rolledBack:
      return [exitCodes.reached, sentence];
    case exitCodes.reached:
      return [
        exitCodes.refused,
        `${sentence} It was too late to stop it. Deploy the revision before: ${commandLine("rollback", service)}`,
      ];
    default:
      return [exitCode, sentence];
  }
}

function end(output: Output, exitCode: number, message: string, details?: Readonly<Record<string, unknown>>): number {
  output.result(exitCode, message, details);
  return exitCode;
}
