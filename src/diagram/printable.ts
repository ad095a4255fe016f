/** What XML and Mermaid can hold: no control characters, no halves of a pair. */
export function printable(content: string): string {
  return content.replace(/[\p{Control}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu, "");
}
