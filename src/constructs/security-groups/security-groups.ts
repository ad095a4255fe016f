import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { SecurityGroupName } from "../../environments/names";
import type { ProductionAndTest } from "../load-balancer/listener-pair";

/**
 * Who may talk to whom in an environment: the two ways to group, {@link SharedSecurityGroups} and
 * {@link SeparateSecurityGroups}, or both for a while, as everything else sees them.
 */
export interface SecurityGroups {
  /** The declared one first. */
  readonly loadBalancerGroupIds: readonly [string, ...string[]];
  /** The declared one first; none where there are no interface endpoints. */
  readonly endpointsGroupIds: readonly string[];
  /** The load balancer's rules. */
  readonly ready: readonly ITerraformDependable[];
  /** The group of one service's tasks. What is made for it alone is made in `scope`, which is the service's own. */
  forTasks(scope: Construct, tasks: TaskAccess): GroupOf;
  /** Opens listeners of one service to those who may come to the load balancer's own. Made in `scope`; the rules. */
  forListeners(scope: Construct, access: ListenerAccess): readonly ITerraformDependable[];
  /** The group of the environment's own instances; as {@link forTasks}. */
  forInstances(scope: Construct, instances: InstanceAccess): GroupOf;
}

export interface TaskAccess extends InstanceAccess {
  /** Port of the container that the load balancer sends traffic to. */
  readonly containerPort: number;
  /** The port that running tasks still listen on. @default the same */
  readonly retainedPort?: number | undefined;
}

export interface ListenerAccess {
  /** The service's name in the configuration. */
  readonly key: string;
  readonly ports: ProductionAndTest<number>;
}

export interface InstanceAccess {
  readonly name: SecurityGroupName;
  /** Of S3 in the region; the gateway endpoint knows it. */
  readonly s3PrefixListId: string;
}

export interface GroupOf {
  readonly id: string;
  /** The group that running tasks still have, where it is another. */
  readonly retainedId?: string;
  /** The rules, without which no image is pulled and no health check comes through. */
  readonly ready: readonly ITerraformDependable[];
}

export const everywhere = "0.0.0.0/0";

/** One port as the rules of a security group say it; with another one, all from the lower to the higher. */
export function tcp(port: number, other = port) {
  return { ipProtocol: "tcp", fromPort: Math.min(port, other), toPort: Math.max(port, other) } as const;
}
