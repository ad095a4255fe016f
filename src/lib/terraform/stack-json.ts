import { z } from "zod";

/** A block of Terraform JSON: a resource, or a part of one. References are as Terraform writes them: `"${aws_vpc.network.id}"`. */
export type Block = Readonly<Record<string, unknown>>;

const blocksByType = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({});

const stackJson = z.looseObject({ data: blocksByType, resource: blocksByType });

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

/** The blocks of a name: CDKTF writes one as an object and several as a list. */
export function blocks(value: unknown): readonly Block[] {
  if (Array.isArray(value)) return value.filter(isBlock);
  return isBlock(value) ? [value] : [];
}

/** The first block of a name, or one without anything in it. */
export function block(value: unknown): Block {
  return blocks(value)[0] ?? {};
}

export function strings(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string");
  return typeof value === "string" ? [value] : [];
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether something in a block refers to a resource, by any of its attributes. */
export function refersTo(value: unknown, address: string): boolean {
  return new RegExp(`\\b${address.replaceAll(".", "\\.")}\\.`).test(JSON.stringify([value]));
}

/** The resources of a type whose argument refers to a resource. */
export function referring(json: StackJson, type: string, argument: string, address: string): readonly Declared[] {
  return resources(json, type).filter(({ block: found }) => refersTo(found[argument], address));
}

/** The containers of a task definition. */
export function containers({ container_definitions: text }: Block): readonly Block[] {
  return typeof text === "string" ? blocks(JSON.parse(text)) : [];
}
