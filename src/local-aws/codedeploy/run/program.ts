import type { TrafficRoutingConfig } from "@aws-sdk/client-codedeploy";
import type { AppSpec } from "../../../release-contract/app-spec";

/**
 * Lifecycle of a deployment to ECS, in order.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#reference-appspec-file-structure-hooks-run-order-ecs
 */
export const LIFECYCLE_EVENTS = [
  "BeforeInstall",
  "Install",
  "AfterInstall",
  "AllowTestTraffic",
  "AfterAllowTestTraffic",
  "BeforeAllowTraffic",
  "AllowTraffic",
  "AfterAllowTraffic",
] as const;

export type LifecycleEventName = (typeof LIFECYCLE_EVENTS)[number];

/** What a deployment does to the world outside it. */
export type Effect =
  /** Keeps the routes as they are in mind, clears leftovers and starts the replacement task set. */
  | { readonly kind: "createReplacement" }
  | { readonly kind: "awaitSteadyState" }
  | { readonly kind: "routeTestTraffic" }
  /** Sends this percentage of production traffic to the replacement, the rest to the original. */
  | { readonly kind: "routeProductionTraffic"; readonly percent: number }
  /** The replacement becomes the service's PRIMARY task set. */
  | { readonly kind: "promoteReplacement" }
  | { readonly kind: "terminateOriginal" }
  | { readonly kind: "invokeHook"; readonly event: LifecycleEventName; readonly functionName: string }
  /** Routes and PRIMARY task set as they were before the deployment. */
  | { readonly kind: "restoreOriginal" }
  | { readonly kind: "removeReplacement" };

/** Waits of a deployment; ContinueDeployment ends the first and the last of them. */
export type WaitName = "READY_WAIT" | "SHIFT_WAIT" | "TERMINATION_WAIT";

export type Step =
  | { readonly kind: "effect"; readonly effect: Effect; readonly timeoutMinutes?: number }
  | {
      readonly kind: "wait";
      readonly wait: WaitName;
      readonly minutes: number;
      readonly onTimeout: "proceed" | "stop";
    };

/** A lifecycle event with its steps, or steps between two events. */
export interface Stage {
  readonly event?: LifecycleEventName;
  /** The event does not take place in this deployment. */
  readonly skipped?: true;
  readonly steps: readonly Step[];
}

export type Program = readonly Stage[];

/** AWS gives the replacement's tasks, and each Lambda function, an hour. */
const HOUR = 60;

export interface ProgramOptions {
  readonly hooks: AppSpec["hooks"];
  readonly hasTestRoute: boolean;
  readonly traffic: TrafficRoutingConfig;
  /** Minutes to wait for ContinueDeployment before the deployment stops; undefined: traffic moves at once. */
  readonly readyWaitMinutes: number | undefined;
  readonly terminationWaitMinutes: number;
}

/** What a deployment does, step by step, if nothing comes in between. */
export function deploymentProgram(options: ProgramOptions): Program {
  const { readyWaitMinutes } = options;
  const hook = (event: keyof AppSpec["hooks"]): Stage => ({ event, steps: hookSteps(event, options.hooks[event]) });
  const testStages: Stage[] = [
    { event: "AllowTestTraffic", steps: [perform({ kind: "routeTestTraffic" })] },
    hook("AfterAllowTestTraffic"),
  ];
  return [
    hook("BeforeInstall"),
    {
      event: "Install",
      steps: [perform({ kind: "createReplacement" }), perform({ kind: "awaitSteadyState" }, HOUR)],
    },
    hook("AfterInstall"),
    ...(options.hasTestRoute ? testStages : testStages.map(skip)),
    ...(readyWaitMinutes === undefined ? [] : [{ steps: [wait("READY_WAIT", readyWaitMinutes, "stop")] }]),
    hook("BeforeAllowTraffic"),
    { event: "AllowTraffic", steps: [...shifts(options.traffic), perform({ kind: "promoteReplacement" })] },
    hook("AfterAllowTraffic"),
    {
      steps: [
        wait("TERMINATION_WAIT", options.terminationWaitMinutes, "proceed"),
        perform({ kind: "terminateOriginal" }),
      ],
    },
  ];
}

/** What the rollback of a deployment does: traffic returns at once, whatever the configuration. */
export function rollbackProgram(): Program {
  return [
    ...LIFECYCLE_EVENTS.map((event) =>
      event === "AllowTraffic" ? { event, steps: [perform({ kind: "restoreOriginal" })] } : skip({ event, steps: [] }),
    ),
    { steps: [perform({ kind: "removeReplacement" })] },
  ];
}

/** The shifts of production traffic that a deployment configuration asks for, with the waits between them. */
export function shifts(traffic: TrafficRoutingConfig): readonly Step[] {
  const { percentage, minutes, all } = increments(traffic);
  const percents: number[] = [];
  for (let percent = percentage; percent < 100 && !(all && percents.length > 0); percent += percentage) {
    percents.push(percent);
  }
  return [
    ...percents.flatMap((percent) => [
      perform({ kind: "routeProductionTraffic", percent }),
      wait("SHIFT_WAIT", minutes, "proceed"),
    ]),
    perform({ kind: "routeProductionTraffic", percent: 100 }),
  ];
}

/** @returns all: after the first increment comes all the rest, as in a canary */
function increments({ type, timeBasedCanary, timeBasedLinear }: TrafficRoutingConfig): {
  readonly percentage: number;
  readonly minutes: number;
  readonly all: boolean;
} {
  if (type === "TimeBasedCanary") {
    const { canaryPercentage = 100, canaryInterval = 0 } = timeBasedCanary ?? {};
    return { percentage: canaryPercentage, minutes: canaryInterval, all: true };
  }
  if (type === "TimeBasedLinear") {
    const { linearPercentage = 100, linearInterval = 0 } = timeBasedLinear ?? {};
    return { percentage: linearPercentage, minutes: linearInterval, all: false };
  }
  return { percentage: 100, minutes: 0, all: true };
}

function hookSteps(event: LifecycleEventName, functionName: string | undefined): readonly Step[] {
  return functionName === undefined ? [] : [perform({ kind: "invokeHook", event, functionName }, HOUR)];
}

function perform(effect: Effect, timeoutMinutes?: number): Step {
  return { kind: "effect", effect, ...(timeoutMinutes !== undefined && { timeoutMinutes }) };
}

function wait(name: WaitName, minutes: number, onTimeout: "proceed" | "stop"): Step {
  return { kind: "wait", wait: name, minutes, onTimeout };
}

function skip(stage: Stage): Stage {
  return { ...stage, skipped: true, steps: [] };
}
