import type { StackJson } from "../../lib/terraform/stack-json";

/**
 * What checkov 3.3.30 cannot parse: it takes every part of a top-level block for an object (`hclify` in its
 * terraform_json/parser.py), and then reports no failure in the whole file. Neither holds anything that it checks.
 */
const unreadable = new Set(["terraform", "import"]);

/** The stack as checkov is given it: its text has line breaks, since checkov tells lines. */
export function scannable(json: StackJson): string {
  const readable = Object.entries(json).filter(([block]) => !unreadable.has(block));
  return `${JSON.stringify(Object.fromEntries(readable), null, 2)}\n`;
}
