import { Construct } from "constructs";
import { DefaultSecurityGroup } from "../../aws";

export interface LockedDefaultSecurityGroupProps {
  readonly vpcId: string;
  /** Tag `Name`. */
  readonly name: string;
}

/**
 * The group that AWS makes with every VPC and gives to whatever names no other, without the rules that AWS gives it (all
 * members to each other, everything out). Terraform takes it over as it is; destroying leaves it to AWS, locked.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export class LockedDefaultSecurityGroup extends Construct {
  constructor(scope: Construct, id: string, props: LockedDefaultSecurityGroupProps) {
    super(scope, id);
    new DefaultSecurityGroup(this, "Resource", {
      vpcId: props.vpcId,
      // Empty, not absent: so a rule that somebody adds is seen and taken away.
      ingress: [],
      egress: [],
      tags: { Name: props.name },
    });
  }
}
