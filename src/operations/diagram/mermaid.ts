import { meanings, signs, worst } from "./marks";
import type { Cluster, Diagram, ArrowKind, Line, Node } from "./model";
import { printable } from "./printable";
import { clusterColours, type Colours, ink, markColours, nodeColours } from "./palette";

const links: Readonly<Record<ArrowKind, string>> = {
  production: "==>",
  test: "-.->",
  call: "-->",
  below: "~~~",
};

/** The diagram as a Mermaid flowchart, which GitHub draws in comments: https://mermaid.js.org/syntax/flowchart.html */
export function mermaid(diagram: Diagram): string {
  const arrows = diagram.edges.flatMap(({ from, to, kind, upwards }) =>
    namesOf(diagram, from).flatMap((first) =>
      // It has no arrow that points up only.
      namesOf(diagram, to).map((second) =>
        upwards === true ? `${second} --- ${first}` : `${first} ${links[kind]} ${second}`,
      ),
    ),
  );
  return [
    "flowchart TB",
    `accTitle: ${diagram.title.replace(/[^\p{L}\p{N} .,:()-]/gu, " ").trim() || "Architecture"}`,
    ...inside(diagram, undefined),
    ...legendNode(diagram),
    ...arrows,
    ...abreast(diagram),
    ...colouring(diagram),
    "",
  ].join("\n");
}

/** An arrow of a pair or of tasks is one of each: Mermaid would tie that of a frame to any box in it. */
function namesOf({ clusters, nodes }: Diagram, id: string): readonly string[] {
  const cluster = clusters.findIndex((one) => one.id === id);
  const named = ({ id: own, within }: Node) => own === id || within === id;
  const found = nodes.flatMap((node, index) => (named(node) ? [`n${index}`] : []));
  return cluster >= 0 && (found.length === 0 || clusters[cluster]?.kind === "private") ? [`c${cluster}`] : found;
}

function inside(
  { nodes, clusters }: Pick<Diagram, "nodes" | "clusters">,
  within: string | undefined,
): readonly string[] {
  return [
    ...nodes.flatMap((node, index) =>
      node.within === within ? [`n${index}["${label(node.lines).join("<br/>")}"]`] : [],
    ),
    ...clusters.flatMap((cluster, index) => {
      if (cluster.within !== within) return [];
      const { title, says } = spoken(cluster);
      return [
        `subgraph c${index}["${label(title).join(", ")}"]`,
        ...(says.length === 0 ? [] : [`  a${index}["${label(says).join("<br/>")}"]`]),
        ...inside({ nodes, clusters }, cluster.id).map((line) => `  ${line}`),
        "end",
      ];
    }),
  ];
}

/** A title has room for one line, as wide as its frame: what else frames of few boxes say is a box in them. */
function spoken({ kind, lines }: Cluster): { readonly title: readonly Line[]; readonly says: readonly Line[] } {
  return kind === "balancer" || kind === "pair"
    ? { title: lines.slice(0, 1), says: lines.slice(1) }
    : { title: lines, says: [] };
}

/** Keeps what a frame says beside its boxes: below what leads to them. */
function abreast(diagram: Diagram): readonly string[] {
  const within = new Map(diagram.nodes.map((node) => [node.id, node.within]));
  return diagram.clusters.flatMap((cluster, index) => {
    const leads = diagram.edges.find(({ to }) => within.get(to) === cluster.id);
    if (spoken(cluster).says.length === 0 || leads === undefined) return [];
    return namesOf(diagram, leads.from).map((name) => `${name} ~~~ a${index}`);
  });
}

function label(lines: readonly Line[]): readonly string[] {
  return lines.map(({ text, mark }) => escaped(mark === undefined ? text : `${signs[mark]} ${text}`));
}

function legendNode({ nodes, legend: { counts, notes } }: Diagram): readonly string[] {
  const changes = (counts ?? []).map(({ mark, count }) => `${signs[mark]} ${meanings[mark]}: ${count}`);
  const lines = [...(counts?.length === 0 ? ["The plan changes nothing."] : changes), ...notes];
  if (lines.length === 0) return [];
  return [
    `legend["${lines.map(escaped).join("<br/>")}"]`,
    ...(nodes.length === 0 ? [] : [`n${nodes.length - 1} ~~~ legend`]),
    style("legend", { fill: "#FFFFFF", line: "#FFFFFF" }),
  ];
}

/** What happens to what a frame is of, its line shows: its boxes stay as they are. */
function colouring({ nodes, clusters }: Diagram): readonly string[] {
  return [
    ...nodes.map(({ kind, lines }, index) => style(`n${index}`, changed(lines) ?? nodeColours[kind])),
    ...clusters.flatMap((cluster, index) => {
      const usual = clusterColours[cluster.kind];
      const { title, says } = spoken(cluster);
      const about = changed(says) ?? { fill: usual.fill, line: usual.fill };
      return [
        style(`c${index}`, { ...usual, line: changed(title)?.line ?? usual.line }),
        ...(says.length === 0 ? [] : [style(`a${index}`, about)]),
      ];
    }),
  ];
}

function style(name: string, { fill, line }: Colours): string {
  return `style ${name} fill:${fill},stroke:${line},color:${ink}`;
}

function changed(lines: readonly Line[]): Colours | undefined {
  const mark = worst(lines.map(({ mark: one }) => one));
  return mark === undefined ? undefined : markColours[mark];
}

/**
 * For labels in quotes. Mermaid's own entities keep everything that its syntax, Markdown or HTML would act on; a list's
 * mark at the beginning of a line is one of them.
 */
function escaped(text: string): string {
  return printable(text).replace(
    /[^\p{L}\p{N} .,:/()_→●○–…-]|^[^\p{L}\p{N}→●○]|(?<=^\d+)[.)](?=\s|$)/gu,
    (mark) => `#${mark.codePointAt(0) ?? 0};`,
  );
}
