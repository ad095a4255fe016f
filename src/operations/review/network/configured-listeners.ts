import { getValue, isRecord, getList, getStrings } from "../plan/values";

/**
 * Addresses of listeners that deployment groups name for tests alone, from a plan's configuration: of a listener that the
 * plan creates, a group's values do not say it, as ARNs are known only after the apply. Without indices.
 * https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
 */
export function testListenersIn(configuration: unknown): ReadonlySet<string> {
  const [production, test] = [new Set<string>(), new Set<string>()];
  for (const { path, group } of deploymentGroups(getValue(configuration, "root_module"), "")) {
    const pair = ["expressions", "load_balancer_info", 0, "target_group_pair_info", 0];
    const named = (route: string) => getStrings(group, ...pair, route, 0, "listener_arns", "references");
    for (const reference of named("prod_traffic_route")) production.add(withoutIndices(path + reference));
    for (const reference of named("test_traffic_route")) test.add(withoutIndices(path + reference));
  }
  return new Set([...test].filter((address) => !production.has(address)));
}

/** `module.web.aws_lb_listener.test` of `module.web["a"].aws_lb_listener.test[0]` */
export function withoutIndices(address: string): string {
  return address.replace(/\[[^\]]*\]/g, "");
}

interface ConfiguredGroup {
  /** What addresses in its module begin with. */
  readonly path: string;
  readonly group: unknown;
}

function deploymentGroups(module: unknown, path: string): readonly ConfiguredGroup[] {
  const calls = getValue(module, "module_calls");
  return [
    ...getList(module, "resources")
      .filter((resource) => getValue(resource, "type") === "aws_codedeploy_deployment_group")
      .map((group) => ({ path, group })),
    ...Object.entries(isRecord(calls) ? calls : {}).flatMap(([name, call]) =>
      deploymentGroups(getValue(call, "module"), `${path}module.${name}.`),
    ),
  ];
}
