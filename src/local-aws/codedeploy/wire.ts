import type { Call, Reply } from "../protocol/call";
import { jsonReply, readJson, seconds } from "../protocol/json";

/** Reads the body of an AWS JSON 1.1 call; AWS takes an explicit null for "not given". */
export function readBody(call: Call): unknown {
  return withoutNulls(readJson(call));
}

/**
 * Writes an answer in AWS JSON 1.1: timestamps are numbers of seconds (the Terraform provider refuses
 * ISO strings) and members without a value are left out.
 */
export function writeReply(answer: object): Reply {
  return jsonReply(withSeconds(answer));
}

function withoutNulls(value: unknown): unknown {
  return mapTree(value, (leaf) => leaf ?? undefined);
}

function withSeconds(value: unknown): unknown {
  return mapTree(value, (leaf) => (leaf instanceof Date ? seconds(leaf) : leaf));
}

function mapTree(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapTree(item, leaf)).filter((item) => item !== undefined);
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    const entries = Object.entries(value).map(([key, item]) => [key, mapTree(item, leaf)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  }
  return leaf(value);
}
