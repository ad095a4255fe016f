import { AwsError, type Handler } from "../call";
import type { ServiceDeployments } from "../ecs/task-set";
import { applicationOperations } from "./applications";
import { configOperations } from "./deployment-configs";
import { groupOperations } from "./deployment-groups";
import type { Operation } from "./operation";
import type { LoadBalancers } from "./ports";
import { RegionState } from "./state";
import { tagOperations } from "./tag-operations";
import { readBody, writeReply } from "./wire";

export { loadBalancersAt } from "./elastic-load-balancing";

export interface CodeDeployOptions {
  /** The account of the local AWS: twelve digits. */
  readonly accountId: string;
  /** ECS as deployments see it. */
  readonly services: ServiceDeployments;
  readonly loadBalancers: LoadBalancers;
  /** @default the time of day */
  readonly now?: () => Date;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...applicationOperations,
  ...groupOperations,
  ...configOperations,
  ...tagOperations,
};

/**
 * AWS CodeDeploy for ECS. It takes the place of moto's, whose applications cannot be read, whose groups
 * cannot be updated or deleted, and whose deployments never run.
 *
 * @returns a handler of every call to the service "codedeploy"
 */
export function codeDeploy(options: CodeDeployOptions): Handler {
  const regions = new Map<string, RegionState>();
  const now = options.now ?? (() => new Date());
  return async (call) => {
    const run = OPERATIONS[call.action];
    if (run === undefined) {
      throw new AwsError("NotImplementedException", `The local AWS has no CodeDeploy action ${call.action}.`, 501);
    }
    const state = regions.get(call.region) ?? new RegionState();
    regions.set(call.region, state);
    const context = {
      region: call.region,
      accountId: options.accountId,
      state,
      services: options.services,
      loadBalancers: options.loadBalancers,
      now,
    };
    return writeReply(await run(context, readBody(call)));
  };
}
