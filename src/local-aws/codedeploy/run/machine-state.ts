import type { ErrorCode } from "@aws-sdk/client-codedeploy";
import { hasEnded } from "../../../lib/aws/deployment-status";
import type { Effect, LifecycleEventName, Program, WaitName } from "./program";

export type DeploymentStatus = "Created" | "InProgress" | "Ready" | "Succeeded" | "Failed" | "Stopped";

export interface LifecycleEventState {
  readonly name: LifecycleEventName;
  readonly status: "Pending" | "InProgress" | "Succeeded" | "Failed" | "Skipped";
  /** Milliseconds since 1970. */
  readonly startTime?: number;
  readonly endTime?: number;
  /** Why it failed. */
  readonly message?: string;
  /** The effect that invokes its hook, if one was. */
  readonly hookEffect?: number;
}

/** What a deployment waits for: an effect to be done, or time to pass. */
export type Waiting =
  | { readonly kind: "effect"; readonly id: number; readonly effect: Effect; readonly until?: number }
  | { readonly kind: "wait"; readonly wait: WaitName; readonly until: number; readonly onTimeout: "proceed" | "stop" };

/** How a deployment ends that does not succeed. */
export interface Ending {
  readonly status: "Failed" | "Stopped";
  readonly code: ErrorCode;
  readonly message: string;
  /** Whether a rollback deployment follows. */
  readonly rollback: boolean;
}

/** Everything that decides what a deployment does next. Immutable; times are milliseconds since 1970. */
export interface MachineState {
  readonly status: DeploymentStatus;
  readonly startTime?: number;
  readonly completeTime?: number;
  readonly updatedAt?: number;
  /** The stage of the program and the step in it that runs. */
  readonly stage: number;
  readonly step: number;
  readonly waiting?: Waiting | undefined;
  readonly events: readonly LifecycleEventState[];
  /** Effects begun so far; each has its number. */
  readonly effects: number;
  /** Percentage of production traffic that reaches the replacement task set. */
  readonly replacementPercent: number;
  /** Whether there may be a replacement task set. */
  readonly replacementMade: boolean;
  /** Whether production traffic may have reached the replacement. */
  readonly productionMoved: boolean;
  readonly terminationWaitStarted: boolean;
  readonly ending?: Ending;
}

/** What happens to a deployment. */
export type Input =
  | { readonly type: "start" }
  | { readonly type: "effectSucceeded"; readonly id: number }
  | { readonly type: "effectFailed"; readonly id: number; readonly code: ErrorCode; readonly message: string }
  | { readonly type: "time" }
  | { readonly type: "continue"; readonly wait: WaitName }
  | { readonly type: "interrupt"; readonly ending: Ending };

/** What a deployment asks for. */
export type Command =
  | { readonly kind: "perform"; readonly id: number; readonly effect: Effect }
  | { readonly kind: "rollBack"; readonly ending: Ending };

export interface Transition {
  readonly state: MachineState;
  readonly commands: readonly Command[];
}

export function initialState(program: Program): MachineState {
  return {
    status: "Created",
    stage: 0,
    step: 0,
    events: program.flatMap(({ event }) => (event === undefined ? [] : [{ name: event, status: "Pending" as const }])),
    effects: 0,
    replacementPercent: 0,
    replacementMade: false,
    productionMoved: false,
    terminationWaitStarted: false,
  };
}

export function isOver({ status }: Pick<MachineState, "status">): boolean {
  return hasEnded(status);
}
