import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SecurityGroup, VpcSecurityGroupEgressRule, VpcSecurityGroupIngressRule } from "../../aws";
import { createBeforeDestroy } from "../shared/create-before-destroy";
import { type PeerGroup, type EgressTarget, EgressRules } from "./egress-rules";
import { type GroupOf, type TaskAccess, tcp } from "./security-groups";

export interface TaskSecurityGroupProps extends TaskAccess, EgressTarget {
  readonly vpcId: string;
  readonly loadBalancer: PeerGroup;
}

/**
 * The group of one service's tasks: in from the load balancer to the container's port, out to AWS. With it come the other
 * side's rules, in the groups of the load balancer and of the endpoints.
 */
export class TaskSecurityGroup extends Construct implements GroupOf {
  readonly id: string;
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: TaskSecurityGroupProps) {
    super(scope, id);
    const { vpcId, name, loadBalancer } = props;
    const group = new SecurityGroup(this, "Resource", {
      vpcId,
      name: name.name,
      description: `Tasks: ${name.tag}`,
      tags: { Name: name.tag },
      lifecycle: createBeforeDestroy,
    });
    // One rule for both ports: AWS changes its range in one step, and takes no rule twice.
    const port = tcp(props.containerPort, props.retainedPort);
    const fromLoadBalancer = new VpcSecurityGroupIngressRule(this, "from_load_balancer", {
      securityGroupId: group.id,
      description: `Traffic and health checks from ${loadBalancer.name.tag}`,
      ...port,
      referencedSecurityGroupId: loadBalancer.groupId,
      tags: { Name: name.tag },
      lifecycle: createBeforeDestroy,
    });
    const outOfLoadBalancer = new VpcSecurityGroupEgressRule(this, "out_of_load_balancer", {
      securityGroupId: loadBalancer.groupId,
      description: `Traffic and health checks to ${name.tag}`,
      ...port,
      referencedSecurityGroupId: group.id,
      tags: { Name: loadBalancer.name.tag },
      lifecycle: createBeforeDestroy,
    });
    const outward = new EgressRules(this, "out", { ...props, groupId: group.id });

    this.id = group.id;
    this.ready = [fromLoadBalancer, outOfLoadBalancer, ...outward.ready];
  }
}
