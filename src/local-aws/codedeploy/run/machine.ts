import { finishEvent, giveUpEvents, startEvent } from "./events";
import { type Ending, type Input, isOver, type MachineState, type Transition, type Waiting } from "./machine-state";
import type { Effect, Program, Stage, Step } from "./program";

export interface MachineSettings {
  readonly program: Program;
  readonly rollbackOnFailure: boolean;
  /** Milliseconds that a minute of AWS takes here. */
  readonly minute: number;
}

/** What puts the world back when a deployment ends before production traffic moved and nobody asked for a rollback. */
const CLEAN_UP: Stage = {
  steps: [
    { kind: "effect", effect: { kind: "restoreOriginal" } },
    { kind: "effect", effect: { kind: "removeReplacement" } },
  ],
};

/**
 * One move of a deployment: from its state and what happened to its next state and what is to be done. Pure: time comes
 * in as `now`, and nothing is done here. What happens after the end, or no longer matters, changes nothing.
 */
export function step(settings: MachineSettings, state: MachineState, input: Input, now: number): Transition {
  const unchanged = { state, commands: [] };
  if (isOver(state)) return unchanged;
  const { waiting } = state;
  switch (input.type) {
    case "start":
      return state.status === "Created"
        ? run(settings, { ...state, status: "InProgress", startTime: now, updatedAt: now }, now)
        : unchanged;
    case "effectSucceeded":
      return waiting?.kind === "effect" && waiting.id === input.id
        ? succeed(settings, state, waiting.effect, now)
        : unchanged;
    case "effectFailed":
      return waiting?.kind === "effect" && waiting.id === input.id ? fail(settings, state, input, now) : unchanged;
    case "continue":
      return waiting?.kind === "wait" && waiting.wait === input.wait ? advance(settings, state, now) : unchanged;
    case "time":
      return waiting?.until !== undefined && now >= waiting.until ? timeOut(settings, state, waiting, now) : unchanged;
    case "interrupt":
      return interrupt(settings, state, input.ending, now);
  }
}

function succeed(settings: MachineSettings, state: MachineState, effect: Effect, now: number): Transition {
  const next = { ...state, replacementPercent: percentAfter(effect, state.replacementPercent) };
  // An end that was asked for while the effect ran, and could not cut it short, comes now.
  if (state.ending !== undefined && !isCleaningUp(settings, state)) return conclude(settings, next, state.ending, now);
  return advance(settings, next, now);
}

function fail(
  settings: MachineSettings,
  state: MachineState,
  { code, message }: Pick<Ending, "code" | "message">,
  now: number,
): Transition {
  if (state.ending === undefined) {
    const rollback = settings.rollbackOnFailure && !isTerminating(state);
    return conclude(settings, state, { status: "Failed", code, message, rollback }, now);
  }
  // What cannot be cleaned up is left; the reason of the end stays the first one.
  if (isCleaningUp(settings, state)) return finish(state, state.ending, now);
  return conclude(settings, state, state.ending, now);
}

function timeOut(settings: MachineSettings, state: MachineState, waiting: Waiting, now: number): Transition {
  if (waiting.kind === "effect") return fail(settings, state, timedOut(waiting.effect), now);
  if (waiting.onTimeout === "proceed") return advance(settings, state, now);
  const message = "The deployment was stopped: its traffic was not rerouted before the end of the wait time.";
  return conclude(settings, state, { status: "Stopped", code: "TIMEOUT", message, rollback: false }, now);
}

function interrupt(settings: MachineSettings, state: MachineState, ending: Ending, now: number): Transition {
  const { waiting } = state;
  // The first reason counts.
  if (state.ending !== undefined || isTerminating(state)) return { state, commands: [] };
  if (waiting?.kind === "effect" && !isInterruptible(waiting.effect))
    return { state: { ...state, ending }, commands: [] };
  return conclude(settings, state, ending, now);
}

/** A deployment that takes its original away can no longer turn back. */
function isTerminating({ waiting }: MachineState): boolean {
  return waiting?.kind === "effect" && waiting.effect.kind === "terminateOriginal";
}

/** Hooks and waits for tasks end in their own time, or never: a deployment need not wait for them. */
function isInterruptible({ kind }: Effect): boolean {
  return kind === "invokeHook" || kind === "awaitSteadyState";
}

/** Ends without success: by a rollback, or by cleaning up what no production traffic has seen, or as things stand. */
function conclude(settings: MachineSettings, state: MachineState, ending: Ending, now: number): Transition {
  const ended: MachineState = { ...state, ending, events: giveUpEvents(state.events, ending.message, now) };
  if (!ending.rollback && state.replacementMade && !state.productionMoved) {
    return run(settings, { ...ended, status: "InProgress", stage: settings.program.length, step: 0 }, now);
  }
  return finish(ended, ending, now);
}

function isCleaningUp(settings: MachineSettings, state: MachineState): boolean {
  return state.stage >= settings.program.length;
}

function finish(state: MachineState, ending: Ending | undefined, now: number): Transition {
  return {
    state: { ...state, waiting: undefined, status: ending?.status ?? "Succeeded", completeTime: now, updatedAt: now },
    commands: ending?.rollback === true ? [{ kind: "rollBack", ending }] : [],
  };
}

function advance(settings: MachineSettings, state: MachineState, now: number): Transition {
  return run(settings, { ...state, status: "InProgress", step: state.step + 1 }, now);
}

/** Goes on from the state's step to the next one that takes time. */
function run(settings: MachineSettings, from: MachineState, now: number): Transition {
  let state: MachineState = { ...from, updatedAt: now };
  for (;;) {
    const stage = stageOf(settings, state);
    if (stage === undefined) return finish(state, state.ending, now);
    if (state.step === 0) state = { ...state, events: startEvent(state.events, stage, now) };
    const next = stage.steps[state.step];
    if (next === undefined) {
      state = { ...state, events: finishEvent(state.events, stage, now), stage: state.stage + 1, step: 0 };
    } else if (next.kind === "wait" && next.minutes === 0 && next.onTimeout === "proceed") {
      state = { ...state, step: state.step + 1 };
    } else {
      return begin(settings, state, next, now);
    }
  }
}

function stageOf({ program }: MachineSettings, state: MachineState): Stage | undefined {
  if (state.ending !== undefined) return state.stage === program.length ? CLEAN_UP : undefined;
  return program[state.stage];
}

function begin(settings: MachineSettings, state: MachineState, next: Step, now: number): Transition {
  if (next.kind === "wait") {
    const waiting = { ...next, until: now + next.minutes * settings.minute };
    const status = next.wait === "READY_WAIT" ? "Ready" : "InProgress";
    const terminationWaitStarted = state.terminationWaitStarted || next.wait === "TERMINATION_WAIT";
    return { state: { ...state, waiting, status, terminationWaitStarted }, commands: [] };
  }
  const { effect, timeoutMinutes } = next;
  const id = state.effects + 1;
  const deadline = timeoutMinutes === undefined ? {} : { until: now + timeoutMinutes * settings.minute };
  return {
    state: {
      ...state,
      effects: id,
      waiting: { kind: "effect", id, effect, ...deadline },
      replacementMade: state.replacementMade || effect.kind === "createReplacement",
      productionMoved: state.productionMoved || effect.kind === "routeProductionTraffic",
      events: state.events.map((event) =>
        effect.kind === "invokeHook" && event.name === effect.event ? { ...event, hookEffect: id } : event,
      ),
    },
    commands: [{ kind: "perform", id, effect }],
  };
}

function percentAfter(effect: Effect, percent: number): number {
  if (effect.kind === "routeProductionTraffic") return effect.percent;
  return effect.kind === "restoreOriginal" ? 0 : percent;
}

function timedOut(effect: Effect): Pick<Ending, "code" | "message"> {
  const message =
    effect.kind === "invokeHook"
      ? `The Lambda function ${effect.functionName} of ${effect.event} did not report a status within 60 minutes.`
      : "The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.";
  return { code: "TIMEOUT", message };
}
