import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { VpcSecurityGroupEgressRule, VpcSecurityGroupIngressRule } from "../../aws";
import type { SecurityGroupName } from "../../environments/names";
import { createBeforeDestroy } from "../shared/create-before-destroy";
import { everywhere, tcp } from "./security-groups";

/** A group of others, in which a rule is made too. */
export interface PeerGroup {
  readonly groupId: string;
  readonly name: SecurityGroupName;
}

/** What something in a private subnet calls. */
export interface EgressTarget {
  /** Undefined where there are no interface endpoints. */
  readonly endpoints: PeerGroup | undefined;
  readonly s3PrefixListId: string;
  /** Whether there is a NAT gateway. */
  readonly internet: boolean;
}

export interface EgressRulesProps extends EgressTarget {
  readonly groupId: string;
  readonly name: SecurityGroupName;
}

/** HTTPS from a group to AWS's interface endpoints and to S3, and to everyone where there is a NAT gateway. */
export class EgressRules extends Construct {
  readonly ready: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EgressRulesProps,
  ) {
    super(scope, id);
    const { endpoints, internet, s3PrefixListId } = props;
    this.ready = [
      ...(endpoints === undefined ? [] : this.allowBetween(endpoints)),
      this.allowOut("to_s3", "S3", { prefixListId: s3PrefixListId }),
      ...(internet ? [this.allowOut("to_internet", "everywhere, through NAT", { cidrIpv4: everywhere })] : []),
    ];
  }

  private allowBetween({ groupId, name }: PeerGroup): readonly ITerraformDependable[] {
    return [
      this.allowOut("to_endpoints", name.tag, { referencedSecurityGroupId: groupId }),
      new VpcSecurityGroupIngressRule(this, "into_endpoints", {
        securityGroupId: groupId,
        description: `HTTPS from ${this.props.name.tag}`,
        ...tcp(443),
        referencedSecurityGroupId: this.props.groupId,
        tags: { Name: name.tag },
        lifecycle: createBeforeDestroy,
      }),
    ];
  }

  private allowOut(
    id: string,
    to: string,
    peer: { prefixListId: string } | { cidrIpv4: string } | { referencedSecurityGroupId: string },
  ): VpcSecurityGroupEgressRule {
    return new VpcSecurityGroupEgressRule(this, id, {
      securityGroupId: this.props.groupId,
      description: `HTTPS to ${to}`,
      ...tcp(443),
      ...peer,
      tags: { Name: this.props.name.tag },
      lifecycle: createBeforeDestroy,
    });
  }
}
