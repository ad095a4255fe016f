/** What CodeDeploy must find in Elastic Load Balancing before a deployment group may name it. */
export interface LoadBalancers {
  /** ARN of the target group with this name; undefined if there is none. */
  targetGroupArn(region: string, name: string): Promise<string | undefined>;
  hasListener(region: string, listenerArn: string): Promise<boolean>;
}
