import type { ReviewedChange } from "../review/review";

/** What a plan does to what a line speaks of. */
export type Mark = Exclude<ReviewedChange["action"], "none">;

/** A line of text in a box, and the resources that it speaks of. */
export interface Line {
  readonly text: string;
  /** Terraform addresses. */
  readonly of: readonly string[];
  /** Undefined where the plan leaves it as it is, or where there is no plan. */
  readonly mark?: Mark | undefined;
}

/** How a box looks. */
export type NodeKind = "internet" | "front" | "listener" | "blue" | "green" | "service" | "outlet" | "support";

export interface Node {
  /** The Terraform address of what it stands for, or a word for several of them. */
  readonly id: string;
  readonly kind: NodeKind;
  /** The first is its title. */
  readonly lines: readonly Line[];
  /** The cluster that it is in; undefined for outside of all. */
  readonly within: string | undefined;
}

/** Of a balancer listeners are the nodes, of a pair its two target groups, of tasks the services. */
export type ClusterKind = "vpc" | "public" | "private" | "balancer" | "pair" | "tasks";

export interface Cluster {
  readonly id: string;
  readonly kind: ClusterKind;
  /** The first is its title. */
  readonly lines: readonly Line[];
  readonly within: string | undefined;
}

/**
 * - `production`, `test`: requests of users, and those of CodeDeploy's test traffic.
 * - `call`: what tasks call, or how they get out.
 * - `below`: not drawn; keeps the second below the first.
 */
export type ArrowKind = "production" | "test" | "call" | "below";

export interface Arrow {
  /** A node, or a cluster whose nodes all do the same. */
  readonly from: string;
  readonly to: string;
  readonly kind: ArrowKind;
  /** The arrow points upwards: what it points at is nearer to the users. */
  readonly upwards?: boolean;
}

/** Boxes of an environment, without a word about where they are on the page. */
export interface Diagram {
  readonly title: string;
  readonly clusters: readonly Cluster[];
  readonly nodes: readonly Node[];
  readonly edges: readonly Arrow[];
  readonly legend: Legend;
}

export interface Legend {
  /** How many resources a plan does each to, the most drastic first; undefined without a plan. */
  readonly counts: readonly { readonly mark: Mark; readonly count: number }[] | undefined;
  /** Sentences. */
  readonly notes: readonly string[];
}

/** A part of the diagram, made by one file of `parts`. */
export interface Part {
  readonly clusters?: readonly Cluster[];
  readonly nodes?: readonly Node[];
  readonly edges?: readonly Arrow[];
}
