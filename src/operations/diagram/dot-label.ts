import { marks, meanings, signs, worst } from "./marks";
import type { Cluster, Legend, Line, Node } from "./model";
import { asXml } from "./printable";
import { clusterColours, type Colours, markColours, nodeColours } from "./palette";

/** Tables of Graphviz's HTML-like labels: https://graphviz.org/doc/info/shapes.html#html */

export function nodeLabel(node: Node): string {
  return table(node.lines.map(row), look(node, nodeColours[node.kind]));
}

/** Title and lines of a cluster by itself. */
export function clusterLabel(cluster: Cluster): string {
  return table(cluster.lines.map(row), { border: 0, fill: clusterColours[cluster.kind].fill, line: "" });
}

/** The same in one row. */
export function frameLabel({ kind, lines }: Cluster): string {
  return table([lines.map(row).join("")], { border: 0, fill: clusterColours[kind].fill, line: "" });
}

/**
 * A cluster with its nodes side by side in one box, so that no arrow crosses its title: arrows come from above and leave
 * below. What a load balancer says is above its listeners; what others say, below.
 *
 * @param ports a name for the cell of each node
 */
export function boxLabel(cluster: Cluster, nodes: readonly Node[], ports: readonly string[]): string {
  const tallest = Math.max(...nodes.map(({ lines }) => lines.length));
  const cells = nodes.map((node, index) => {
    const { border, fill, line } = look(node, nodeColours[node.kind]);
    // Graphviz would spread fewer rows over the same height.
    const blank = Array.from({ length: tallest - node.lines.length }, () => cell({ text: "", of: [] }, false));
    const rows = [...node.lines.map(row), ...blank];
    return `<TD PORT="${ports[index] ?? ""}" BORDER="${border}" COLOR="${line}" BGCOLOR="${fill}" ALIGN="LEFT" VALIGN="TOP">${table(rows, { border: 0, fill, line })}</TD>`;
  });
  const between = cluster.kind === "pair" ? "<TD>↔</TD>" : "";
  const inner = `<TD><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="4" CELLPADDING="2"><TR>${cells.join(between)}</TR></TABLE></TD>`;
  const said = cluster.lines.map((line, index) => cell(line, index === 0));
  const rows = cluster.kind === "balancer" ? [...said, inner] : [inner, ...said];
  return table(rows, look(cluster, clusterColours[cluster.kind]));
}

export function legendLabel({ counts, notes }: Legend): string {
  const swatches = marks.flatMap((mark) =>
    (counts ?? [])
      .filter((one) => one.mark === mark)
      .map(({ count }) => marked(asXml(`${meanings[mark]}: ${count}`), mark)),
  );
  const said = [...(counts?.length === 0 ? ["The plan changes nothing."] : []), ...notes];
  const rows = [
    ...(swatches.length === 0
      ? []
      : [
          `<TD ALIGN="LEFT"><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="4" CELLPADDING="3"><TR>${swatches.join("")}<TD> </TD></TR></TABLE></TD>`,
        ]),
    ...said.map((one) => `<TD ALIGN="LEFT">${asXml(one)}</TD>`),
  ];
  return rows.length === 0 ? " " : table(rows, { border: 0, fill: "white", line: "" });
}

export function titleLabel(title: string): string {
  return `<FONT POINT-SIZE="18"><B>${asXml(title)}</B></FONT>`;
}

interface Look extends Colours {
  readonly border: number;
}

/** A frame shows the most drastic of what happens to what it is around. */
function look({ lines }: Node | Cluster, usual: Colours): Look {
  const mark = worst(lines.map((line) => line.mark));
  return mark === undefined ? { border: 1, ...usual } : { border: 2, fill: usual.fill, line: markColours[mark].line };
}

function table(rows: readonly string[], { border, fill, line }: Look): string {
  const frame = border === 0 ? "" : ` COLOR="${line}"`;
  return `<TABLE BORDER="${border}"${frame} BGCOLOR="${fill}" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3">${rows.map((one) => `<TR>${one}</TR>`).join("")}</TABLE>`;
}

function row(line: Line, index: number): string {
  return cell(line, index === 0);
}

function cell({ text: content, mark }: Line, isTitle: boolean): string {
  const shown = isTitle ? `<B>${asXml(content)}</B>` : asXml(content);
  // Graphviz sets a line of one font higher or lower than one of two: the bold space makes all lines alike.
  if (mark === undefined) return `<TD ALIGN="LEFT"><B>${room}</B>${shown}${room}${room}</TD>`;
  return marked(mark === "delete" ? `<S>${shown}</S>` : shown, mark);
}

function marked(shown: string, mark: (typeof marks)[number]): string {
  const { fill, line } = markColours[mark];
  return `<TD ALIGN="LEFT" BGCOLOR="${fill}"><FONT COLOR="${line}"><B>${room}${asXml(signs[mark])}</B></FONT> ${shown}${room}${room}</TD>`;
}

/** Around a text; more at its right, for fonts that are wider than Graphviz assumes. */
const room = "&#160;";
