import { readComments } from "./comments";
import { readSettings, type Setting } from "./settings";

/** docs/settings.md: every setting of an environment, from the schema and the comments beside it. */
export function settingsDocument(): string {
  const comments = readComments();
  const rows = readSettings().map((setting) => ({ ...setting, ...comments.get(setting.path) }));
  const sections = new Map<string, string[]>();
  for (const row of rows) {
    const section = sectionOf(row.path);
    sections.set(section, [...(sections.get(section) ?? []), tableRow(row)]);
  }
  return [introduction, ...[...sections].map(([section, lines]) => table(section, lines))].join("\n\n") + "\n";
}

const introduction = `# Settings

Every setting of an environment's file in [\`src/environments\`](../src/environments), generated from its
[schema](../src/environments/schema.ts): \`npm run docs\` writes this file again.

\`<name>\` stands for a key that you choose, \`[]\` for each element of a list. A setting without a default is required
wherever the object around it is written. Prices are those of ap-northeast-1. What settings must be to each other is
checked as well, and the message of the refusal says it.`;

/** The first word of a path, or the first three for what a service has: a table of 200 rows is not read. */
function sectionOf(path: string): string {
  const words = path.split(".");
  if (words.length === 1) return "The environment";
  if (words[0] !== "services") return words[0] ?? "";
  return words.length <= 3 ? "services.<name>" : words.slice(0, 3).join(".").replace("[]", "");
}

interface Row extends Setting {
  readonly text?: string;
  readonly fallback?: string;
}

function tableRow({ path, type, allowed, required, fallback, initial, text }: Row): string {
  const standard = fallback ?? (initial === "{}" ? "" : initial) ?? (required ? "required" : "none");
  return `| \`${path}\` | ${cell(type)} | ${cell(standard)} | ${cell(allowed)} | ${cell(text ?? "")} |`;
}

function table(section: string, lines: readonly string[]): string {
  return [
    `## ${section.replace(".<name>", "")}`,
    "",
    "| setting | type | default | allowed | what it does |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}

function cell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|").replaceAll("<", "&lt;").trim();
}
