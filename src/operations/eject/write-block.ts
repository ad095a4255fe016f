import { waiversOf } from "../../lib/terraform/waiver";
import type { BlockSchema } from "./provider-schema";
import { hclExpression } from "./template";

/** An object of Terraform JSON. */
export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Addresses instead of values: HCL writes them without quotes. */
const addresses = new Set(["depends_on", "ignore_changes", "replace_triggered_by", "provider", "to", "from"]);

const conditions: BlockSchema = { attributes: new Set(["condition", "error_message"]), blocks: new Map() };

const lifecycle: BlockSchema = {
  attributes: new Set(["create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by"]),
  blocks: new Map([
    ["precondition", conditions],
    ["postcondition", conditions],
  ]),
};

const metaArguments = new Set(["count", "depends_on", "for_each", "provider"]);

/**
 * A block of HCL. `terraform fmt` aligns it afterwards.
 *
 * @param header `resource "aws_lb" "load_balancer"`
 * @throws where the JSON has what the schema does not know, with the path to it
 */
export function writeBlock(header: string, body: Json, schema: BlockSchema): string {
  const comments = waiversOf(body).map(({ check, reason }) => `# checkov:skip=${check}: ${reason}`);
  const lines = Object.entries(body).flatMap(([name, value]) => writeEntry(header, name, value, schema));
  return [`${header} {`, ...comments, ...lines, "}"].join("\n");
}

function writeEntry(header: string, name: string, value: unknown, schema: BlockSchema): readonly string[] {
  if (name === "//" || value === null) return [];
  const nested = name === "lifecycle" ? lifecycle : schema.blocks.get(name);
  if (nested !== undefined) {
    const blocks: readonly unknown[] = Array.isArray(value) ? value : [value];
    return blocks.map((each) => writeBlock(name, requireObject(header, name, each), nested));
  }
  if (!schema.attributes.has(name) && !metaArguments.has(name)) {
    throw new Error(`${header}: "${name}" is neither an argument nor a block of the provider's schema.`);
  }
  return [`${name} = ${addresses.has(name) ? writeAddresses(value) : writeValue(value)}`];
}

function requireObject(header: string, name: string, value: unknown): Json {
  if (isJson(value)) return value;
  throw new Error(`${header}: "${name}" is a block in the provider's schema, and is no object here.`);
}

function writeAddresses(value: unknown): string {
  return Array.isArray(value) ? `[\n${value.map((each) => `${String(each)},\n`).join("")}]` : String(value);
}

/** A value of Terraform JSON as an expression. */
export function writeValue(value: unknown): string {
  if (typeof value === "string") return hclExpression(value);
  if (Array.isArray(value))
    return value.length === 0 ? "[]" : `[\n${value.map((each) => `${writeValue(each)},\n`).join("")}]`;
  if (!isJson(value)) return String(value);
  const entries = Object.entries(value).map(([key, each]) => `${writeKey(key)} = ${writeValue(each)}\n`);
  return entries.length === 0 ? "{}" : `{\n${entries.join("")}}`;
}

/** Keys of objects are templates as well; one that is a name alone needs no quotes. */
function writeKey(key: string): string {
  if (/^[A-Za-z_][\w-]*$/.test(key)) return key;
  const expression = hclExpression(key);
  return expression.startsWith('"') ? expression : `(${expression})`;
}
