import { z } from "zod";
import { section, unionErrorOf, wholeBetween } from "../rule";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html */
const weight = wholeBetween(0, 1000, {
  kind: "a weight of a capacity provider",
  unit: "shares of the tasks beyond the base",
  remedy: "Two weights of 1 place every second task on each.",
});

/** Tasks on AWS's own capacity, at list price. */
const fargate = section({
  /** Fargate, Fargate with a share of spot capacity, or the instances of `cluster.ec2Capacity`. */
  type: z.literal("fargate"),
});

/**
 * Some tasks on spare capacity of AWS, about 70 % cheaper (0.25 vCPU and 0.5 GB: 11 US$ a month on demand, about 3.50 on
 * spot). AWS takes a spot task back with two minutes' notice, by SIGTERM: it has to finish its requests and end. Where
 * there is no spare capacity a task waits for it and does not move to on-demand: a deployment may then fail, and fewer
 * tasks serve. X86_64 and ARM64 both run on spot, Windows does not.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
const fargateSpot = section({
  type: z.literal("fargate-spot"),
  /** Tasks that always run on demand, before weights count: those that have to survive a lack of spare capacity. @default 1 */
  onDemandBase: wholeBetween(0, 100_000, {
    kind: "a base of a capacity provider",
    unit: "tasks",
    remedy: "Choose as many as can serve all traffic in need.",
  }).default(1),
  /** Share of the tasks beyond the base that runs on demand. @default 1 */
  onDemandWeight: weight.default(1),
  /** Share of the tasks beyond the base that runs on spot. @default 1 */
  spotWeight: weight.default(1),
});

/** Tasks on the environment's own instances, `cluster.ec2Capacity`, which cost the same whether tasks fill them or not. */
const ec2 = section({ type: z.literal("ec2") });

const computeError = unionErrorOf(
  { kind: "a type of compute", allowed: "fargate, fargate-spot, ec2", remedy: "Choose one of these." },
  { kind: "a choice of compute", allowed: "an object with type", remedy: 'Write { type: "fargate" } here.' },
);

/**
 * Where the tasks of a service run. Only a release moves a running service: Terraform changes what the next one carries.
 * @default { type: "fargate" }
 */
export const compute = z
  .discriminatedUnion("type", [fargate, fargateSpot, ec2], {
    error: computeError,
  })
  .prefault({ type: "fargate" });

export type Compute = z.output<typeof compute>;
