import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  paginateDescribeRules,
  type Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { unlessMissing } from "../../../lib/unless-missing";
import { finder, present } from "../finder";

export const loadBalancer = finder(["name"], async ({ name }, { elb }) => {
  const answer = await unlessMissing(
    elb.send(new DescribeLoadBalancersCommand({ Names: [name] })),
    "LoadBalancerNotFoundException",
  );
  return withArns(answer?.LoadBalancers?.map(({ LoadBalancerArn }) => LoadBalancerArn));
});

export const targetGroup = finder(["name"], async ({ name }, { elb }) => {
  const answer = await unlessMissing(
    elb.send(new DescribeTargetGroupsCommand({ Names: [name] })),
    "TargetGroupNotFoundException",
  );
  return withArns(answer?.TargetGroups?.map(({ TargetGroupArn }) => TargetGroupArn));
});

/** A load balancer has one listener on a port. */
export const listener = finder(["load_balancer_arn", "port"], async ({ load_balancer_arn, port }, { elb }) => {
  const { Listeners } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn: load_balancer_arn }));
  const onPort = present(Listeners).filter(({ Port }) => String(Port) === port);
  return withArns(onPort.map(({ ListenerArn }) => ListenerArn));
});

/** A listener has one rule of a priority. */
export const listenerRule = finder(["listener_arn", "priority"], async ({ listener_arn, priority }, { elb }) => {
  const rules: Rule[] = [];
  for await (const page of paginateDescribeRules({ client: elb }, { ListenerArn: listener_arn })) {
    rules.push(...present(page.Rules));
  }
  return withArns(rules.filter((rule) => rule.Priority === priority).map(({ RuleArn }) => RuleArn));
});

/** In Elastic Load Balancing a thing's ARN is its Terraform id. */
function withArns(arns: readonly (string | undefined)[] | undefined) {
  return present(arns).map((arn) => ({ importId: arn, attributes: { id: arn, arn } }));
}
