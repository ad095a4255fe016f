import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LbListener, LbTargetGroup } from "../aws";
import type { Environment } from "../environments/schema";
import type { Names } from "../lib/names";
import { literal } from "../lib/template";
import { fixedName } from "./fixed-name";
import { ignoredChanges } from "./left-to-others";

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

/**
 * The hands-on's ports, for every environment. ECS registers each task with its container's own port, so a group's port
 * is a default that nothing falls back on. Taken from a listener or from the container it would replace the target
 * group, maybe the one that carries traffic, when that port changes.
 */
const targetGroupPorts: BlueGreen<number> = { blue: 80, green: 8080 };

export interface BlueGreenTrafficProps {
  readonly vpcId: string;
  readonly loadBalancerArn: string;
  readonly names: Names["targetGroups"];
  readonly productionPort: number;
  readonly testPort: number;
  readonly healthCheck: Environment["service"]["healthCheck"];
}

/**
 * A pair of target groups and the two listeners between which CodeDeploy moves them: production, and test, where the
 * replacement shows itself before it takes traffic. Both listeners are on one load balancer, as CodeDeploy demands.
 *
 * At birth production forwards to blue and test to green. From then on CodeDeploy owns who forwards where.
 * Source: AWS CodeDeploy user guide, "Before you begin an Amazon ECS deployment".
 */
export class BlueGreenTraffic extends Construct {
  readonly targetGroups: BlueGreen<TargetGroup>;
  readonly listenerArns: { readonly production: string; readonly test: string };
  /** Both listeners: ECS refuses a service whose target group hangs on none (terraform-provider-aws 3495). */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: BlueGreenTrafficProps) {
    super(scope, id);
    const blue = this.createTargetGroup("blue", props);
    const green = this.createTargetGroup("green", props);
    const production = this.createListener("production", props.loadBalancerArn, props.productionPort, blue);
    const test = this.createListener("test", props.loadBalancerArn, props.testPort, green);

    this.targetGroups = { blue: { name: blue.name, arn: blue.arn }, green: { name: green.name, arn: green.arn } };
    this.listenerArns = { production: production.arn, test: test.arn };
    this.ready = [production, test];
  }

  private createTargetGroup(
    colour: keyof BlueGreen<TargetGroup>,
    { names, vpcId, healthCheck }: BlueGreenTrafficProps,
  ): LbTargetGroup {
    return new LbTargetGroup(this, colour, {
      name: names[colour],
      vpcId,
      port: targetGroupPorts[colour],
      protocol: "HTTP",
      // The provider's default is "instance"; a task under awsvpc has an address of its own and no instance.
      targetType: "ip",
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
      lifecycle: fixedName,
    });
  }

  private createListener(
    id: "production" | "test",
    loadBalancerArn: string,
    port: number,
    first: LbTargetGroup,
  ): LbListener {
    return new LbListener(this, id, {
      loadBalancerArn,
      port,
      protocol: "HTTP",
      defaultAction: [{ type: "forward", targetGroupArn: first.arn }],
      lifecycle: { ignoreChanges: ignoredChanges("aws_lb_listener") },
    });
  }
}
