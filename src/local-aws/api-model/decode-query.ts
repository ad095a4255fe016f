import type { Protocol } from "../protocol/call";
import { decodeText } from "./decode-text";
import { isFlattened, type ServiceModel, type Shape, type ShapeReference, shapeOf } from "./service-model";

/** Parameters of a query call, taken apart at their dots. */
interface Tree {
  text?: string;
  readonly parts: Map<string, Tree>;
}

/** Parameters of every call. */
const OF_EVERY_CALL = new Set(["Action", "Version"]);

/**
 * What the parameters of a query call say, in the form of the JSON protocols. One that stands for no member keeps its name,
 * with an equals sign.
 */
export function decodeQuery(
  model: ServiceModel,
  reference: ShapeReference,
  protocol: Protocol,
  parameters: URLSearchParams,
): unknown {
  const top: Tree = { parts: new Map() };
  for (const [name, text] of parameters) {
    if (OF_EVERY_CALL.has(name)) continue;
    let tree = top;
    for (const part of name.split(".")) {
      const next = tree.parts.get(part) ?? { parts: new Map() };
      tree.parts.set(part, next);
      tree = next;
    }
    tree.text = text;
  }
  return new QueryDecoder(model, protocol === "ec2").decode(reference, top);
}

class QueryDecoder {
  constructor(
    private readonly model: ServiceModel,
    private readonly isEc2: boolean,
  ) {}

  decode(reference: ShapeReference, tree: Tree): unknown {
    const shape = shapeOf(this.model, reference);
    switch (shape.type) {
      case "structure":
        return this.structure(shape, tree);
      case "list":
        return this.list(shape, this.isEc2 || isFlattened(shape, reference), tree);
      case "map":
        return this.map(shape, tree);
      default:
        return tree.parts.size > 0 ? [...tree.parts.keys()] : decodeText(shape, tree.text ?? "");
    }
  }

  private structure({ members = {} }: Shape, tree: Tree): unknown {
    const byWireName = new Map(Object.entries(members).map(([name, member]) => [this.wireName(name, member), name]));
    const decoded: Record<string, unknown> = {};
    for (const [wireName, part] of tree.parts) {
      const name = byWireName.get(wireName);
      const member = name === undefined ? undefined : members[name];
      if (name === undefined || member === undefined) decoded[`${wireName}=`] = part.text ?? "";
      else decoded[name] = this.decode(member, part);
    }
    return decoded;
  }

  private list({ member }: Shape, flattened: boolean, tree: Tree): unknown {
    // `Name=` alone is how the query protocol writes an empty list.
    if (member === undefined || tree.parts.size === 0) return tree.text === "" ? [] : tree.text;
    const items = flattened ? tree : tree.parts.get(member.locationName ?? "member");
    const numbered = [...(items?.parts ?? [])];
    if (numbered.length === 0) return [...tree.parts.keys()];
    return numbered.map(([number, item]) => (/^\d+$/.test(number) ? this.decode(member, item) : number));
  }

  private map({ key, value }: Shape, tree: Tree): unknown {
    const entries = [...(tree.parts.get("entry") ?? tree).parts.values()].map(({ parts }) => {
      const item = parts.get(value?.locationName ?? "value");
      return [parts.get(key?.locationName ?? "key")?.text ?? "", value && item && this.decode(value, item)] as const;
    });
    return Object.fromEntries(entries);
  }

  /** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html: EC2's names begin with a capital. */
  private wireName(name: string, { locationName = name, queryName, shape }: ShapeReference): string {
    if (this.isEc2) return queryName ?? locationName.charAt(0).toUpperCase() + locationName.slice(1);
    const { type, member, flattened } = this.model.shapes[shape] ?? { type: "" };
    return type === "list" && flattened === true ? (member?.locationName ?? locationName) : locationName;
  }
}
