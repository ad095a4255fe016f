import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SecurityGroup } from "../../aws";
import { createBeforeDestroy } from "../shared/create-before-destroy";
import { type EgressTarget, EgressRules } from "./egress-rules";
import type { GroupOf, InstanceAccess } from "./security-groups";

export interface InstanceSecurityGroupProps extends InstanceAccess, EgressTarget {
  readonly vpcId: string;
}

/** The group of the environment's own instances: out to AWS, nothing in. The tasks on them have groups of their own. */
export class InstanceSecurityGroup extends Construct implements GroupOf {
  readonly id: string;
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: InstanceSecurityGroupProps) {
    super(scope, id);
    const { vpcId, name } = props;
    const group = new SecurityGroup(this, "Resource", {
      vpcId,
      name: name.name,
      description: `Container instances: ${name.tag}`,
      tags: { Name: name.tag },
      lifecycle: createBeforeDestroy,
    });
    this.id = group.id;
    this.ready = new EgressRules(this, "out", { ...props, groupId: group.id }).ready;
  }
}
