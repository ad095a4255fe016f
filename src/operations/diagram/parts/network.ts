import type { Declared } from "../../../lib/terraform/stack-json";
import { getString } from "../../review/plan/values";
import type { Cluster } from "../model";
import { label, type ResourceGraph } from "../resource-graph";

export interface Network {
  readonly clusters: readonly Cluster[];
  /** The cluster of the subnets that a value refers to, else that of the only VPC. */
  readonly around: (value: unknown) => string | undefined;
}

/** VPCs, and in each the subnets of all zones by whether they face the internet. */
export function network(scene: ResourceGraph): Network {
  const vpcs = scene.all("aws_vpc");
  const clusters = vpcs.flatMap((vpc) => {
    const gateways = scene.using("aws_internet_gateway", vpc);
    const region = getString(scene.stack, "provider", "aws", 0, "region");
    const outer: Cluster = {
      id: vpc.address,
      kind: "vpc",
      lines: [
        scene.line(`VPC ${label(vpc.block["cidr_block"], vpc.id)}${region === undefined ? "" : `, ${region}`}`, vpc),
        ...gateways.map((gateway) => scene.line("internet gateway", gateway)),
      ],
      within: undefined,
    };
    return [outer, ...(["public", "private"] as const).flatMap((tier) => subnets(scene, vpc, tier))];
  });
  const around = (value: unknown) => {
    const [subnet] = scene.named(value, "aws_subnet");
    if (subnet === undefined) return vpcs.length === 1 ? vpcs[0]?.address : undefined;
    return clusters.find(({ lines }) => lines.some(({ of }) => of.includes(subnet.address)))?.id;
  };
  return { clusters, around };
}

function subnets(scene: ResourceGraph, vpc: Declared, tier: "public" | "private"): readonly Cluster[] {
  const found = scene
    .using("aws_subnet", vpc)
    .filter((subnet) => facesInternet(scene, subnet) === (tier === "public"))
    .map((subnet) => {
      const { availability_zone: zone, cidr_block: range } = subnet.block;
      return scene.line(`${label(zone, subnet.id)}  ${label(range, "")}`, subnet);
    });
  if (found.length === 0) return [];
  const title = scene.line(tier === "public" ? "Public subnets" : "Private subnets");
  return [{ id: `${vpc.address}/${tier}`, kind: tier, lines: [title, ...found], within: vpc.address }];
}

/** What makes a subnet public is a route to an internet gateway. */
function facesInternet(scene: ResourceGraph, subnet: Declared): boolean {
  return scene
    .using("aws_route_table_association", subnet)
    .flatMap(({ block }) => scene.named(block["route_table_id"], "aws_route_table"))
    .flatMap((table) => scene.using("aws_route", table))
    .some(({ block }) => scene.named(block["gateway_id"], "aws_internet_gateway").length > 0);
}
