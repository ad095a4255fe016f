import { type Block, type Declared, resources, type StackJson } from "../lib/terraform/stack-json";

/** A rule's group, in the order in which the table shows them. */
export const groups = [
  "Network",
  "Load balancer",
  "ECS, ECR",
  "IAM, KMS, logs, alarms",
  "Buckets",
  "CodeDeploy",
] as const;

interface Row {
  /** checkov's (CKV...), AWS Security Hub's (ELB.6) or "own". */
  readonly ids: readonly string[];
  /** What holds, in words that fit into a table. */
  readonly rule: string;
}

/** A rule that the Terraform JSON of an environment is held against. */
export interface SecurityRule extends Row {
  readonly group: (typeof groups)[number];
  /** How it is checked, in words. */
  readonly check: string;
  readonly examine: (json: StackJson) => Examination;
}

/** A rule that is not asked for, and why. */
export interface WaivedRule extends Row {
  readonly waived: string;
}

export interface Examination {
  /** Addresses of what was looked at: a rule that looks at nothing says nothing. */
  readonly looked: readonly string[];
  /** What breaks the rule: an address and what is wrong there. */
  readonly violations: readonly string[];
}

/** What is wrong with one resource, a sentence each; nothing if it keeps the rule. */
export type Judge = (block: Block, json: StackJson, declared: Declared) => readonly string[];

/** Looks at every resource of these types. */
export function each(types: readonly string[], judge: Judge): SecurityRule["examine"] {
  return eachOf((json) => resources(json, ...types), judge);
}

/** Looks at every resource that `choose` finds. */
export function eachOf(choose: (json: StackJson) => readonly Declared[], judge: Judge): SecurityRule["examine"] {
  return (json) => {
    const chosen = choose(json);
    return {
      looked: chosen.map(({ address }) => address),
      violations: chosen.flatMap((declared) =>
        judge(declared.block, json, declared).map((what) => `${declared.address}: ${what}`),
      ),
    };
  };
}

/** A judgement on one fact. */
export function unless(holds: boolean, what: string): readonly string[] {
  return holds ? [] : [what];
}

/** What all stacks of an environment come to. */
export function examineAll({ examine }: SecurityRule, stacks: readonly StackJson[]): Examination {
  const all = stacks.map(examine);
  return { looked: all.flatMap(({ looked }) => looked), violations: all.flatMap(({ violations }) => violations) };
}
