import type { StackJson } from "../../lib/terraform/stack-json";
import type { PlanJson } from "../review/plan/plan-json";
import type { ReviewedChange } from "../review/review";
import { readTraffic } from "../review/network/planned-traffic";
import { marks, signs } from "./marks";
import type { Diagram, Legend, Mark, Part } from "./model";
import { balancers } from "./parts/balancer";
import { network } from "./parts/network";
import { egress } from "./parts/egress";
import { pairs } from "./parts/pairs";
import { services } from "./parts/services";
import { support } from "./parts/support";
import { addressesByAwsName, withRemoved } from "./removed";
import { ResourceGraph, short } from "./resource-graph";

export interface DiagramOptions {
  /** @default "Architecture" */
  readonly title?: string | undefined;
  /** The plan that the changes are of: knows what is removed, and which of a pair is live. */
  readonly plan?: PlanJson | undefined;
}

/** The pure core: stack and changes in, boxes and arrows out. */
export function diagramOf(
  stack: StackJson,
  changes: readonly ReviewedChange[] | undefined,
  { title = "Architecture", plan }: DiagramOptions = {},
): Diagram {
  const addressOf = plan === undefined ? new Map<string, string>() : addressesByAwsName(plan);
  const scene = new ResourceGraph(
    withRemoved(stack, changes ?? [], plan, addressOf),
    new Map((changes ?? []).flatMap(({ address, action }) => (action === "none" ? [] : [[address, action] as const]))),
    plan === undefined ? undefined : readTraffic(plan.priorResources),
    addressOf,
  );
  const { clusters, around } = network(scene);
  const parts: readonly Part[] = [
    { clusters },
    balancers(scene, around),
    pairs(scene, around),
    services(scene, around),
    egress(scene, around),
    support(scene),
  ];
  const drawn = {
    title,
    clusters: parts.flatMap(({ clusters: some = [] }) => some),
    nodes: parts.flatMap(({ nodes = [] }) => nodes),
  };
  const ids = new Set([...drawn.clusters, ...drawn.nodes].map(({ id }) => id));
  const edges = parts.flatMap(({ edges: some = [] }) => some).filter(({ from, to }) => ids.has(from) && ids.has(to));
  return { ...drawn, edges, legend: legendOf(scene, drawn, changes) };
}

function legendOf(
  scene: ResourceGraph,
  { clusters, nodes }: Pick<Diagram, "clusters" | "nodes">,
  changes: readonly ReviewedChange[] | undefined,
): Legend {
  const seen = new Set([...clusters, ...nodes].flatMap(({ lines }) => lines).flatMap(({ of }) => of));
  const known = scene.all("aws_lb_target_group").some((group) => scene.live(group) !== undefined);
  return {
    counts:
      changes === undefined
        ? undefined
        : marks
            .map((mark) => ({ mark, count: changes.filter(({ action }) => action === mark).length }))
            .filter(({ count }) => count > 0),
    notes: [
      ...(clusters.some(({ kind }) => kind === "pair")
        ? [
            "Solid arrows: requests of users. Dashed: test traffic.",
            ...(known ? [] : ["Blue and green as first created: every release swaps them."]),
          ]
        : []),
      ...(changes === undefined ? [] : notDrawn(changes.filter(({ address }) => !seen.has(address)))),
    ],
  };
}

const listed = 4;

function notDrawn(changes: readonly ReviewedChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const names = changes.slice(0, listed).map(({ action, address }) => `${signs[action as Mark]} ${short(address, 90)}`);
  const more = changes.length > listed ? [`and ${changes.length - listed} more, which the review lists`] : [];
  return ["Not drawn:", ...names, ...more];
}
