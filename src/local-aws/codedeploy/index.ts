import { AwsError, type Handler } from "../protocol/call";
import type { ServiceDeployments } from "../ecs/task-set";
import { rememberIn, rollbackOf } from "./after-deployment";
import { revisionOperations } from "./operations/application-revisions";
import { applicationOperations } from "./operations/applications";
import type { MotoDependencies } from "./clients";
import { createDeploymentOperations } from "./operations/create-deployment";
import { configOperations } from "./operations/deployment-configs";
import { deploymentControlOperations } from "./operations/deployment-control";
import { groupOperations } from "./operations/deployment-groups";
import { deploymentTargetOperations } from "./operations/deployment-targets";
import { deploymentOperations } from "./operations/deployments";
import { noHooks } from "./hooks";
import type { Operation } from "./operations/operation";
import type { HookInvoker } from "./checks/ports";
import { type Clock, systemClock } from "./run/clock";
import { Runner } from "./run/runner";
import { RegionState } from "./state";
import { tagOperations } from "./operations/tag-operations";
import { readBody, writeReply } from "./wire";

export { motoDependencies } from "./clients";
export type { HookEvent, HookInvoker } from "./checks/ports";
export { systemClock } from "./run/clock";

export interface CodeDeployOptions extends MotoDependencies {
  /** The account of the local AWS: twelve digits. */
  readonly accountId: string;
  /** ECS as deployments see it. */
  readonly services: ServiceDeployments;
  /** Runs the Lambda functions of lifecycle events. @default none can be run: such an event fails */
  readonly hooks?: HookInvoker;
  /** @default the system's clock, at real speed */
  readonly clock?: Clock;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...applicationOperations,
  ...groupOperations,
  ...configOperations,
  ...tagOperations,
  ...revisionOperations,
  ...createDeploymentOperations,
  ...deploymentOperations,
  ...deploymentControlOperations,
  ...deploymentTargetOperations,
};

/**
 * AWS CodeDeploy for ECS. It takes the place of moto's, whose applications cannot be read, whose groups
 * cannot be updated or deleted, and whose deployments never run.
 *
 * @returns a handler of every call to the service "codedeploy"
 */
export function codeDeploy(options: CodeDeployOptions): Handler & { close(): void } {
  const { accountId, services, loadBalancers, alarms, revisions, hooks = noHooks, clock = systemClock() } = options;
  const regions = new Map<string, RegionState>();
  const stateOf = (region: string): RegionState => {
    const state = regions.get(region) ?? new RegionState();
    regions.set(region, state);
    return state;
  };
  const now = (): Date => new Date(clock.now());
  const runner: Runner = new Runner({
    world: { services, loadBalancers, hooks },
    alarms,
    clock,
    rollBack: (failed, ending) => {
      const rollback = rollbackOf(failed, ending, now());
      stateOf(failed.region).deployments.set(rollback.id, rollback);
      runner.start(rollback);
    },
    ended: (deployment) => {
      rememberIn(stateOf(deployment.region), deployment);
    },
  });
  const handle: Handler = async (call) => {
    const run = OPERATIONS[call.action];
    if (run === undefined) {
      throw new AwsError("NotImplementedException", `The local AWS has no CodeDeploy action ${call.action}.`, 501);
    }
    const { region } = call;
    const context = { region, accountId, state: stateOf(region), services, loadBalancers, revisions, runner, now };
    return writeReply(await run(context, readBody(call)));
  };
  return Object.assign(handle, {
    close: () => {
      runner.close();
    },
  });
}
