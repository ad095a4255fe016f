/** What XML and Mermaid can hold: no control characters, no halves of a pair. */
export function printable(content: string): string {
  return content.replace(/[\p{Control}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu, "");
}

/** Never empty: Graphviz has no label without a text. */
export function asXml(content: string): string {
  const held = printable(content);
  if (held.trim() === "") return "&#160;";
  return held.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
