import { commentLimit } from "../../review/render/markdown";
import { ByteBudget, sizeOf } from "../../review/render/byte-budget";

/** Bytes that stay free around a review for what {@link body} adds, also with the longest names. */
const frame = 2000;

/** Bytes that a review may take, to be shown in a comment or an issue as a whole. */
export const reviewLimit = commentLimit - frame;

/** GitHub draws no longer ones (`maxTextSize` of Mermaid). https://mermaid.js.org/config/schema-docs/config.html */
const longestDiagram = 50_000;

export interface BodyParts {
  /** First line, for programs. */
  readonly marker: string;
  /** What to know before all else: paragraphs in Markdown. */
  readonly notes: readonly string[];
  /** Markdown. Where it is too long, a sentence sends the reader to the run. */
  readonly review: string;
  /** Mermaid; left out where it does not fit. */
  readonly diagram?: string | undefined;
  readonly runUrl: string;
}

/** Of a comment or an issue. Never longer than GitHub takes. */
export function body({ marker, notes, review, diagram, runUrl }: BodyParts): string {
  const head = [marker, ...notes.flatMap((note) => [note, ""])];
  const foot = [`[Run](${runUrl}): the whole review is in its summary, the picture among its artifacts.`, ""];
  const room = commentLimit - sizeOf([...head, ...foot, tooLong]);
  const fits = sizeOf([review]) <= room;
  return [
    ...head,
    fits ? review : tooLong,
    ...(diagram === undefined ? [] : picture(diagram, fits ? room - sizeOf([review]) : room)),
    ...foot,
  ].join("\n");
}

/** Lines as they are: nothing in them becomes Markdown, a mention or a link. From the end, lines that do not fit are left out. */
export function quoted(lines: readonly string[]): string {
  const room = new ByteBudget(reviewLimit);
  return room
    .fit(
      lines.map((line) => line.replaceAll("```", "'''")),
      { open: ["```text"], close: ["```", ""] },
    )
    .join("\n");
}

const tooLong = "**The review is too long to be shown here.** Read it in the summary of the run.\n";

function picture(diagram: string, room: number): readonly string[] {
  if (diagram.length > longestDiagram || diagram.includes("```")) return [];
  return new ByteBudget(room).fit([diagram.trimEnd()], {
    open: ["<details><summary>Picture</summary>", "", "```mermaid"],
    close: ["```", "", "</details>", ""],
  });
}
