import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Service } from "../../environments/schema";
import { ListenerPair, type ProductionAndTest } from "./listener-pair";
import { ListenerRules } from "./listener-rules";
import type { Platform } from "../service/platform";
import type { BlueGreen, TargetGroup } from "./target-group-pair";

/** How requests reach a service: what CodeDeploy calls its production and test traffic route. */
export interface TrafficRoutes {
  readonly listenerArns: ProductionAndTest<string>;
  /** Rules of these listeners that forward to the service. @default none: the default actions do */
  readonly listenerRuleArns?: ProductionAndTest<string>;
  /** Exist before the service, which ECS refuses else. */
  readonly ready: readonly ITerraformDependable[];
}

export interface TrafficRoutesProps {
  /** The service's name in the configuration. */
  readonly key: string;
  readonly settings: Pick<Service, "route" | "listeners">;
  readonly platform: Pick<Platform, "listenerArns" | "loadBalancer" | "securityGroups" | "tls">;
  readonly targetGroups: BlueGreen<TargetGroup>;
}

/** By listeners of the service's own, by rules on the load balancer's, or by their default actions. */
export function createTrafficRoutes(scope: Construct, props: TrafficRoutesProps): TrafficRoutes {
  const { settings, platform, targetGroups } = props;
  const { route, listeners } = settings;
  if (listeners !== undefined) return createListeners(scope, props, listeners);
  if (route === undefined) return { listenerArns: platform.listenerArns, ready: [] };
  const rules = new ListenerRules(scope, "rules", { ...platform, route, targetGroups });
  return { listenerArns: platform.listenerArns, listenerRuleArns: rules.arns, ready: rules.ready };
}

function createListeners(
  scope: Construct,
  { key, platform, targetGroups }: TrafficRoutesProps,
  { productionPort, testPort }: NonNullable<Service["listeners"]>,
): TrafficRoutes {
  const ports = { production: productionPort, test: testPort };
  const listeners = new ListenerPair(scope, "listeners", {
    loadBalancerArn: platform.loadBalancer.arn,
    ports,
    tls: platform.tls,
    everythingTo: targetGroups,
  });
  const ingress = platform.securityGroups.forListeners(scope, { key, ports });
  return { listenerArns: listeners.arns, ready: [...listeners.ready, ...ingress] };
}
