import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LbListener, type LbListenerDefaultAction } from "../aws";
import { ignoredChanges } from "../lib/left-to-others";
import type { BlueGreen, TargetGroup } from "./target-group-pair";

/** What a listener needs to speak TLS. */
export interface Tls {
  readonly certificateArn: string;
  /** Name of the security policy: which versions and ciphers are taken. */
  readonly policy: string;
}

export interface ListenersProps {
  readonly loadBalancerArn: string;
  readonly ports: { readonly production: number; readonly test: number };
  /** @default plain HTTP, and no redirect */
  readonly tls?: Tls | undefined;
  /**
   * The service that gets every request. At birth production forwards to blue and test to green; from then on
   * CodeDeploy owns who forwards where.
   * @default none: services have rules, and what no rule takes is answered with 404
   */
  readonly everythingTo?: BlueGreen<TargetGroup> | undefined;
}

/** Where browsers knock without being told a port. */
const plainHttpPort = 80;

/** The port that the redirect to HTTPS has to listen on, if there is one. */
export function redirectPort(tls: boolean): number | undefined {
  return tls ? plainHttpPort : undefined;
}

/**
 * The load balancer's listeners: production, and test, where a replacement shows itself before it takes traffic. Both are
 * on one load balancer, as CodeDeploy demands. With TLS a third one sends browsers that come by plain HTTP to production.
 */
export class Listeners extends Construct {
  readonly arns: { readonly production: string; readonly test: string };
  /** Production and test: ECS refuses a service whose target group hangs on none (terraform-provider-aws 3495). */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ListenersProps) {
    super(scope, id);
    const production = this.createListener("production", props, firstAction(props.everythingTo?.blue));
    const test = this.createListener("test", props, firstAction(props.everythingTo?.green));
    if (props.tls !== undefined) this.createRedirect(props, production);

    this.arns = { production: production.arn, test: test.arn };
    this.ready = [production, test];
  }

  private createListener(
    id: "production" | "test",
    { loadBalancerArn, ports, tls }: ListenersProps,
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

  /** After production, which may have to leave port 80 first where a running environment turns to TLS. */
  private createRedirect({ loadBalancerArn, ports }: ListenersProps, production: LbListener): void {
    new LbListener(this, "redirect", {
      loadBalancerArn,
      port: plainHttpPort,
      protocol: "HTTP",
      defaultAction: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: `${ports.production}`, statusCode: "HTTP_301" } },
      ],
      dependsOn: [production],
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
