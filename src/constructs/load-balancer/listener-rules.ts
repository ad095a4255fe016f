import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LbListenerRule } from "../../aws";
import type { Service } from "../../environments/schema";
import { literal } from "../../lib/terraform/template";
import { ignoredChanges } from "../../lib/terraform/ignored-attributes";
import type { ProductionAndTest } from "./listener-pair";
import type { BlueGreen, TargetGroup } from "./target-group-pair";

export interface ListenerRulesProps {
  readonly listenerArns: ProductionAndTest<string>;
  readonly route: NonNullable<Service["route"]>;
  readonly targetGroups: BlueGreen<TargetGroup>;
}

/**
 * A service's share of a load balancer: the same rule on both listeners. At birth production forwards to blue and test to
 * green; from then on CodeDeploy rewrites the actions of the rules that forward to the pair, and of no others.
 */
export class ListenerRules extends Construct {
  readonly arns: ProductionAndTest<string>;
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ListenerRulesProps) {
    super(scope, id);
    const production = this.createRule("production", props, props.targetGroups.blue);
    const test = this.createRule("test", props, props.targetGroups.green);
    this.arns = { production: production.arn, test: test.arn };
    this.ready = [production, test];
  }

  private createRule(
    id: "production" | "test",
    { listenerArns, route }: ListenerRulesProps,
    first: TargetGroup,
  ): LbListenerRule {
    const { priority, hosts, paths } = route;
    return new LbListenerRule(this, id, {
      listenerArn: listenerArns[id],
      priority,
      condition: [
        ...(hosts === undefined ? [] : [{ hostHeader: { values: hosts.map(literal) } }]),
        ...(paths === undefined ? [] : [{ pathPattern: { values: paths.map(literal) } }]),
      ],
      action: [{ type: "forward", targetGroupArn: first.arn }],
      lifecycle: { ignoreChanges: ignoredChanges("aws_lb_listener_rule") },
    });
  }
}
