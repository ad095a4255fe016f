import { join } from "node:path";
import { drawDiagram } from "../diagram/draw";
import { messageOf } from "../../lib/errors";
import type { StackJson } from "../../lib/terraform/stack-json";
import { planFiles } from "./outcome";
import type { ReviewedPlan } from "./reviewed-plan";
import { writeWhole } from "../../lib/write-whole";

/** Draws the environment with what its plan changes. A plan is as good without a picture, so that failing to draw one fails nothing. */
export async function writeDiagram(
  folder: string,
  stack: StackJson,
  { session, plan, review }: ReviewedPlan,
): Promise<void> {
  try {
    const title = `Plan of ${session.environment.name}`;
    const { svg, mermaid } = await drawDiagram(stack, review.changes, { title, plan });
    writeWhole(join(folder, planFiles.diagramSvg), svg);
    writeWhole(join(folder, planFiles.diagramMermaid), mermaid);
  } catch (error) {
    process.stderr.write(`pipeline: there is no picture of this plan: ${messageOf(error)}\n`);
  }
}
