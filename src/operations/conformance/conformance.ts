import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline/promises";
import { UsageError } from "../../lib/errors";
import { explain } from "../../lib/aws/errors";
import { loadTarget, type Target } from "../release/target/environment-contract";
import { ProblemsError } from "../release/plan/problems";
import { listenForInterrupt } from "../release/deployment/interrupt";
import type { Output } from "../release/output/output";
import { suspendScaling } from "../release/service/scaling";
import { announce } from "./announcement";
import { compareRecords, formatDifferences } from "./compare";
import type { ConformanceOptions, RunOptions } from "./options";
import { refusing, requireStart, type Start } from "./preconditions";
import { readRecord, writeRecord, type ConformanceRecord } from "./record";
import { Recorder } from "./recorder";
import { restore } from "./restore";
import { hasReadyWait, type ConformanceRun } from "./run";
import { loadRunNote, writeRunNote } from "./run-note";
import { scenariosFor, walk } from "./scenarios";

/** Signals do not end the work of putting things back; a second one ends the process. */
const never = new AbortController().signal;

/** `npm run conformance -- <environment>` */
export async function conformance(options: ConformanceOptions, output: Output): Promise<number> {
  if (options.mode === "compare") {
    const [one, other] = options.files;
    return report(output, [readRecord(one), readRecord(other)], options.files);
  }
  if (!options.yes && (!process.stdin.isTTY || !process.stderr.isTTY)) throw noTerminal();
  const expected = options.compare === undefined ? undefined : readRecord(options.compare);
  requireWritable(options.record);

  const recorder = new Recorder();
  const deployed = await refusing(() => loadTarget(options));
  const target: Target = { ...deployed, aws: recorder.listen(deployed.aws) };
  if (!(await finishKilledRun(target, options, output))) return end(output, "Not begun: nothing was changed.");
  const start = await requireStart(target);
  const { definition } = start.prepared.running;
  output.note(announce(target, { ...start, definition }, scenariosFor(start.prepared)));
  if (!(await agreed(options, "begin"))) return end(output, "Not begun: nothing was changed.");

  const { record, trouble } = await runAndRestore(target, start, recorder, output);
  writeRecord(options.record, record);
  output.note(`The record is in ${options.record}.`);
  if (trouble !== undefined) return end(output, trouble);
  if (expected === undefined) {
    output.result(0, "The run is complete, and everything is as before.");
    return 0;
  }
  return report(output, [expected, record], [options.compare ?? "", options.record]);
}

interface Ended {
  readonly record: ConformanceRecord;
  /** Why the run is not complete, or not everything is as before. */
  readonly trouble?: string;
}

async function runAndRestore(target: Target, start: Start, recorder: Recorder, output: Output): Promise<Ended> {
  const { prepared, note } = start;
  const interrupt = listenForInterrupt(1);
  const run: ConformanceRun = {
    ...{ target, recorder, output, prepared, signal: interrupt.signal },
    scenarios: {},
    deployments: [],
  };
  const troubles: string[] = [];
  try {
    await writeRunNote(target, note);
    try {
      await suspendScaling(target, note.by);
      await walk(run, scenariosFor(prepared));
    } catch (error) {
      troubles.push(sentence(error));
    }
    const again = "Run the same command again to finish putting things back.";
    output.note(`Putting everything back. Ctrl-C ends this; then: ${again}`);
    await restore(target, note, output, never).catch((error: unknown) => {
      troubles.push(`Not everything is put back: ${sentence(error)} ${again}`);
    });
  } finally {
    interrupt.release();
  }
  const record = { version: 1, complete: troubles.length === 0, service: traits(target, start), ...seen(run) } as const;
  return { record, ...(troubles.length > 0 && { trouble: troubles.join("\n") }) };
}

function seen({ scenarios, recorder }: ConformanceRun): Pick<ConformanceRecord, "scenarios" | "operations"> {
  return { scenarios, operations: recorder.describe() };
}

/** What of a service decides which calls are made. */
function traits({ contract }: Target, { prepared: { rollout } }: Start): ConformanceRecord["service"] {
  const yesOrNo = (value: boolean) => (value ? "yes" : "no");
  return {
    "capacity providers": yesOrNo(contract.capacityProviders.length > 0),
    "listener rules": yesOrNo(contract.listenerRuleArns !== undefined),
    scaling: yesOrNo(contract.scalingResourceId !== null),
    "smoke test": yesOrNo(contract.hooks !== undefined),
    "wait before the shift": yesOrNo(hasReadyWait(rollout)),
    "wait before termination": yesOrNo(rollout.terminationWaitMinutes > 0),
  };
}

/** @returns false when the person does not want it */
async function finishKilledRun(target: Target, options: RunOptions, output: Output): Promise<boolean> {
  const note = await loadRunNote(target);
  if (note === undefined) return true;
  output.note(
    `A conformance run of ${note.by} since ${note.since} has not ended. If it is still running, wait for it. Otherwise what it changed is put back first.`,
  );
  if (!(await agreed(options, "put it back"))) return false;
  await restore(target, note, output, never);
  return true;
}

/** Asks for the name: whoever types it has read which service is meant. */
async function agreed({ yes, environment }: RunOptions, purpose: string): Promise<boolean> {
  if (yes) return true;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await prompt.question(`Type ${environment} to ${purpose}: `)).trim() === environment;
  } finally {
    prompt.close();
  }
}

function report(
  output: Output,
  [one, other]: readonly [ConformanceRecord, ConformanceRecord],
  names: readonly [string, string],
): number {
  const differences = compareRecords(one, other);
  const exitCode = differences.length === 0 ? 0 : 1;
  output.result(exitCode, formatDifferences(differences, names).trimEnd());
  return exitCode;
}

function requireWritable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `--record ${file}: the folder cannot be written to (${(error as NodeJS.ErrnoException).code ?? String(error)}). Choose a file in one that exists and that you may write to.`,
    );
  }
}

function noTerminal(): UsageError {
  return new UsageError(
    "A conformance run deploys to the service and asks before it does, but there is no terminal to ask on. Add --yes to run it.",
  );
}

function sentence(error: unknown): string {
  return error instanceof ProblemsError ? error.message : explain(error);
}

function end(output: Output, message: string): number {
  output.result(1, message);
  return 1;
}
