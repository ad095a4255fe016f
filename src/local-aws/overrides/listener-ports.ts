import {
  type ElasticLoadBalancingV2Client,
  paginateDescribeListeners,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { AwsError } from "../protocol/call";

/**
 * A load balancer has one listener on a port. moto takes a second one. AWS answers a CreateListener that equals the listener
 * which is there with that one (terraform-provider-aws 35121): two resources of Terraform would be one listener, so here it
 * is refused like every other.
 * Source: Elastic Load Balancing API, CreateListener (DuplicateListener); messages as in hashicorp/terraform 26407.
 */
export async function checkListenerPort(client: ElasticLoadBalancingV2Client, given: URLSearchParams): Promise<void> {
  const port = given.get("Port");
  if (port === null) return;
  const modified = given.get("ListenerArn");
  const loadBalancer = given.get("LoadBalancerArn") ?? (modified === null ? null : loadBalancerOf(modified));
  if (loadBalancer === null || !(await isTaken(client, loadBalancer, port, modified))) return;
  throw modified === null
    ? new AwsError(
        "DuplicateListener",
        `A listener already exists on this port for this load balancer '${loadBalancer}'`,
      )
    : new AwsError("ValidationError", `Listener port '${port}' is already in use`);
}

/** `...:loadbalancer/app/shop/50dc6c495c0c9188` of `...:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2` */
function loadBalancerOf(listenerArn: string): string {
  return listenerArn.replace(":listener/", ":loadbalancer/").replace(/\/[^/]+$/, "");
}

async function isTaken(
  client: ElasticLoadBalancingV2Client,
  LoadBalancerArn: string,
  port: string,
  modified: string | null,
): Promise<boolean> {
  try {
    for await (const { Listeners = [] } of paginateDescribeListeners({ client }, { LoadBalancerArn })) {
      if (Listeners.some(({ Port, ListenerArn }) => String(Port) === port && ListenerArn !== modified)) return true;
    }
  } catch {
    // A load balancer that is not there: moto says so itself.
  }
  return false;
}
