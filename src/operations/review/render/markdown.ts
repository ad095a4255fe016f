import { type Finding, severities } from "../finding";
import type { Review, ReviewedChange } from "../review";
import { code, escaped } from "./escape";
import { type Frame, ByteBudget, sizeOf } from "./byte-budget";
import { subjectOf } from "./text";

/**
 * GitHub refuses a comment of more than 65,536 characters, as its message has it; what it counts has been bytes too.
 * Bytes are never fewer than characters. https://github.com/orgs/community/discussions/41331
 */
export const commentLimit = 65_536;

/** A step's summary takes so many bytes; more of it, and the runner uploads nothing. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export const summaryLimit = 1_048_576;

export interface MarkdownOptions {
  /** Bytes that the text may take. Whoever adds a line of their own takes it off. @default commentLimit */
  readonly limit?: number;
  /** A sentence in Markdown: where a reader finds what does not fit. */
  readonly rest?: string;
}

/**
 * For a comment on a pull request: verdict, findings by severity, table, diff. What does not fit is left out from the
 * end, whole parts and whole lines only, and a sentence says where the rest is.
 */
export function renderMarkdown(
  review: Review,
  {
    limit = commentLimit,
    rest = "The whole review is in the summary of the job that wrote this.",
  }: MarkdownOptions = {},
): string {
  const head = [`## ${subjectOf(review)}: ${review.verdict}`, "", counts(review), ""];
  const foot = ["", `Plan \`${review.hash}\``, ""];
  const leftOut = `**Not all of it fits here.** ${rest}`;
  const room = new ByteBudget(limit - sizeOf([...head, ...foot, leftOut]));
  const alike = groupsOf(review.findings);
  const body = [
    ...room.fit(alike.map(groupBlock)),
    ...room.fit(tableRows(review.changes), tableFrame),
    ...room.fit(diffLines(review.changes), diffFrame),
  ];
  const isWhole = !room.isFull && alike.every((group) => group.length <= shownAtMost);
  return [...head, ...body, ...(isWhole ? [] : [leftOut]), ...foot].join("\n");
}

const tableFrame: Frame = {
  open: ["### Changes", "", "| action | resource | outage |", "| --- | --- | --- |"],
  close: [""],
};
const diffFrame: Frame = {
  open: ["<details><summary>Difference</summary>", "", "```diff"],
  close: ["```", "", "</details>", ""],
};

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

type Group = readonly [Finding, ...Finding[]];

/** Findings that differ only in where they are and what they name. */
function groupsOf(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = [finding.severity, finding.id, finding.why, finding.todo].join("\n");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

/** A destroyed network of thousands is one thing to decide on: that it is told must not hide what else is to tell. */
const shownAtMost = 20;

function groupBlock(group: Group): string {
  const [{ severity, id, why, todo }] = group;
  const more = group.length - shownAtMost;
  const many = [
    `### ${severity}: ${group.length} resources`,
    "",
    ...group.slice(0, shownAtMost).flatMap(item),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
  return [
    ...(group.length === 1 ? alone(group[0]) : many),
    "",
    `- Why: ${escaped(why)}`,
    `- Do: ${escaped(todo)}`,
    "",
    `<sub>${id}</sub>`,
    "",
  ].join("\n");
}

function alone(finding: Finding): readonly string[] {
  const details = (finding.details ?? []).map((line) => `- ${code(line)}`);
  return [
    `### ${finding.severity}: ${where(finding)}`,
    "",
    escaped(finding.what),
    ...(details.length > 0 ? ["", ...details] : []),
  ];
}

function item(finding: Finding): readonly string[] {
  const details = (finding.details ?? []).map((line) => `  - ${code(line)}`);
  return [`- ${where(finding)}: ${escaped(finding.what)}`, ...details];
}

/** The address, and the construct's path where it says more. */
function where({ address, constructPath }: Finding): string {
  if (address === undefined) return "the plan";
  if (constructPath === undefined || address.endsWith(`.${constructPath}`)) return code(address);
  return `${code(address)} (${code(constructPath)})`;
}

function* tableRows(changes: readonly ReviewedChange[]): Iterable<string> {
  for (const { action, address, outage } of changes) {
    yield `| ${action} | ${code(address).replaceAll("|", "\\|")} | ${outage} |`;
  }
}

function* diffLines(changes: readonly ReviewedChange[]): Iterable<string> {
  for (const { address, action, diff } of changes) {
    const mark = { create: "+", delete: "-" }[action as string] ?? "!";
    // A line of the fence's own mark would end it.
    for (const line of [`${mark} ${action} ${address}`, ...diff.map((one) => `!     ${one}`)]) {
      yield line.replaceAll("```", "'''");
    }
  }
}
