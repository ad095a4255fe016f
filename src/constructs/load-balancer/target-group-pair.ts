import { Construct } from "constructs";
import { LbTargetGroup } from "../../aws";
import type { Service } from "../../environments/schema";
import type { ServiceNames } from "../../environments/names";
import { literal } from "../../lib/terraform/template";
import { createBeforeDestroy } from "../shared/create-before-destroy";
import { waive } from "../shared/waive";

/** The two target groups that take turns: one holds the tasks that serve, the other those that may come next. */
export interface BlueGreen<T> {
  readonly blue: T;
  readonly green: T;
}

/** A target group as CodeDeploy (by name) and ECS (by ARN) know it. */
export interface TargetGroup {
  readonly name: string;
  readonly arn: string;
}

/** As CloudWatch knows it, too. */
export interface MeasuredTargetGroup extends TargetGroup {
  readonly arnSuffix: string;
}

/**
 * The hands-on's ports, for every environment. ECS registers each task with its container's own port, so a group's port
 * is a default that nothing falls back on. Taken from a listener or from the container it would replace the target
 * group, maybe the one that carries traffic, when that port changes.
 */
const ports: BlueGreen<number> = { blue: 80, green: 8080 };

export interface TargetGroupPairProps {
  readonly vpcId: string;
  readonly names: ServiceNames["targetGroups"];
  readonly healthCheck: Service["healthCheck"];
  /** Seconds in which a task that is leaving still finishes the requests it has. */
  readonly deregistrationDelaySeconds: number;
}

/**
 * A service's pair of target groups, alike but for name and port, as CodeDeploy demands.
 * Source: AWS CodeDeploy user guide, "Before you begin an Amazon ECS deployment".
 */
export class TargetGroupPair extends Construct implements BlueGreen<MeasuredTargetGroup> {
  readonly blue: MeasuredTargetGroup;
  readonly green: MeasuredTargetGroup;

  constructor(scope: Construct, id: string, props: TargetGroupPairProps) {
    super(scope, id);
    this.blue = this.createTargetGroup("blue", props);
    this.green = this.createTargetGroup("green", props);
  }

  private createTargetGroup(
    colour: keyof BlueGreen<TargetGroup>,
    { names, vpcId, healthCheck, deregistrationDelaySeconds }: TargetGroupPairProps,
  ): MeasuredTargetGroup {
    const group = new LbTargetGroup(this, colour, {
      name: names[colour],
      vpcId,
      port: ports[colour],
      protocol: "HTTP",
      // The provider's default is "instance"; a task under awsvpc has an address of its own and no instance.
      targetType: "ip",
      deregistrationDelay: `${deregistrationDelaySeconds}`,
      // All written out: the provider's defaults (3 and 3 checks, 6 s) are those of no other tool.
      healthCheck: {
        enabled: true,
        protocol: "HTTP",
        port: "traffic-port",
        path: literal(healthCheck.path),
        matcher: healthCheck.matcher,
        interval: healthCheck.intervalSeconds,
        timeout: healthCheck.timeoutSeconds,
        healthyThreshold: healthCheck.healthyThreshold,
        unhealthyThreshold: healthCheck.unhealthyThreshold,
      },
      lifecycle: createBeforeDestroy,
    });
    waive(
      group,
      "CKV_AWS_378",
      "TLS ends at the load balancer; behind it only the load balancer's security group can speak to tasks",
    );
    return { name: group.name, arn: group.arn, arnSuffix: group.arnSuffix };
  }
}
