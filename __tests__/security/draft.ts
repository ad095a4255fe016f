import type { StackJson } from "../../src/lib/stack-json";

type Mutable = Record<string, unknown>;

/** A copy of a stack to break things in. What is named must be there: a break without effect would prove nothing. */
export class Draft {
  readonly json: StackJson & { readonly resource: Record<string, Record<string, Mutable>> };

  constructor(original: StackJson) {
    // Not structuredClone: it keeps parts that two resources share in one.
    this.json = JSON.parse(JSON.stringify(original)) as typeof this.json;
  }

  /** The first resource of a type that fits. */
  first(type: string, fits: (block: Mutable) => boolean = () => true): Mutable {
    const found = Object.values(this.json.resource[type] ?? {}).find(fits);
    if (found === undefined) throw new Error(`there is no such ${type} to break`);
    return found;
  }

  /** Takes away all resources of a type. */
  remove(type: string): void {
    this.first(type);
    this.json.resource[type] = {};
  }

  /** Sets arguments of the first resource of a type. */
  set(type: string, change: Mutable): void {
    Object.assign(this.first(type), change);
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

  /** Adds a statement to the policy of the first resource of a type. */
  allow(type: string, statement: Mutable): void {
    this.edit(type, "policy", ({ Statement }: { Statement: Mutable[] }) => {
      Statement.push({ Effect: "Allow", ...statement });
    });
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
