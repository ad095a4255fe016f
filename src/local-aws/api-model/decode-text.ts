import type { Shape } from "./service-model";

const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * A value that the XML and query protocols write as text: what the JSON protocols write for it. Text that is not of the
 * shape's form stays text, which no check takes for a number.
 */
export function decodeText({ type }: Shape, text: string): unknown {
  switch (type) {
    case "integer":
    case "long":
    case "float":
    case "double":
      return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "timestamp":
      return ISO_8601.test(text) ? Date.parse(text) / 1000 : text;
    default:
      return text;
  }
}
