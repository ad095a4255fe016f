import { TerraformOutput, type TerraformStack } from "cdktf";
import type { Service } from "../constructs/service/service";
import type { Service as ServiceSettings } from "../environments/schema";
import type { BlueGreen, TargetGroup } from "../constructs/load-balancer/target-group-pair";

/** Values to publish, by name. The names are a contract with scripts and people: they never change. */
export type Outputs = Readonly<Record<string, string | number>>;

export function addOutputs(stack: TerraformStack, outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) {
    new TerraformOutput(stack, name, { value, staticId: true });
  }
}

/** One output per zone, as the hands-on names them: `SubnetId1aPublic`. */
export function subnetOutputs(subnetIdByZone: ReadonlyMap<string, string>, tier: "Public" | "Private"): Outputs {
  return Object.fromEntries([...subnetIdByZone].map(([zone, subnetId]) => [`SubnetId${zone}${tier}`, subnetId]));
}

interface ConfiguredService {
  readonly key: string;
  readonly settings: Pick<ServiceSettings, "route" | "listeners">;
  readonly targetGroups: BlueGreen<TargetGroup>;
}

/** Whether the service gets every request of the load balancer's own listeners. */
export function ownsLoadBalancer({ route, listeners }: ConfiguredService["settings"]): boolean {
  return route === undefined && listeners === undefined;
}

/** Under the hands-on's own names for a service that has the load balancer's listeners to itself; else with its key. */
export function serviceOutputs({ key, settings, targetGroups }: ConfiguredService, made: Service): Outputs {
  const outputs: Outputs = {
    TargetGroupArn: targetGroups.blue.arn,
    RevisionNo: made.task.definition.revision,
    RepositoryUrl: made.registry.url,
    ReleaseContract: made.contract.json,
    ReleaseContractParameter: made.contract.parameterName,
  };
  if (ownsLoadBalancer(settings)) return outputs;
  return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [`${name}_${key}`, value]));
}
