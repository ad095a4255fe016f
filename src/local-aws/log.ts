import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * What the gateway writes down, one line each: `refused` (an error as AWS would give it), `unknown` (neither moto nor
 * the gateway can answer), `fault` (asked for by a test), `failed` (a fault of the gateway itself).
 */
export type LogKind = "refused" | "unknown" | "fault" | "failed";

export type Log = (kind: LogKind, call: { readonly service: string; readonly action: string }, text: string) => void;

/** These lines are rare, so each is written at once: they are there when a process is killed. */
export function fileLog(file: string): Log {
  mkdirSync(dirname(file), { recursive: true });
  return (kind, call, text) => {
    const line = text.replace(/\s+/g, " ").trim();
    appendFileSync(file, `${new Date().toISOString()} ${kind} ${call.service} ${call.action}: ${line}\n`);
  };
}
