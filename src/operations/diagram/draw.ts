import { instance } from "@viz-js/viz";
import type { StackJson } from "../../lib/terraform/stack-json";
import type { ReviewedChange } from "../review/review";
import { type DiagramOptions, diagramOf } from "./diagram";
import { dot, font } from "./dot";
import { asXml } from "./printable";
import { mermaid } from "./mermaid";

export interface Drawing {
  /** A file of its own: refers to nothing else. */
  readonly svg: string;
  /** For a comment on GitHub, in a block of code with the language `mermaid`. */
  readonly mermaid: string;
}

/**
 * Draws what a stack declares and, with the changes of a plan, what becomes of it. The same input gives the same bytes.
 *
 * @param changes those of the plan's review; undefined to draw without a plan
 */
export async function drawDiagram(
  stack: StackJson,
  changes?: readonly ReviewedChange[],
  options: DiagramOptions = {},
): Promise<Drawing> {
  const diagram = diagramOf(stack, changes, options);
  const viz = await instance();
  const svg = viz.renderString(dot(diagram), { format: "svg" });
  return { svg: finished(svg, diagram.title), mermaid: mermaid(diagram) };
}

/**
 * Graphviz's SVG as a picture of its own: without a document type, which only files that leave the web need; in pixels,
 * not points; with a name for who listens to the page, and fonts for where Graphviz's is not at hand.
 */
function finished(svg: string, title: string): string {
  const [drawing = ""] = /<svg[^]*$/.exec(svg) ?? [];
  return drawing
    .replace(/<svg width="(\d+)pt" height="(\d+)pt"/, '<svg role="img" width="$1" height="$2"')
    .replace(/>/, () => `>\n<title>${asXml(title)}</title>`)
    .replace("<title>diagram</title>\n", "")
    .replaceAll(`font-family="${font}"`, 'font-family="Arial,Helvetica,Liberation Sans,sans-serif"');
}
