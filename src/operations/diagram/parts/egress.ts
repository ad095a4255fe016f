import type { Declared } from "../../../lib/terraform/stack-json";
import type { Arrow, Node, Part } from "../model";
import { label, type ResourceGraph } from "../resource-graph";
import { callersOf } from "./services";

/** How tasks leave the VPC: endpoints of AWS services, NAT gateways. */
export function egress(scene: ResourceGraph, around: (value: unknown) => string | undefined): Part {
  const endpoints = endpointNodes(scene, around);
  const gateways = scene.all("aws_nat_gateway");
  return {
    nodes: [
      ...endpoints,
      ...gateways.map((gateway): Node => {
        const [subnet] = scene.named(gateway.block["subnet_id"], "aws_subnet");
        return {
          id: gateway.address,
          kind: "outlet",
          lines: [
            scene.line("NAT gateway", gateway),
            ...(subnet === undefined ? [] : [scene.line(`in ${label(subnet.block["availability_zone"], subnet.id)}`)]),
            scene.line("to AWS and the internet"),
          ],
          within: around(gateway.block["subnet_id"]),
        };
      }),
    ],
    edges: [
      ...endpoints.flatMap(({ id }) => callersOf(scene).map((from): Arrow => ({ from, to: id, kind: "call" }))),
      ...gateways.flatMap((gateway) =>
        routedTo(scene, gateway, around).map((from): Arrow => ({
          from,
          to: gateway.address,
          kind: "call",
          upwards: true,
        })),
      ),
    ],
  };
}

/** Clusters of the subnets whose routes lead to a NAT gateway. */
function routedTo(
  scene: ResourceGraph,
  gateway: Declared,
  around: (value: unknown) => string | undefined,
): readonly string[] {
  const tiers = scene
    .using("aws_route", gateway)
    .flatMap(({ block }) => scene.named(block["route_table_id"], "aws_route_table"))
    .flatMap((table) => scene.using("aws_route_table_association", table))
    .flatMap(({ block }) => around(block["subnet_id"]) ?? []);
  return [...new Set(tiers)];
}

function endpointNodes(scene: ResourceGraph, around: (value: unknown) => string | undefined): readonly Node[] {
  const endpoints = scene.all("aws_vpc_endpoint");
  if (endpoints.length === 0) return [];
  const lines = scene.grouped(endpoints, endpointService, (names) => wrapped(names));
  const title = scene.line(`${endpoints.length} VPC ${endpoints.length === 1 ? "endpoint" : "endpoints"}`);
  const within = around(endpoints.map(({ block }) => block["subnet_ids"]));
  return [{ id: "endpoints", kind: "outlet", lines: [title, ...lines], within }];
}

/** `com.amazonaws.ap-northeast-1.ecr.api` → `ecr.api` */
export function endpointService({ id, block }: Declared): string {
  return label(block["service_name"], id).split(".").slice(3).join(".") || id;
}

const width = 32;

/** Names with commas, in lines of a box's width. */
function wrapped(names: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const [index, name] of names.entries()) {
    const text = index < names.length - 1 ? `${name},` : name;
    const last = lines.at(-1);
    if (last === undefined || last.length + text.length + 1 > width) lines.push(text);
    else lines[lines.length - 1] = `${last} ${text}`;
  }
  return lines;
}
