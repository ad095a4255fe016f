import type { Environment } from "../../../src/environments/schema";
import { type DiagramOptions, diagramOf } from "../../../src/operations/diagram/diagram";
import type { Diagram, Node } from "../../../src/operations/diagram/model";
import { readStackJson, type StackJson } from "../../../src/lib/terraform/stack-json";
import { review, type ReviewedChange } from "../../../src/operations/review/review";
import type { PlanJson } from "../../../src/operations/review/plan/plan-json";
import { handsOn, production, serviceStackJson, staging } from "../../support/synthesized";

export function stackOf(environment: Environment): StackJson {
  return readStackJson(JSON.stringify(serviceStackJson(environment)));
}

/** What `npm run synth` writes for each environment. */
export const stacks = {
  "hands-on": stackOf(handsOn),
  staging: stackOf(staging),
  production: stackOf(production),
} as const;

export interface Drawn {
  readonly stack: StackJson;
  readonly changes: readonly ReviewedChange[];
  readonly options: DiagramOptions;
}

/** The hands-on with a plan of it. */
export function planned(plan: PlanJson): Drawn {
  const stack = stacks["hands-on"];
  return { stack, changes: review(plan, { stack }).changes, options: { title: "hands-on", plan } };
}

export function diagramWith(plan: PlanJson): Diagram {
  const { stack, changes, options } = planned(plan);
  return diagramOf(stack, changes, options);
}

/** A box's texts, each with the sign of what the plan does to it. */
export function textsOf(box: Pick<Node, "lines"> | undefined): readonly string[] {
  return (box?.lines ?? []).map(({ text, mark }) => (mark === undefined ? text : `${mark}: ${text}`));
}

/** Throws for what is not well-formed, as far as a picture can fail to be. */
export function elementsOf(xml: string): readonly string[] {
  const token =
    /<(?<end>\/?)(?<name>[a-z]+)(?:\s+[\w:-]+="(?:[^"<&]|&#?\w+;)*")*\s*(?<empty>\/?)>|<!--(?:(?!--)[^])*-->|[^<&]+|&#?\w+;/gy;
  const [open, seen]: [string[], string[]] = [[], []];
  let end = 0;
  for (const { 0: text, index, groups } of xml.matchAll(token)) {
    end = index + text.length;
    const name = groups?.["name"];
    if (name === undefined) continue;
    if (groups?.["end"] === "/" && open.pop() !== name) throw new Error(`${name} ends at ${index}, but is not open`);
    if (groups?.["end"] === "/") continue;
    seen.push(name);
    if (groups?.["empty"] !== "/") open.push(name);
  }
  if (end !== xml.length || open.length > 0) {
    throw new Error(`not well-formed at ${end}: ${xml.slice(end, end + 80)}; open: ${open.join(", ")}`);
  }
  return seen;
}
