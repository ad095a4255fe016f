import {
  DescribeListenersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ListenerNotFoundException,
  TargetGroupNotFoundException,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { LoadBalancers } from "./ports";

/** Credentials of calls that one part of the local AWS makes to another; any pair is accepted. */
const CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" };

/**
 * The load balancers of the local AWS, through their public API, so that a deployment sees and leaves
 * behind what every other client sees.
 *
 * @param endpoint URL that answers for Elastic Load Balancing
 */
export function loadBalancersAt(endpoint: string): LoadBalancers {
  const clients = new Map<string, ElasticLoadBalancingV2Client>();
  const client = (region: string): ElasticLoadBalancingV2Client => {
    const known = clients.get(region);
    if (known !== undefined) return known;
    const made = new ElasticLoadBalancingV2Client({
      region,
      endpoint,
      credentials: CREDENTIALS,
      maxAttempts: 8,
    });
    clients.set(region, made);
    return made;
  };
  return {
    async targetGroupArn(region, name) {
      try {
        const found = await client(region).send(new DescribeTargetGroupsCommand({ Names: [name] }));
        return found.TargetGroups?.[0]?.TargetGroupArn;
      } catch (error) {
        if (error instanceof TargetGroupNotFoundException) return undefined;
        throw error;
      }
    },
    async hasListener(region, listenerArn) {
      try {
        const found = await client(region).send(new DescribeListenersCommand({ ListenerArns: [listenerArn] }));
        return (found.Listeners?.length ?? 0) > 0;
      } catch (error) {
        if (error instanceof ListenerNotFoundException) return false;
        throw error;
      }
    },
  };
}
