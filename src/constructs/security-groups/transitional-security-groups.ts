import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { retainedScope } from "../shared/retained";
import type { GroupOf, InstanceAccess, ListenerAccess, SecurityGroups, TaskAccess } from "./security-groups";

/**
 * Both ways to group at once, while running tasks still have the groups of the one before. The load balancer and the
 * endpoints have the groups of both, so that each side's rules hold; new tasks and instances get those declared.
 */
export class TransitionalSecurityGroups implements SecurityGroups {
  readonly loadBalancerGroupIds: readonly [string, ...string[]];
  readonly endpointsGroupIds: readonly string[];
  readonly ready: readonly ITerraformDependable[];

  constructor(
    private readonly declared: SecurityGroups,
    private readonly retained: SecurityGroups,
  ) {
    this.loadBalancerGroupIds = [...declared.loadBalancerGroupIds, ...retained.loadBalancerGroupIds];
    this.endpointsGroupIds = [...declared.endpointsGroupIds, ...retained.endpointsGroupIds];
    this.ready = [...declared.ready, ...retained.ready];
  }

  forTasks(scope: Construct, tasks: TaskAccess): GroupOf {
    return both(this.declared.forTasks(scope, tasks), this.retained.forTasks(retainedScope(scope), tasks));
  }

  forListeners(scope: Construct, access: ListenerAccess): readonly ITerraformDependable[] {
    return [...this.declared.forListeners(scope, access), ...this.retained.forListeners(retainedScope(scope), access)];
  }

  forInstances(scope: Construct, instances: InstanceAccess): GroupOf {
    return both(
      this.declared.forInstances(scope, instances),
      this.retained.forInstances(retainedScope(scope), instances),
    );
  }
}

function both(declared: GroupOf, retained: GroupOf): GroupOf {
  return { id: declared.id, retainedId: retained.id, ready: [...declared.ready, ...retained.ready] };
}
