import type { z } from "zod";
import type { ServiceDeployments } from "../../ecs/task-set";
import { invalidValue } from "../checks/invalid-value";
import type { LoadBalancers, Revisions } from "../checks/ports";
import type { Runner } from "../run/runner";
import type { RegionState } from "../state";

/** What an operation works with: the state of the call's region and the neighbours it may ask. */
export interface Context {
  readonly region: string;
  readonly accountId: string;
  readonly state: RegionState;
  readonly services: ServiceDeployments;
  readonly loadBalancers: LoadBalancers;
  readonly revisions: Revisions;
  readonly runner: Runner;
  readonly now: () => Date;
}

/** One CodeDeploy action. Throws AwsError; what it returns is the answer's JSON, with dates still as Date. */
export type Operation = (context: Context, body: unknown) => Promise<object>;

/** Binds an action to the shape of its input, so that its code sees typed values only. */
export function operation<Shape extends z.ZodType>(
  shape: Shape,
  run: (context: Context, input: z.output<Shape>) => object | Promise<object>,
): Operation {
  return async (context, body) => {
    const input = shape.safeParse(body);
    if (!input.success) throw invalidValue(input.error);
    return run(context, input.data);
  };
}
