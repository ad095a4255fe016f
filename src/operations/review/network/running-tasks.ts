import { isRemoved, priorOf, type Subject } from "../plan/subject";
import { getValue, getList, getString, getStrings } from "../plan/values";

/**
 * What the tasks of a service or of a task set have at the moment of the plan. They keep it until others take their place:
 * under CODE_DEPLOY, or with an external controller, no apply does that.
 */
export interface RunningTasks {
  readonly address: string;
  readonly cluster: string | undefined;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Where a load balancer sends them requests. */
  readonly targets: readonly { readonly targetGroupArn: string; readonly port: number }[];
  readonly capacityProviders: readonly string[];
  /** The ARN of their revision's family: a release registers revisions that Terraform does not know. */
  readonly family: string | undefined;
}

/** Tasks of services and task sets that the plan lets live. */
export function runningTasks(subject: Subject): readonly RunningTasks[] {
  return priorOf(subject, "aws_ecs_service", "aws_ecs_task_set").flatMap(({ address, values }): RunningTasks[] => {
    const change = subject.changeAt.get(address);
    if (change !== undefined && isRemoved(change)) return [];
    // A rolling update, which Terraform starts: what both the old and the new tasks have is what is kept.
    const controller = getString(values, "deployment_controller", 0, "type") ?? "ECS";
    const rolls = change?.action === "update" && controller === "ECS";
    const kept = (attribute: string, ids: readonly string[], after: readonly string[]) =>
      rolls && change.changed.includes(attribute) ? ids.filter((id) => after.includes(id)) : ids;
    const network = (name: string) => {
      const path = ["network_configuration", 0, name] as const;
      return kept("network_configuration", getStrings(values, ...path), getStrings(change?.after, ...path));
    };
    return [
      {
        address,
        cluster: getString(values, "cluster"),
        subnets: network("subnets"),
        securityGroups: network("security_groups"),
        targets: getList(values, "load_balancer").flatMap((balanced) => {
          const [targetGroupArn, port] = [
            getString(balanced, "target_group_arn"),
            getValue(balanced, "container_port"),
          ];
          return targetGroupArn === undefined || typeof port !== "number" ? [] : [{ targetGroupArn, port }];
        }),
        capacityProviders: kept(
          "capacity_provider_strategy",
          providersIn(values),
          change === undefined ? [] : providersIn(change.after),
        ),
        family: getString(values, "task_definition")?.replace(/:\d+$/, ""),
      },
    ];
  });
}

function providersIn(values: unknown): readonly string[] {
  return getList(values, "capacity_provider_strategy").flatMap((item) => getString(item, "capacity_provider") ?? []);
}
