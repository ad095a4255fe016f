import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LbListener, type LbListenerDefaultAction } from "../../aws";
import { ignoredChanges } from "../../lib/terraform/ignored-attributes";
import type { BlueGreen, TargetGroup } from "./target-group-pair";

/** Something that production and test have one each of: a port, an ARN. */
export interface ProductionAndTest<T> {
  readonly production: T;
  readonly test: T;
}

/** What a listener needs to speak TLS. */
export interface Tls {
  readonly certificateArn: string;
  /** Name of the security policy: which versions and ciphers are taken. */
  readonly policy: string;
}

export interface ListenerPairProps {
  readonly loadBalancerArn: string;
  readonly ports: ProductionAndTest<number>;
  /** @default plain HTTP */
  readonly tls?: Tls | undefined;
  /**
   * The service that gets every request. At birth production forwards to blue and test to green; from then on
   * CodeDeploy owns who forwards where.
   * @default none: services have rules, and what no rule takes is answered with 404
   */
  readonly everythingTo?: BlueGreen<TargetGroup> | undefined;
}

/**
 * A production listener, and a test listener, where a replacement shows itself before it takes traffic. Both are on one
 * load balancer, as CodeDeploy demands.
 */
export class ListenerPair extends Construct {
  readonly arns: ProductionAndTest<string>;
  /** ECS refuses a service whose target group hangs on no listener (terraform-provider-aws 3495). */
  readonly ready: readonly ITerraformDependable[];
  protected readonly production: LbListener;

  constructor(scope: Construct, id: string, props: ListenerPairProps) {
    super(scope, id);
    this.production = this.createListener("production", props, firstAction(props.everythingTo?.blue));
    const test = this.createListener("test", props, firstAction(props.everythingTo?.green));
    this.arns = { production: this.production.arn, test: test.arn };
    this.ready = [this.production, test];
  }

  private createListener(
    id: keyof ProductionAndTest<LbListener>,
    { loadBalancerArn, ports, tls }: ListenerPairProps,
    action: LbListenerDefaultAction,
  ): LbListener {
    return new LbListener(this, id, {
      loadBalancerArn,
      port: ports[id],
      ...(tls === undefined
        ? { protocol: "HTTP" }
        : { protocol: "HTTPS", certificateArn: tls.certificateArn, sslPolicy: tls.policy }),
      defaultAction: [action],
      lifecycle: { ignoreChanges: ignoredChanges("aws_lb_listener") },
    });
  }
}

function firstAction(targetGroup: TargetGroup | undefined): LbListenerDefaultAction {
  return targetGroup === undefined
    ? {
        type: "fixed-response",
        fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
      }
    : { type: "forward", targetGroupArn: targetGroup.arn };
}
