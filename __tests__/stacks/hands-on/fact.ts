import { type Block, ref, resource, type TerraformJson } from "../../support/synthesized";

export interface Fact {
  readonly about: string;
  readonly fact: string;
  /** Reads the fact off the synthesized JSON. */
  readonly read: (json: TerraformJson) => unknown;
  readonly expected: unknown;
}

/** The tag of nearly everything. */
export const name = { Name: "ContainerHandsOn" };

export const vpc = ref("aws_vpc.network", "id");
export const privateGroup = ref("aws_security_group.security_groups_private", "id");
export const publicGroup = ref("aws_security_group.security_groups_public", "id");
export const privateSubnets = ["1a", "1c"].map((zone) => ref(`aws_subnet.network_private_${zone}`, "id"));
export const publicSubnets = ["1a", "1c"].map((zone) => ref(`aws_subnet.network_public_${zone}`, "id"));

/** Some attributes of one resource; one that is absent reads undefined. */
export function of(address: string, ...attributes: readonly string[]) {
  return (json: TerraformJson): Block => {
    const found = resource(json, address);
    return Object.fromEntries(attributes.map((attribute) => [attribute, found[attribute]]));
  };
}

/** How many resources of each type there are. */
export function count(...types: readonly string[]) {
  return (json: TerraformJson) => types.map((type) => Object.keys(json.resource?.[type] ?? {}).length);
}

/** A fact that is the values of some attributes of one resource. */
export function one(about: string, address: string, fact: string, attributes: Block): Fact {
  return { about, fact, read: of(address, ...Object.keys(attributes)), expected: attributes };
}
