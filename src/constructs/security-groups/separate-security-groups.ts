import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SecurityGroup, VpcSecurityGroupIngressRule } from "../../aws";
import type { Names, SecurityGroupName } from "../../environments/names";
import { createBeforeDestroy } from "../shared/create-before-destroy";
import { InstanceSecurityGroup } from "./instance-security-group";
import {
  everywhere,
  type GroupOf,
  type InstanceAccess,
  type ListenerAccess,
  type SecurityGroups,
  type TaskAccess,
  tcp,
} from "./security-groups";
import { TaskSecurityGroup } from "./task-security-group";
import { waive } from "../shared/waive";

/** A port of the load balancer, and the ranges that may come to it; none closes it. */
export interface IngressPort {
  readonly port: number;
  readonly from: readonly string[];
}

export interface SeparateSecurityGroupsProps {
  readonly vpcId: string;
  readonly names: Pick<Names, "loadBalancerSecurityGroup" | "endpointsSecurityGroup">;
  readonly entrances: {
    readonly production: IngressPort;
    readonly test: IngressPort;
    /** Where plain HTTP is told to come by HTTPS. @default none */
    readonly redirect?: IngressPort | undefined;
  };
  /** Whether there are interface endpoints, and so a group for them. */
  readonly interfaceEndpoints: boolean;
  /** Whether there is a NAT gateway, and tasks may talk HTTPS to everyone. */
  readonly internet: boolean;
}

/**
 * A group for the load balancer, one for the endpoints and one for each service's tasks, each open for just those that it
 * talks to. What a service needs in the others' groups is made with the service: adding or removing one touches nothing
 * else. Answers need no rules, nor do names: security groups do not filter the VPC's resolver.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
export class SeparateSecurityGroups extends Construct implements SecurityGroups {
  readonly loadBalancerGroupIds: readonly [string];
  readonly endpointsGroupIds: readonly string[];
  readonly ready: readonly ITerraformDependable[];
  private readonly loadBalancerGroupId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SeparateSecurityGroupsProps,
  ) {
    super(scope, id);
    const { names, entrances, interfaceEndpoints } = props;

    this.loadBalancerGroupId = this.createGroup("load_balancer", names.loadBalancerSecurityGroup, "Load balancer");
    const production = this.open(this, "production", entrances.production);
    const test = this.open(this, "test", entrances.test);
    // Where a running environment turns to TLS, production's rules have to leave port 80 first: AWS takes no rule twice.
    const redirect =
      entrances.redirect === undefined ? [] : this.open(this, "redirect", entrances.redirect, production);
    this.ready = [...production, ...test, ...redirect];
    this.loadBalancerGroupIds = [this.loadBalancerGroupId];
    this.endpointsGroupIds = interfaceEndpoints
      ? [this.createGroup("endpoints", names.endpointsSecurityGroup, "Interface endpoints of AWS services")]
      : [];
  }

  forTasks(scope: Construct, tasks: TaskAccess): TaskSecurityGroup {
    return new TaskSecurityGroup(scope, "security_group", {
      ...tasks,
      ...this.outward(),
      loadBalancer: { groupId: this.loadBalancerGroupId, name: this.props.names.loadBalancerSecurityGroup },
    });
  }

  forListeners(scope: Construct, { key, ports }: ListenerAccess): readonly ITerraformDependable[] {
    const { production, test } = this.props.entrances;
    const ingress = new Construct(scope, "ingress");
    return [
      ...this.open(ingress, "production", { port: ports.production, from: production.from, service: key }),
      ...this.open(ingress, "test", { port: ports.test, from: test.from, service: key }),
    ];
  }

  forInstances(scope: Construct, instances: InstanceAccess): GroupOf {
    return new InstanceSecurityGroup(scope, "security_group", { ...instances, ...this.outward() });
  }

  private outward() {
    const { vpcId, internet, names } = this.props;
    const [groupId] = this.endpointsGroupIds;
    const endpoints = groupId === undefined ? undefined : { groupId, name: names.endpointsSecurityGroup };
    return { vpcId, internet, endpoints };
  }

  private createGroup(id: string, { name, tag }: SecurityGroupName, description: string): string {
    return new SecurityGroup(this, id, {
      vpcId: this.props.vpcId,
      name,
      description,
      tags: { Name: tag },
      lifecycle: createBeforeDestroy,
    }).id;
  }

  /** A rule for each range, keyed by it, so that another range in the list touches none of those that are there. */
  private open(
    scope: Construct,
    listener: string,
    { port, from, service }: IngressPort & { readonly service?: string },
    after: readonly VpcSecurityGroupIngressRule[] = [],
  ): readonly VpcSecurityGroupIngressRule[] {
    return from.map((range) => {
      const rule = new VpcSecurityGroupIngressRule(scope, `${listener}_${range.replaceAll(/\W/g, "_")}`, {
        securityGroupId: this.loadBalancerGroupId,
        description: `${listener} listener${service === undefined ? "" : ` of ${service}`}, from ${range}`,
        ...tcp(port),
        cidrIpv4: range,
        tags: { Name: this.props.names.loadBalancerSecurityGroup.tag },
        lifecycle: createBeforeDestroy,
        ...(after.length > 0 && { dependsOn: [...after] }),
      });
      if (range === everywhere && port === 80) {
        waive(rule, "CKV_AWS_260", "a listener of a load balancer that the environment opens to the internet");
      }
      return rule;
    });
  }
}
