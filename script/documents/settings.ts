import { z } from "zod";
import { environmentSchema } from "../../src/environments/schema";

export interface Setting {
  /** `services.<name>.container.port`, `network.zones[].name` */
  readonly path: string;
  readonly type: string;
  /** What the error of a wrong value names as allowed; empty for objects. */
  readonly allowed: string;
  readonly required: boolean;
  /** The schema's own default, as JSON. */
  readonly initial: string | undefined;
}

/** All settings in the order of the schema. */
export function readSettings(): readonly Setting[] {
  return settingsOf(environmentSchema, "", { required: true, initial: undefined });
}

type Presence = Pick<Setting, "required" | "initial">;

function settingsOf(schema: z.core.$ZodType, path: string, presence: Presence): readonly Setting[] {
  const row = (type: string, allowed = ""): readonly Setting[] =>
    path === "" ? [] : [{ path, type, allowed, ...presence }];
  const inner: Presence = { required: true, initial: undefined };

  if (schema instanceof z.ZodOptional) return settingsOf(schema.unwrap(), path, { ...presence, required: false });
  if (schema instanceof z.ZodDefault)
    return settingsOf(schema.unwrap(), path, { required: false, initial: JSON.stringify(schema.def.defaultValue) });
  if (schema instanceof z.ZodPrefault)
    return settingsOf(schema.unwrap(), path, { required: false, initial: JSON.stringify(schema.def.defaultValue) });
  if (schema instanceof z.ZodPipe) return settingsOf(schema.in, path, presence);
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    const keys = Object.entries(shape);
    return [...row("object"), ...keys.flatMap(([key, value]) => settingsOf(value, join(path, key), inner))];
  }
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion) {
    const { options } = schema;
    const variants = options.flatMap((option) => settingsOf(option, path, inner)).filter((each) => each.path !== path);
    return [
      ...row(variants.length > 0 ? "one of several objects" : typeName(schema), allowedBy(schema)),
      ...merged(variants),
    ];
  }
  if (schema instanceof z.ZodRecord) {
    return gathered(row("object by name"), settingsOf(schema.valueType, join(path, "<name>"), inner));
  }
  if (schema instanceof z.ZodArray) return gathered(row("list"), settingsOf(schema.element, `${path}[]`, inner));
  if (schema instanceof z.ZodTuple) {
    const [element] = schema.def.items;
    return gathered(row("list, not empty"), element === undefined ? [] : settingsOf(element, `${path}[]`, inner));
  }
  return row(typeName(schema), allowedBy(schema));
}

/** Elements that are plain values need no row of their own, nor do objects whose settings follow. */
function gathered(whole: readonly Setting[], elements: readonly Setting[]): readonly Setting[] {
  const [first, ...others] = elements;
  const [own] = whole;
  if (first === undefined || own === undefined) return [...whole, ...elements];
  if (others.length > 0) return [...whole, ...others];
  return [{ ...own, type: `${own.type}: ${first.type}`, allowed: first.allowed }];
}

/** `type` stands in each variant of a union: one row for all. */
function merged(variants: readonly Setting[]): readonly Setting[] {
  const byPath = new Map<string, Setting>();
  for (const variant of variants) {
    const known = byPath.get(variant.path);
    const allowed = [...new Set([known?.allowed ?? "", variant.allowed])].filter((text) => text !== "").join(", ");
    byPath.set(variant.path, known === undefined ? variant : { ...known, allowed });
  }
  return [...byPath.values()];
}

function typeName(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodString) return "text";
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodBoolean) return "boolean";
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) return "one of";
  return "value";
}

/** Asks the schema itself: the error of a value that nothing takes says what would be right. */
function allowedBy(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodEnum) return schema.options.join(", ");
  if (schema instanceof z.ZodLiteral) return [...schema.values].join(", ");
  const { error } = z.safeParse(schema, Symbol("no setting"));
  return /\. Allowed: (.*?)\. [A-Z]/s.exec(error?.issues[0]?.message ?? "")?.[1] ?? "";
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
