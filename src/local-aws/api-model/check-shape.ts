import { type ServiceModel, type Shape, type ShapeReference, shapeOf } from "./service-model";

/** Members that are always there although a model does not require them, by the name of their shape. */
export type AlwaysGiven = Readonly<Record<string, readonly string[]>>;

/**
 * Holds a value, in the form of the JSON protocols, against its shape.
 *
 * @param path of the value, for example "services[]": an item of a list has no number, so that a violation in many is one
 * @returns what is wrong, one sentence each, beginning with the path
 */
export function checkShape(
  model: ServiceModel,
  reference: ShapeReference,
  value: unknown,
  path: string,
  alwaysGiven: AlwaysGiven = {},
): readonly string[] {
  const shape = shapeOf(model, reference);
  const wrong = (expected: string, given = kindOf(value)): readonly string[] => [
    `${path}: ${given} instead of ${expected}`,
  ];
  const check = (inner: ShapeReference, item: unknown, where: string) =>
    checkShape(model, inner, item, where, alwaysGiven);
  switch (shape.type) {
    case "structure": {
      if (shape.document === true) return [];
      if (!isObject(value)) return wrong(`a structure (${reference.shape})`);
      const always = [...(shape.required ?? []), ...(alwaysGiven[reference.shape] ?? [])];
      return checkMembers(reference.shape, shape, always, value, path, check);
    }
    case "list": {
      const { member } = shape;
      if (!Array.isArray(value) || member === undefined) return wrong("a list");
      return value.flatMap((item) => check(member, item, `${path}[]`));
    }
    case "map": {
      const { value: inner } = shape;
      if (!isObject(value) || inner === undefined) return wrong("a map");
      return Object.values(value).flatMap((item) => check(inner, item, `${path}{}`));
    }
    default:
      if (!hasForm(shape, reference, value)) return wrong(SCALARS[shape.type] ?? "text");
      if (shape.enum?.includes(String(value)) === false)
        return wrong(`a value of ${reference.shape}`, `"${String(value)}"`);
      return [];
  }
}

const SCALARS: Readonly<Record<string, string>> = {
  integer: "a whole number",
  long: "a whole number",
  float: "a number",
  double: "a number",
  boolean: "a boolean",
  timestamp: "a timestamp in the form of the protocol",
};

function checkMembers(
  name: string,
  shape: Shape,
  always: readonly string[],
  value: Readonly<Record<string, unknown>>,
  path: string,
  check: (reference: ShapeReference, item: unknown, where: string) => readonly string[],
): readonly string[] {
  const { members = {} } = shape;
  const inBody = (member: string): boolean => members[member]?.location === undefined;
  // AWS takes null for "not given", and answers it for that in places.
  const given = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  const present = new Set(given.map(([member]) => member));
  const below = (member: string): string => (path === "" ? member : `${path}.${member}`);
  return [
    ...always
      .filter((member) => inBody(member) && !present.has(member))
      .map((member) => `${below(member)}: missing in ${name}`),
    ...given.flatMap(([member, item]) => {
      const reference = members[member];
      return reference === undefined
        ? [`${below(member)}: not a member of ${name}`]
        : check(reference, item, below(member));
    }),
  ];
}

function hasForm(shape: Shape, { timestampFormat }: ShapeReference, value: unknown): boolean {
  switch (shape.type) {
    case "integer":
    case "long":
      return Number.isInteger(value);
    case "float":
    case "double":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "timestamp":
      // Seconds since 1970, as the JSON protocols write it; so it is decoded from the others.
      return typeof value === "number" || (timestampFormat ?? shape.timestampFormat) === "iso8601";
    default:
      return typeof value === "string";
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
