/**
 * A string of Terraform JSON as an HCL expression. Both are templates, but JSON's is written without escapes
 * (https://developer.hashicorp.com/terraform/language/syntax/json#string-values), so that literal parts are escaped here
 * and what stands in `${ }` or `%{ }` is left as it is. A string that is one interpolation alone becomes its expression.
 *
 * @throws where a sequence is not closed: Terraform would not read the JSON either
 */
export function hclExpression(text: string): string {
  const parts = partsOf(text);
  const [only] = parts;
  if (parts.length === 1 && only?.kind === "interpolation") return only.text.slice(2, -1).trim();
  return `"${parts.map(({ kind, text: part }) => (kind === "literal" ? escaped(part) : part)).join("")}"`;
}

interface Part {
  readonly kind: "literal" | "interpolation" | "directive";
  readonly text: string;
}

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let literal = "";
  let at = 0;
  while (at < text.length) {
    const two = text.slice(at, at + 2);
    const three = text.slice(at, at + 3);
    if (three === "$${" || three === "%%{") {
      literal += three;
      at += 3;
    } else if (two === "${" || two === "%{") {
      const end = endOfSequence(text, at + 2);
      if (literal !== "") parts.push({ kind: "literal", text: literal });
      parts.push({ kind: two === "${" ? "interpolation" : "directive", text: text.slice(at, end) });
      literal = "";
      at = end;
    } else {
      literal += text.charAt(at);
      at += 1;
    }
  }
  if (literal !== "") parts.push({ kind: "literal", text: literal });
  return parts;
}

/** Behind the brace that closes a sequence whose content begins at `start`: braces and quotes in it are counted. */
function endOfSequence(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') at = endOfQuotes(text, at + 1) - 1;
    else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new Error(`"\${" is not closed in ${JSON.stringify(text)}`);
}

/** Behind the quote that closes a string whose content begins at `start`; a template in it may hold quotes of its own. */
function endOfQuotes(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const two = text.slice(at, at + 2);
    const three = text.slice(at, at + 3);
    if (two.startsWith("\\")) at += 1;
    else if (three === "$${" || three === "%%{") at += 2;
    else if (two === "${" || two === "%{") at = endOfSequence(text, at + 2) - 1;
    else if (two.startsWith('"')) return at + 1;
  }
  throw new Error(`A quote is not closed in ${JSON.stringify(text)}`);
}

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

function escaped(literal: string): string {
  return Array.from(
    literal,
    (character) => named[character] ?? (isControl(character) ? unicode(character) : character),
  ).join("");
}

/** These have no other form in a quoted template. */
function isControl(character: string): boolean {
  return character < " " || character === "\u007f";
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
