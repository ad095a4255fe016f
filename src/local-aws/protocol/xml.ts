const XML_ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => XML_ESCAPES[character] ?? character);
}

/** How a protocol writes values: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html, aws-ec2-query-protocol.html */
export interface XmlStyle {
  /** The element of each item of a list. */
  readonly item: "item" | "member";
  /** The element of a member of a structure. */
  readonly nameOf: (member: string) => string;
}

/** A value in an element of this name; nothing for what is not there. */
export function element(name: string, value: unknown, style: XmlStyle): string {
  return value === undefined || value === null ? "" : `<${name}>${content(value, style)}</${name}>`;
}

function content(value: unknown, style: XmlStyle): string {
  if (Array.isArray(value)) return value.map((item) => element(style.item, item, style)).join("");
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return escapeXml(String(value));
  return Object.entries(value)
    .map(([member, inner]) => element(style.nameOf(member), inner, style))
    .join("");
}
