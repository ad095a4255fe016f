import fc from "fast-check";
import { body, quoted, reviewLimit } from "../../../../src/operations/pipeline/github/body";
import { gateNotes } from "../../../../src/operations/pipeline/github/gate";
import { reviewMarker } from "../../../../src/operations/pipeline/github/marker";
import { commentLimit } from "../../../../src/operations/review/render/markdown";
import { runUrl } from "./samples";

const marker = "<!-- marker -->";
const tooLong = "**The review is too long to be shown here.** Read it in the summary of the run.";

function fences(text: string): number {
  return text.split("\n").filter((line) => line.startsWith("```")).length;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** About as long as wanted, in characters of one to four bytes. */
const lines = fc
  .tuple(fc.constantFrom("x", "é", "会", "🟦", "``` ", "</details>"), fc.nat({ max: 90_000 }))
  .map(([part, length]) => `${part.repeat(60)}\n`.repeat(Math.ceil(length / (part.length * 60))));

describe("the body of a comment", () => {
  it("has the marker, then what to know first, then review, picture and the way to the run", () => {
    expect(
      body({ marker, notes: ["One.", "Two."], review: "## Review\n", diagram: "graph LR\n  a --> b\n", runUrl }),
    ).toBe(
      "<!-- marker -->\nOne.\n\nTwo.\n\n## Review\n\n" +
        "<details><summary>Picture</summary>\n\n```mermaid\ngraph LR\n  a --> b\n```\n\n</details>\n\n" +
        `[Run](${runUrl}): the whole review is in its summary, the picture among its artifacts.\n`,
    );
  });

  it("is never longer than GitHub takes, and closes what it opens, whatever it is made of", () => {
    fc.assert(
      fc.property(
        lines.filter((text) => !text.includes("`")),
        lines,
        (review, diagram) => {
          const text = body({ marker, notes: ["A note."], review, diagram, runUrl });
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(commentLimit);
          expect(fences(text) % 2).toBe(0);
          expect(text.split("\n")[0]).toBe(marker);
          expect(text.includes(review) || text.includes(tooLong)).toBe(true);
          expect(text).toContain(runUrl);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("has room for the longest review with the longest names", () => {
    const environment = "e".repeat(64);
    const longest = {
      environment,
      hash: "1".repeat(64),
      commit: "a".repeat(64),
      run: { id: 999_999_999_999_999, attempt: 99 },
    };
    const address = `https://github.example/${"o".repeat(39)}/${"r".repeat(100)}/actions/runs/999999999999999/attempts/99`;
    const review = "x".repeat(reviewLimit - 1);
    const notes = gateNotes("shut", environment, true);
    expect(notes).toHaveLength(2);
    const text = body({ marker: reviewMarker(longest), notes, review, runUrl: address });
    expect(text).toContain(review);
    expect(text).not.toContain(tooLong);
  });

  it("sends the reader to the run where the review is too long, and still shows the picture", () => {
    const text = body({ marker, notes: [], review: "x".repeat(commentLimit), diagram: "graph LR", runUrl });
    expect(text).toContain(tooLong);
    expect(count(text, "```mermaid\ngraph LR\n```")).toBe(1);
  });

  it.each([
    ["too long for the comment", "x".repeat(49_000), "r".repeat(20_000)],
    ["longer than GitHub draws", "x".repeat(50_001), "r"],
    ["one that would end its fence", "graph LR\n```\nmore", "r"],
  ])("leaves out a picture that is %s, and nothing else", (_, diagram, review) => {
    const text = body({ marker, notes: [], review, diagram, runUrl });
    expect(text).not.toContain("mermaid");
    expect(count(text, review)).toBeGreaterThan(0);
  });
});

describe("a quotation", () => {
  it("is one fence, whatever the lines hold, and fits", () => {
    fc.assert(
      fc.property(lines, (text) => {
        const quotation = quoted(text.split("\n"));
        expect(Buffer.byteLength(quotation)).toBeLessThanOrEqual(reviewLimit);
        expect(fences(quotation)).toBe(2);
      }),
      { numRuns: 60 },
    );
  });

  it("shows lines as they are", () => {
    expect(quoted(["Error: no <b> for @you", "```"])).toBe("```text\nError: no <b> for @you\n'''\n```\n");
  });
});
