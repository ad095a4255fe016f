import { TerraformOutput, type TerraformStack } from "cdktf";

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
