import type { Declared } from "../../../lib/terraform/stack-json";
import type { Line } from "../model";
import { label, type ResourceGraph } from "../resource-graph";

/** A security group, and who reaches what it is around: a line for each source, with all ports that are open to it. */
export function reachable(scene: ResourceGraph, group: Declared): readonly Line[] {
  const rules = scene
    .all("aws_vpc_security_group_ingress_rule")
    .filter(({ block }) => scene.named(block["security_group_id"], "aws_security_group").includes(group));
  const sources = [...new Set(rules.map((rule) => sourceOf(scene, rule)))];
  return [
    scene.line(`security group ${label(group.block["name"], group.id)}`, group),
    ...sources.flatMap((source) => {
      const from = rules.filter((rule) => sourceOf(scene, rule) === source);
      return scene.grouped(from, portsOf, (ports) => [`${ports.join(", ")} from ${source}`]);
    }),
  ];
}

function sourceOf(scene: ResourceGraph, { block }: Declared): string {
  const [group] = scene.named(block["referenced_security_group_id"], "aws_security_group");
  if (group !== undefined) return label(group.block["name"], group.id);
  const range = label(block["cidr_ipv4"] ?? block["cidr_ipv6"], "elsewhere");
  return range === "0.0.0.0/0" || range === "::/0" ? "anywhere" : range;
}

function portsOf({ block }: Declared): string {
  const [from, to] = [label(block["from_port"], "all ports"), label(block["to_port"], "all ports")];
  return from === to ? from : `${from}–${to}`;
}
