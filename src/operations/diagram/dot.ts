import { boxLabel, clusterLabel, frameLabel, legendLabel, nodeLabel, titleLabel } from "./dot-label";
import type { Cluster, ClusterKind, Diagram, Arrow, Node } from "./model";
import { clusterColours, ink, quiet } from "./palette";
import { printable } from "./printable";

/** Graphviz knows the widths of its letters, where it cannot ask for fonts. */
export const font = "Arial";

/** Clusters that are one box with their nodes as cells; all others are frames around boxes. */
const boxes: ReadonlySet<ClusterKind> = new Set(["balancer", "pair", "tasks"]);

/** The diagram for Graphviz, in DOT: https://graphviz.org/doc/info/lang.html */
export function dot(diagram: Diagram): string {
  const { title, edges, legend } = diagram;
  const ends = endsOf(diagram);
  return [
    "digraph diagram {",
    `  graph [bgcolor=white, fontname="${font}", fontsize=12, fontcolor="${ink}", nodesep=0.3, ranksep=0.42, pad=0.15, labelloc=b, labeljust=l, label=<${legendLabel(legend)}>]`,
    `  node [shape=plain, fontname="${font}", fontsize=12, fontcolor="${ink}"]`,
    "  edge [arrowsize=0.7]",
    `  subgraph cluster_page { peripheries=0; labelloc=t; label=<${titleLabel(title)}>`,
    ...inside(diagram, undefined).map((line) => `    ${line}`),
    "  }",
    ...[...new Set(edges.map((edge) => edgeStatement(edge, ends)))].map((line) => `  ${line}`),
    "}",
    "",
  ].join("\n");
}

function inside(diagram: Diagram, within: string | undefined): readonly string[] {
  const nodes = diagram.nodes.filter((node) => node.within === within);
  const clusters = diagram.clusters.filter((cluster) => cluster.within === within);
  return [
    ...nodes.map((node) => `${quoted(node.id)} [label=<${nodeLabel(node)}>]`),
    ...clusters.flatMap((cluster) => (boxes.has(cluster.kind) ? box(diagram, cluster) : frame(diagram, cluster))),
  ];
}

function box(diagram: Diagram, cluster: Cluster): readonly string[] {
  const nodes = cells(diagram, cluster);
  const ports = nodes.map((_, index) => `cell${index}`);
  return [`${quoted(cluster.id)} [label=<${boxLabel(cluster, nodes, ports)}>]`];
}

function cells({ nodes }: Diagram, { id }: Cluster): readonly Node[] {
  return nodes.filter(({ within }) => within === id);
}

/**
 * A frame around boxes. A VPC says what it is in its corner; subnets do in a box at the left: arrows go around boxes, but
 * across a frame's label.
 */
function frame(diagram: Diagram, cluster: Cluster): readonly string[] {
  const { fill, line } = clusterColours[cluster.kind];
  const corner = cluster.kind === "vpc";
  const attributes = `peripheries=1; style=filled; fillcolor="${fill}"; color="${line}"; margin=10`;
  const beside = [
    ...diagram.clusters.filter(({ kind, within }) => within === cluster.id && boxes.has(kind)),
    ...diagram.nodes.filter(({ within }) => within === cluster.id),
  ];
  return [
    `subgraph ${quoted(`cluster ${cluster.id}`)} { ${attributes}; label=${corner ? `<${frameLabel(cluster)}>` : '""'}`,
    // Graphviz leaves out a frame that nothing is in.
    corner
      ? `  ${quoted(cluster.id)} [style=invis, shape=point]`
      : `  ${quoted(cluster.id)} [label=<${clusterLabel(cluster)}>]`,
    ...inside(diagram, cluster.id).map((one) => `  ${one}`),
    ...beside
      .slice(0, corner ? 0 : 1)
      .map(({ id }) => `  { rank=same; ${quoted(cluster.id)} -> ${quoted(id)} [style=invis] }`),
    "}",
  ];
}

/** Where arrows begin and end: a node is a box, or a cell of one. */
interface End {
  readonly box: string;
  readonly port?: string;
  readonly kind?: ClusterKind;
}

function endsOf(diagram: Diagram): ReadonlyMap<string, End> {
  const ends = diagram.clusters
    .filter(({ kind }) => boxes.has(kind))
    .flatMap((cluster) =>
      cells(diagram, cluster).map(({ id }, index): [string, End] => [
        id,
        { box: cluster.id, port: `cell${index}`, kind: cluster.kind },
      ]),
    );
  return new Map(ends);
}

const looks: Readonly<Record<Arrow["kind"], string>> = {
  production: `color="${ink}", penwidth=1.6`,
  test: `color="${quiet}", style=dashed`,
  call: `color="${quiet}"`,
  below: "style=invis",
};

function edgeStatement({ from, to, kind, upwards }: Arrow, ends: ReadonlyMap<string, End>): string {
  const [tail, head] = [ends.get(from) ?? { box: from }, ends.get(to) ?? { box: to }];
  return upwards === true
    ? `${leaving(head)} -> ${entering(tail)} [${looks[kind]}, dir=back]`
    : `${leaving(tail)} -> ${entering(head)} [${looks[kind]}]`;
}

/** Below services, their cluster's title is in the way. */
function leaving({ box: id, port, kind }: End): string {
  return port === undefined || kind === "tasks" ? quoted(id) : `${quoted(id)}:${port}:s`;
}

/** Above listeners, their balancer's title is in the way of an arrow to one of them. */
function entering({ box: id, port, kind }: End): string {
  return port === undefined || kind === "balancer" ? quoted(id) : `${quoted(id)}:${port}:n`;
}

function quoted(id: string): string {
  return `"${printable(id).replace(/["\\]/g, (mark) => `\\${mark}`)}"`;
}
