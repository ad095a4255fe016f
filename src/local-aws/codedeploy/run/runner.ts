import type { ErrorCode } from "@aws-sdk/client-codedeploy";
import { messageOf } from "../../../lib/errors";
import type { Alarms, Dependencies } from "../checks/ports";
import type { Clock } from "./clock";
import type { Deployment } from "./deployment";
import { EffectError } from "./effect-error";
import { perform } from "./effects";
import { step } from "./machine";
import { type Command, type Ending, type Input, isOver } from "./machine-state";

export interface RunnerOptions {
  readonly world: Dependencies;
  readonly alarms: Alarms;
  readonly clock: Clock;
  /** A deployment ended in a way that asks for a rollback: makes the rollback deployment. */
  readonly rollBack: (deployment: Deployment, ending: Ending) => void;
  /** A deployment is over. */
  readonly ended: (deployment: Deployment) => void;
}

/** Minutes between two looks at a deployment's alarms. */
const ALARM_INTERVAL = 1 / 6;

/** Drives deployments: feeds their state machines with time, alarms and outcomes, and carries out what they ask for. */
export class Runner {
  /** Ends an effect that nobody waits for any more, per deployment. */
  private readonly effects = new Map<string, AbortController>();
  private readonly wakes = new Map<string, () => void>();
  private closed = false;

  constructor(private readonly options: RunnerOptions) {}

  /** Starts a deployment after the call that created it was answered. */
  start(deployment: Deployment): void {
    this.options.clock.after(0, () => {
      this.send(deployment, { type: "start" });
      void this.watchAlarms(deployment);
    });
  }

  /** Tells a deployment what happened. */
  send(deployment: Deployment, input: Input): void {
    if (this.closed) return;
    const { clock } = this.options;
    const before = deployment.state;
    const settings = { ...deployment, minute: clock.minute };
    const { state, commands } = step(settings, before, input, clock.now());
    deployment.state = state;
    if (state.waiting !== before.waiting) {
      this.effects.get(deployment.id)?.abort();
      this.effects.delete(deployment.id);
    }
    this.wake(deployment);
    for (const command of commands) this.obey(deployment, command);
    if (isOver(state) && !isOver(before)) this.options.ended(deployment);
  }

  /** A deployment cannot go on without its group; nobody can be asked any more whether to roll back. */
  abandon(deployment: Deployment): void {
    const message = "The deployment group was deleted while the deployment ran.";
    const ending = { status: "Failed", code: "DEPLOYMENT_GROUP_MISSING", message, rollback: false } as const;
    this.send(deployment, { type: "interrupt", ending });
  }

  /** Forgets all timers and effects. */
  close(): void {
    this.closed = true;
    for (const cancel of this.wakes.values()) cancel();
    for (const controller of this.effects.values()) controller.abort();
  }

  private wake(deployment: Deployment): void {
    const { clock } = this.options;
    this.wakes.get(deployment.id)?.();
    this.wakes.delete(deployment.id);
    const until = deployment.state.waiting?.until;
    if (until === undefined) return;
    const cancel = clock.after(Math.max(until - clock.now(), 0), () => {
      this.send(deployment, { type: "time" });
    });
    this.wakes.set(deployment.id, cancel);
  }

  private obey(deployment: Deployment, command: Command): void {
    if (command.kind === "rollBack") {
      this.options.rollBack(deployment, command.ending);
      return;
    }
    const controller = new AbortController();
    this.effects.set(deployment.id, controller);
    perform(this.options.world, deployment, command, controller.signal).then(
      (done) => {
        if (done) this.send(deployment, { type: "effectSucceeded", id: command.id });
      },
      (error: unknown) => {
        this.send(deployment, { type: "effectFailed", id: command.id, ...failure(command, error) });
      },
    );
  }

  private async watchAlarms(deployment: Deployment): Promise<void> {
    const { alarms, region, rollbackOnAlarm } = deployment;
    const names = alarms?.enabled === true ? (alarms.alarms ?? []).flatMap(({ name }) => name ?? []) : [];
    if (names.length === 0 || this.closed || isOver(deployment.state)) return;
    const stop = (message: string): void => {
      const ending = { status: "Stopped", code: "ALARM_ACTIVE", message, rollback: rollbackOnAlarm } as const;
      this.send(deployment, { type: "interrupt", ending });
    };
    try {
      const active = await this.options.alarms.active(region, names);
      if (active.length > 0) {
        stop(
          "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the " +
            `affected deployments have been stopped. Activated alarms: ${active.join(", ")}`,
        );
      }
    } catch (error) {
      if (alarms?.ignorePollAlarmFailure !== true)
        stop(`The state of the alarms could not be retrieved: ${String(error)}`);
    }
    this.options.clock.after(this.options.clock.minute * ALARM_INTERVAL, () => void this.watchAlarms(deployment));
  }
}

function failure(command: Extract<Command, { kind: "perform" }>, error: unknown): { code: ErrorCode; message: string } {
  if (error instanceof EffectError) return { code: error.code, message: error.message };
  const reason = messageOf(error);
  if (command.effect.kind === "invokeHook") return { code: "HOOK_EXECUTION_FAILURE", message: reason };
  return {
    code: "ECS_UPDATE_ERROR",
    message: `The ECS service cannot be updated due to the following error: ${reason}`,
  };
}
