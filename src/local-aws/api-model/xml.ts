/** An element of a document that a machine wrote: without mixed content, attributes left out. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

/** Declaration, comment, closing tag, opening or empty tag, text: each a group of its own. */
const TOKEN =
  /(<\?.*?\?>|<!--.*?-->)|<\/([^\s>]+)\s*>|<([^\s/>!?]+)(?:\s(?:"[^"]*"|'[^']*'|[^>"'])*?)?(\/?)>|([^<]+)/gsy;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** @throws Error where the document is not well-formed */
export function parseXml(document: string): XmlElement {
  const top: OpenElement = { name: "", children: [], text: "" };
  const open = [top];
  let read = 0;
  for (const { 0: token, 2: closed, 3: opened, 4: empty, 5: text } of document.matchAll(TOKEN)) {
    read += token.length;
    const parent = open.at(-1) ?? top;
    if (opened !== undefined) {
      const element = { name: opened, children: [], text: "" };
      parent.children.push(element);
      if (empty === "") open.push(element);
    } else if (closed !== undefined) {
      if (parent.name !== closed) throw new Error(`</${closed}> ends <${parent.name}>`);
      open.pop();
    } else if (text !== undefined) {
      parent.text += decode(text);
    }
  }
  const [root, ...others] = top.children;
  if (read < document.length) throw new Error(`not XML from character ${read} on`);
  if (root === undefined || others.length > 0 || open.length > 1) throw new Error("not one whole element");
  return root;
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (entity, decimal, hexadecimal, name: string) => {
    const code = Number(decimal ?? (hexadecimal === undefined ? NaN : `0x${String(hexadecimal)}`));
    return Number.isNaN(code) ? (ENTITIES[name] ?? entity) : String.fromCodePoint(code);
  });
}
