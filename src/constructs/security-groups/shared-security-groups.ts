import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  SecurityGroup,
  VpcSecurityGroupEgressRule,
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from "../../aws";
import type { Names, SecurityGroupName } from "../../environments/names";
import { createBeforeDestroy } from "../shared/create-before-destroy";
import { everywhere, type GroupOf, type ListenerAccess, type SecurityGroups, tcp } from "./security-groups";

export interface SharedSecurityGroupsProps {
  readonly vpcId: string;
  readonly names: Pick<Names, "publicSecurityGroup" | "privateSecurityGroup">;
  readonly listenerPorts: { readonly production: number; readonly test: number };
  /** Of all services together; each once. */
  readonly containerPorts: readonly number[];
}

type Source = Pick<VpcSecurityGroupIngressRuleConfig, "cidrIpv4" | "referencedSecurityGroupId">;

/**
 * Who may talk to whom: the world to the load balancer's two listeners (public group), the load balancer to the tasks
 * (private group), and anyone inside to the VPC endpoints, which share the private group.
 *
 * Rules are resources of their own: rules inside `aws_security_group` and beside it undo one another. They bear no
 * description because those of the hands-on bear none, and adopting it shall change nothing.
 */
export class SharedSecurityGroups extends Construct implements SecurityGroups {
  readonly loadBalancerGroupIds: readonly [string];
  readonly endpointsGroupIds: readonly [string];
  readonly ready: readonly ITerraformDependable[];
  /** Endpoints and tasks share it. */
  private readonly privateGroup: GroupOf;

  constructor(scope: Construct, id: string, props: SharedSecurityGroupsProps) {
    super(scope, id);
    const publicGroup = this.createGroup(
      "public",
      props.vpcId,
      props.names.publicSecurityGroup,
      "Public Security Group",
    );
    const privateGroup = this.createGroup(
      "private",
      props.vpcId,
      props.names.privateSecurityGroup,
      "Private Security Group",
    );

    this.loadBalancerGroupIds = [publicGroup.id];
    this.endpointsGroupIds = [privateGroup.id];
    this.ready = [
      allowIn(this, "public_production", publicGroup.id, props.listenerPorts.production, { cidrIpv4: everywhere }),
      allowIn(this, "public_test", publicGroup.id, props.listenerPorts.test, { cidrIpv4: everywhere }),
      this.allowAllOut("public_all", publicGroup),
    ];
    const privateRules = [
      ...[...new Set(props.containerPorts)].map((port) =>
        allowIn(this, `private_container_${port}`, privateGroup.id, port, {
          referencedSecurityGroupId: publicGroup.id,
        }),
      ),
      allowIn(this, "private_endpoints", privateGroup.id, 443, { cidrIpv4: everywhere }),
      this.allowAllOut("private_all", privateGroup),
    ];
    this.privateGroup = { id: privateGroup.id, ready: privateRules };
  }

  forTasks(): GroupOf {
    return this.privateGroup;
  }

  /** To everyone, as the load balancer's own. */
  forListeners(scope: Construct, { ports }: ListenerAccess): readonly ITerraformDependable[] {
    const ingress = new Construct(scope, "ingress");
    return (["production", "test"] as const).map((id) =>
      allowIn(ingress, id, this.loadBalancerGroupIds[0], ports[id], { cidrIpv4: everywhere }),
    );
  }

  forInstances(): GroupOf {
    return this.privateGroup;
  }

  private createGroup(id: string, vpcId: string, { name, tag }: SecurityGroupName, description: string): SecurityGroup {
    return new SecurityGroup(this, id, {
      vpcId,
      name,
      description,
      tags: { Name: tag },
      lifecycle: createBeforeDestroy,
    });
  }

  /** Terraform takes away the "allow all" that AWS gives to every new group, so it is said here. */
  private allowAllOut(id: string, group: SecurityGroup): VpcSecurityGroupEgressRule {
    return new VpcSecurityGroupEgressRule(this, id, {
      securityGroupId: group.id,
      ipProtocol: "-1",
      cidrIpv4: everywhere,
      lifecycle: createBeforeDestroy,
    });
  }
}

function allowIn(
  scope: Construct,
  id: string,
  securityGroupId: string,
  port: number,
  source: Source,
): VpcSecurityGroupIngressRule {
  return new VpcSecurityGroupIngressRule(scope, id, {
    securityGroupId,
    ...tcp(port),
    ...source,
    lifecycle: createBeforeDestroy,
  });
}
