import type { StackJson } from "../../src/lib/terraform/stack-json";

type Mutable = Record<string, unknown>;

type MutableStack = StackJson & { readonly resource: Record<string, Record<string, Mutable>> };

/** A copy of an environment's stacks to break things in. What is named must be there: a break without effect proves nothing. */
export class Draft {
  readonly stacks: readonly MutableStack[];

  constructor(originals: readonly StackJson[]) {
    // Not structuredClone: it keeps parts that two resources share in one.
    this.stacks = JSON.parse(JSON.stringify(originals)) as readonly MutableStack[];
  }

  /** The first resource of a type that fits. */
  first(type: string, fits: (block: Mutable) => boolean = () => true): Mutable {
    const found = this.stacks.flatMap(({ resource }) => Object.values(resource[type] ?? {})).find(fits);
    if (found === undefined) throw new Error(`there is no such ${type} to break`);
    return found;
  }

  /** Adds a resource to the stack that has others of its type. */
  add(type: string, id: string, block: Mutable): void {
    const others = this.stacks.map(({ resource }) => resource[type]).find((ofType) => ofType !== undefined);
    if (others === undefined) throw new Error(`there is no ${type} yet`);
    others[id] = block;
  }

  /** Sets arguments of the first resource of a type that fits. */
  set(type: string, change: Mutable, fits?: (block: Mutable) => boolean): void {
    Object.assign(this.first(type, fits), change);
  }

  /** Changes a JSON text in the first resource of a type that fits. */
  edit(type: string, argument: string, change: (value: never) => void, fits?: (block: Mutable) => boolean): void {
    const found = this.first(type, fits);
    const value: unknown = JSON.parse(String(found[argument]));
    change(value as never);
    found[argument] = JSON.stringify(value);
  }

  /** Changes the first container of the first task definition. */
  container(change: Mutable): void {
    this.edit("aws_ecs_task_definition", "container_definitions", (containers: Mutable[]) => {
      Object.assign(containers[0] ?? {}, change);
    });
  }

  /** Adds a statement to the policy of the first resource of a type whose policy has a word in it. */
  allow(type: string, statement: Mutable, word = ""): void {
    this.edit(
      type,
      "policy",
      ({ Statement }: { Statement: Mutable[] }) => {
        Statement.push({ Effect: "Allow", ...statement });
      },
      ({ policy }) => String(policy).includes(word),
    );
  }

  /** Changes a statement of a policy that workflows have, by its id. */
  workflow(sid: string, change: (statement: Mutable) => void): void {
    this.edit(
      "aws_iam_policy",
      "policy",
      ({ Statement }: { Statement: Mutable[] }) => {
        Statement.filter((statement) => statement["Sid"] === sid).forEach(change);
      },
      ({ policy }) => String(policy).includes(`"${sid}"`),
    );
  }

  /** Changes the trust policy of the first role that trusts. */
  trust(principal: string, change: (statement: Mutable) => void): void {
    this.edit(
      "aws_iam_role",
      "assume_role_policy",
      ({ Statement: [statement = {}] }: { Statement: Mutable[] }) => {
        change(statement);
      },
      ({ assume_role_policy: policy }) => String(policy).includes(principal),
    );
  }
}
