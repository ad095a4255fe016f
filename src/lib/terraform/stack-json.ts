import { z } from "zod";

/** A block of Terraform JSON: a resource, or a part of one. References are as Terraform writes them: `"${aws_vpc.network.id}"`. */
export type Block = Readonly<Record<string, unknown>>;

const blocks = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({});

const stackJson = z.looseObject({ data: blocks, resource: blocks });

/** A synthesized stack, `cdk.tf.json`, as far as what looks for mistakes in it has to know. */
export type StackJson = Readonly<z.infer<typeof stackJson>>;

export function readStackJson(text: string): StackJson {
  return stackJson.parse(JSON.parse(text));
}

export interface Declared {
  /** `aws_vpc.network`; for what is only read, `data.aws_caller_identity.current`. */
  readonly address: string;
  readonly type: string;
  /** Its Terraform name, `network`. BaseStack gives each to one element only, whatever the type. */
  readonly id: string;
  readonly block: Block;
}

/** All managed resources; with types, those of these types. */
export function resources({ resource }: StackJson, ...types: readonly string[]): readonly Declared[] {
  return Object.entries(resource)
    .filter(([type]) => types.length === 0 || types.includes(type))
    .flatMap(([type, ofType]) =>
      Object.entries(ofType).map(([id, block]) => ({ address: `${type}.${id}`, type, id, block })),
    );
}
