import { type Finding, severities } from "../finding";
import type { Review, ReviewedChange } from "../review";
import { subjectOf } from "./text";

/** A comment on GitHub takes so many characters. https://github.com/orgs/community/discussions/41331 */
export const commentLimit = 65_536;

/**
 * For a comment on a pull request: verdict, findings by severity, table, diff. What does not fit is left out from the
 * end, whole parts and whole lines only, and a sentence says where the rest is.
 */
export function renderMarkdown(review: Review, limit = commentLimit): string {
  const head = [`## ${subjectOf(review)}: ${review.verdict}`, "", counts(review), ""];
  const foot = ["", `Plan \`${review.hash}\``, ""];
  const room = new Room(limit - lengthOf(head) - lengthOf(foot) - lengthOf([leftOut]));
  const body = [
    ...room.fit(review.findings.flatMap((finding) => [findingBlock(finding)])),
    ...room.fit(review.changes.map(tableRow), tableFrame),
    ...room.fit(review.changes.flatMap(diffBlock), diffFrame),
  ];
  return [...head, ...body, ...(room.isFull ? [leftOut] : []), ...foot].join("\n");
}

const leftOut = "**Not all of it fits here.** The whole review is in the summary of the job that wrote this.";

interface Frame {
  readonly open: readonly string[];
  readonly close: readonly string[];
}

const tableFrame: Frame = {
  open: ["### Changes", "", "| action | resource | outage |", "| --- | --- | --- |"],
  close: [""],
};
const diffFrame: Frame = {
  open: ["<details><summary>Difference</summary>", "", "```diff"],
  close: ["```", "", "</details>", ""],
};

/** Gives out characters until a part does not fit; from then on nothing more, so that a reader misses no middle. */
class Room {
  private full = false;

  constructor(private left: number) {}

  get isFull(): boolean {
    return this.full;
  }

  fit(parts: readonly string[], frame: Frame = { open: [], close: [] }): readonly string[] {
    if (parts.length === 0 || this.full) return [];
    const around = lengthOf(frame.open) + lengthOf(frame.close);
    const [first = ""] = parts;
    if (around + lengthOf([first]) > this.left) {
      this.full = true;
      return [];
    }
    this.left -= around;
    const fitting: string[] = [];
    for (const part of parts) {
      if (lengthOf([part]) > this.left) {
        this.full = true;
        break;
      }
      this.left -= lengthOf([part]);
      fitting.push(part);
    }
    return [...frame.open, ...fitting, ...frame.close];
  }
}

/** Each line with its line feed. */
function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function counts({ findings, changes }: Review): string {
  const found = [...severities]
    .reverse()
    .map((severity) => ({ severity, count: findings.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  const done = ["create", "update", "replace", "delete", "forget", "move"]
    .map((action) => ({ action, count: changes.filter((one) => one.action === action).length }))
    .filter(({ count }) => count > 0)
    .map(({ action, count }) => `${count} to ${action}`);
  return `${found.length === 0 ? "no findings" : found.join(", ")}; ${done.length === 0 ? "no changes" : done.join(", ")}`;
}

function findingBlock({ severity, id, address, constructPath, what, why, todo, details = [] }: Finding): string {
  const where = address === undefined ? "the plan" : code(address);
  const path =
    constructPath === undefined || address?.endsWith(`.${constructPath}`) === true ? "" : `, ${code(constructPath)}`;
  return [
    `### ${severity}: ${where}`,
    "",
    escaped(what),
    "",
    `- Why: ${escaped(why)}`,
    `- Do: ${escaped(todo)}`,
    ...details.map((line) => `- ${code(line)}`),
    "",
    `<sub>${id}${path}</sub>`,
    "",
  ].join("\n");
}

function tableRow({ action, address, outage }: ReviewedChange): string {
  return `| ${action} | ${code(address).replaceAll("|", "\\|")} | ${outage} |`;
}

function diffBlock({ address, action, diff }: ReviewedChange): readonly string[] {
  const mark = { create: "+", delete: "-" }[action as string] ?? "!";
  // A line of the fence's own mark would end it.
  return [`${mark} ${action} ${address}`, ...diff.map((line) => `!     ${line}`)].map((line) =>
    line.replaceAll("```", "'''"),
  );
}

/** Text from a plan as code: it can hold nothing that Markdown or GitHub acts on. */
function code(text: string): string {
  const flat = text.replace(/\s+/g, " ").replaceAll("`", "'");
  return `\`${flat}\``;
}

/** Sentences hold names from the plan: no mention, no HTML, no link comes of them. Our own `code` stays. */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") && part.endsWith("`") && part.length > 1 ? part : plain(part)))
    .join("");
}

function plain(text: string): string {
  return text
    .replace(/[&<>@#[\]*_\\`|]/g, (mark) => (mark === "&" || mark === "<" || mark === ">" ? entity(mark) : `\\${mark}`))
    .replaceAll("\\@", "@\u200B")
    .replaceAll("\\#", "#\u200B");
}

function entity(mark: string): string {
  return { "&": "&amp;", "<": "&lt;", ">": "&gt;" }[mark] ?? mark;
}
