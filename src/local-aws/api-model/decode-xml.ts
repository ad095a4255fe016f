import { decodeText } from "./decode-text";
import { isFlattened, type ServiceModel, type Shape, type ShapeReference, shapeOf } from "./service-model";
import type { XmlElement } from "./xml";

/**
 * What an XML document says, in the form of the JSON protocols. An element that stands for no member keeps its name, in
 * angle brackets.
 */
export function decodeXml(model: ServiceModel, reference: ShapeReference, element: XmlElement): unknown {
  const shape = shapeOf(model, reference);
  switch (shape.type) {
    case "structure":
      return decodeStructure(model, shape, element);
    case "list":
      return decodeList(model, shape, element.children);
    case "map":
      return decodeMap(model, shape, element.children);
    default:
      return element.children.length > 0 ? childNames(element) : decodeText(shape, element.text);
  }
}

function decodeStructure(model: ServiceModel, { members = {} }: Shape, element: XmlElement): unknown {
  if (element.children.length === 0 && element.text.trim() !== "") return element.text;
  const decoded: Record<string, unknown> = {};
  const unread = new Set(element.children);
  for (const [name, member] of Object.entries(members)) {
    const shape = shapeOf(model, member);
    const flattened = isFlattened(shape, member);
    const wireName = (flattened ? shape.member?.locationName : undefined) ?? member.locationName ?? name;
    const found = element.children.filter((child) => child.name === wireName);
    const [first] = found;
    if (first === undefined) continue;
    for (const child of found) unread.delete(child);
    if (!flattened) decoded[name] = decodeXml(model, member, first);
    else if (shape.type === "map") decoded[name] = decodeEntries(model, shape, found);
    else decoded[name] = found.map((child) => (shape.member ? decodeXml(model, shape.member, child) : child.text));
  }
  for (const { name } of unread) decoded[`<${name}>`] = "";
  return decoded;
}

function decodeList(model: ServiceModel, { member }: Shape, children: readonly XmlElement[]): unknown {
  if (member === undefined) return undefined;
  const wireName = member.locationName ?? "member";
  return children.map((child) => (child.name === wireName ? decodeXml(model, member, child) : `<${child.name}>`));
}

function decodeMap(model: ServiceModel, shape: Shape, children: readonly XmlElement[]): unknown {
  const others = children.filter(({ name }) => name !== "entry");
  return others.length > 0 ? others.map(({ name }) => `<${name}>`) : decodeEntries(model, shape, children);
}

function decodeEntries(model: ServiceModel, { key, value }: Shape, entries: readonly XmlElement[]): unknown {
  const pairs = entries.map(({ children }) => {
    const keyElement = children.find(({ name }) => name === (key?.locationName ?? "key"));
    const valueElement = children.find(({ name }) => name === (value?.locationName ?? "value"));
    return [keyElement?.text ?? "", value && valueElement && decodeXml(model, value, valueElement)] as const;
  });
  return Object.fromEntries(pairs);
}

function childNames({ children }: XmlElement): readonly string[] {
  return children.map(({ name }) => `<${name}>`);
}
