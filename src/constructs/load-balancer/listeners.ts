import type { Construct } from "constructs";
import { LbListener } from "../../aws";
import { ListenerPair, type ListenerPairProps } from "./listener-pair";

/** Default HTTP port. */
const plainHttpPort = 80;

/** The port that the redirect to HTTPS has to listen on, if there is one. */
export function redirectPort(tls: boolean): number | undefined {
  return tls ? plainHttpPort : undefined;
}

/**
 * The load balancer's own listeners: production and test and, with TLS, a third one that sends browsers that come by plain
 * HTTP to production.
 */
export class Listeners extends ListenerPair {
  constructor(scope: Construct, id: string, props: ListenerPairProps) {
    super(scope, id, props);
    if (props.tls !== undefined) this.createRedirect(props);
  }

  /** After production, which may have to leave port 80 first where a running environment turns to TLS. */
  private createRedirect({ loadBalancerArn, ports }: ListenerPairProps): void {
    new LbListener(this, "redirect", {
      loadBalancerArn,
      port: plainHttpPort,
      protocol: "HTTP",
      defaultAction: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: `${ports.production}`, statusCode: "HTTP_301" } },
      ],
      dependsOn: [this.production],
    });
  }
}
