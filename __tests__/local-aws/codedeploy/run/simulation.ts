import { step } from "../../../../src/local-aws/codedeploy/run/machine";
import {
  type Command,
  type Ending,
  initialState,
  type Input,
  isOver,
  type MachineState,
} from "../../../../src/local-aws/codedeploy/run/machine-state";
import { type Effect, type Program, rollbackProgram } from "../../../../src/local-aws/codedeploy/run/program";

/** A minute of the simulation, in its own milliseconds. */
export const MINUTE = 1000;

/** What a deployment changes, in four facts. */
export interface Surroundings {
  readonly taskSets: readonly ("original" | "replacement")[];
  readonly primary: "original" | "replacement";
  readonly replacementPercent: number;
  readonly testOnReplacement: boolean;
}

export const BEFORE: Surroundings = {
  taskSets: ["original"],
  primary: "original",
  replacementPercent: 0,
  testOnReplacement: false,
};

function apply(world: Surroundings, effect: Effect): Surroundings {
  switch (effect.kind) {
    case "createReplacement":
      return { ...world, taskSets: [...world.taskSets, "replacement"] };
    case "routeTestTraffic":
      return { ...world, testOnReplacement: true };
    case "routeProductionTraffic":
      return { ...world, replacementPercent: effect.percent };
    case "promoteReplacement":
      return { ...world, primary: "replacement" };
    case "terminateOriginal":
      return { ...world, taskSets: world.taskSets.filter((name) => name !== "original") };
    case "restoreOriginal":
      return { ...world, primary: "original", replacementPercent: 0, testOnReplacement: false };
    case "removeReplacement":
      return { ...world, taskSets: world.taskSets.filter((name) => name !== "replacement") };
    default:
      return world;
  }
}

/** Runs a state machine against surroundings that do what it asks for when the test says so. */
export class Simulation {
  state: MachineState;
  now = 0;
  /** What the machine asked for and waits for. */
  pending: Extract<Command, { kind: "perform" }> | undefined;
  rolledBack: Ending | undefined;
  /** Effects that the machine began and no longer waits for: they happen all the same, at the worst moment. */
  private readonly strays: Effect[] = [];
  /** Whether what puts things back after an end without rollback did not happen. */
  cleanUpFailed = false;
  /** Every share of production traffic the replacement had, in order, with its time. */
  readonly percents: { readonly minute: number; readonly percent: number }[] = [];

  constructor(
    readonly program: Program,
    readonly rollbackOnFailure = false,
    public world = BEFORE,
  ) {
    this.state = initialState(program);
    this.send({ type: "start" });
  }

  send(input: Input): void {
    const settings = { program: this.program, rollbackOnFailure: this.rollbackOnFailure, minute: MINUTE };
    const before = this.state.waiting;
    const { state, commands } = step(settings, this.state, input, this.now);
    this.state = state;
    const abandoned = this.pending !== undefined && state.waiting !== before ? this.pending : undefined;
    if (abandoned !== undefined) this.pending = undefined;
    for (const command of commands) {
      if (command.kind === "rollBack") this.rolledBack = command.ending;
      else this.pending = command;
    }
    if (abandoned !== undefined) this.strays.push(abandoned.effect);
  }

  /** The pending effect happens and is reported. */
  succeed(): void {
    const { pending } = this;
    if (pending === undefined) return;
    this.pending = undefined;
    this.world = apply(this.world, pending.effect);
    if (pending.effect.kind === "routeProductionTraffic") {
      this.percents.push({ minute: this.now / MINUTE, percent: pending.effect.percent });
    }
    this.send({ type: "effectSucceeded", id: pending.id });
  }

  /** The pending effect does not happen, and that is reported. */
  fail(): void {
    const { pending } = this;
    if (pending === undefined) return;
    this.pending = undefined;
    const { kind } = pending.effect;
    this.cleanUpFailed ||= kind === "restoreOriginal" || kind === "removeReplacement";
    this.send({ type: "effectFailed", id: pending.id, code: "INTERNAL_ERROR", message: "It failed." });
  }

  pass(minutes: number): void {
    this.now += minutes * MINUTE;
    this.send({ type: "time" });
  }

  /** All that is asked for succeeds, until the machine waits for time or for a person. */
  settle(): void {
    while (this.pending !== undefined) this.succeed();
  }

  /** Lets everything succeed and time pass until the end. */
  finish(): void {
    this.settle();
    while (!isOver(this.state)) {
      this.now = this.state.waiting?.until ?? this.now;
      this.send({ type: "time" });
      this.settle();
    }
    for (const stray of this.strays.splice(0)) this.world = apply(this.world, stray);
  }

  /** The rollback deployment that this one asked for, carried out. */
  rollBack(): Simulation {
    const rollback = new Simulation(rollbackProgram(), false, this.world);
    rollback.finish();
    return rollback;
  }

  eventStatuses(): Record<string, string> {
    return Object.fromEntries(this.state.events.map(({ name, status }) => [name, status]));
  }
}

export const stopped = (rollback: boolean): Input => ({
  type: "interrupt",
  ending: { status: "Stopped", code: "MANUAL_STOP", message: "Stopped.", rollback },
});
