import {
  CreateRuleCommand,
  DeleteRuleCommand,
  paginateDescribeRules,
  type Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Target } from "../release/target/environment-contract";

/** A name that no resolver knows and no browser asks for (RFC 2606), so that the rule never matches a request of a user. */
const host = "conformance-run.invalid";

/** Priorities go to 50000; a rule that comes last takes nothing from any other. */
const lowestPriority = 50_000;

/** Adds a rule to the production listener that forwards to the target group without traffic. */
export async function createTemporaryRule(target: Target, idleTargetGroupArn: string): Promise<void> {
  const taken = new Set((await loadRules(target)).map(({ Priority }) => Priority));
  let priority = lowestPriority;
  while (taken.has(String(priority))) priority--;
  await target.aws.loadBalancing.send(
    new CreateRuleCommand({
      ListenerArn: target.contract.listenerArns.production,
      Priority: priority,
      Conditions: [{ Field: "host-header", HostHeaderConfig: { Values: [host] } }],
      Actions: [{ Type: "forward", TargetGroupArn: idleTargetGroupArn }],
    }),
  );
}

/** Removes it, that of a run that was killed too. @returns whether there was one */
export async function deleteTemporaryRule(target: Target): Promise<boolean> {
  const rules = (await loadRules(target)).filter(isTemporary);
  for (const { RuleArn } of rules) await target.aws.loadBalancing.send(new DeleteRuleCommand({ RuleArn }));
  return rules.length > 0;
}

function isTemporary({ Conditions = [] }: Rule): boolean {
  return Conditions.some(({ HostHeaderConfig }) => HostHeaderConfig?.Values?.includes(host) === true);
}

async function loadRules({ aws, contract }: Target): Promise<readonly Rule[]> {
  const rules: Rule[] = [];
  const pages = paginateDescribeRules({ client: aws.loadBalancing }, { ListenerArn: contract.listenerArns.production });
  for await (const { Rules = [] } of pages) rules.push(...Rules);
  return rules;
}
