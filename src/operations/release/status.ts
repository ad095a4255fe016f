import { setTimeout as sleep } from "node:timers/promises";
import { explain, isTransient } from "../../lib/aws/errors";
import { loadTarget, type Target } from "./target/environment-contract";
import { collectProblems } from "./plan/problems";
import { follow } from "./deployment/follow";
import { listenForInterrupt } from "./deployment/interrupt";
import type { Output } from "./output/output";
import { loadStatus, type StatusReport } from "./output/status-report";
import { exitCodes } from "./deployment/verdict";

export interface StatusOptions {
  readonly environment: string;
  /** The services to show; one, where it watches. */
  readonly serviceKeys: readonly string[];
  readonly watch: boolean;
  readonly json: boolean;
}

export async function status(options: StatusOptions, output: Output): Promise<number> {
  const { environment, serviceKeys, watch } = options;
  const looks = serviceKeys.map(async (serviceKey) => {
    const target = await loadTarget({ environment, serviceKey });
    return { target, report: await loadStatus(target) };
  });
  // What can be told of the others is told before what is wrong with one.
  for (const look of await Promise.allSettled(looks)) {
    if (look.status === "fulfilled") output.status(look.value.report);
  }
  const [first] = Object.values(await collectProblems(Object.fromEntries(looks.entries())));
  return watch && first !== undefined ? watchStatus(first.target, first.report, output) : exitCodes.reached;
}

/** Seconds between two looks while nothing is deployed. */
const restMilliseconds = 5_000;

/**
 * Follows the running deployment to its end; while there is none, waits for one. Ends with the exit code that the release
 * itself would have had, so that a watch taken up again tells as much.
 */
async function watchStatus(target: Target, first: StatusReport, output: Output): Promise<number> {
  const interrupt = listenForInterrupt(exitCodes.stillRunning);
  const { signal } = interrupt;
  let shown = first;
  try {
    if (shown.deployment === null) output.note("No deployment is running. Waiting for one; Ctrl-C ends.");
    while (shown.deployment === null) {
      await sleep(restMilliseconds, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return exitCodes.reached;
      const next = await loadAgain(target, output);
      if (next !== undefined && JSON.stringify(next) !== JSON.stringify(shown)) output.status(next);
      shown = next ?? shown;
    }
    const outcome = await follow(target, shown.deployment.id, {
      goal: "done",
      continues: new Set(),
      timeout: Number.POSITIVE_INFINITY,
      signal,
      output,
    });
    output.result(outcome.exitCode, outcome.sentence, { deployment: shown.deployment.id });
    return outcome.exitCode;
  } finally {
    interrupt.release();
  }
}

async function loadAgain(target: Target, output: Output): Promise<StatusReport | undefined> {
  try {
    return await loadStatus(target);
  } catch (error) {
    if (!isTransient(error)) throw error;
    output.note(`${explain(error)} Trying again.`);
    return undefined;
  }
}
