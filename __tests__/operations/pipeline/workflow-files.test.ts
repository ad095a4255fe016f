import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { addSummary, setOutput } from "../../../src/operations/pipeline/workflow-files";

/** As the runner reads it: the name, a delimiter, lines up to the one that is the delimiter. */
function outputs(text: string): readonly (readonly [name: string, value: string])[] {
  const lines = text.split("\n");
  const read: [string, string][] = [];
  for (let line = lines.shift(); line !== undefined && line !== ""; line = lines.shift()) {
    const [, name = "", delimiter = ""] = /^(.+?)<<(.+)$/.exec(line) ?? [];
    const end = lines.indexOf(delimiter);
    read.push([name, lines.slice(0, end).join("\n")]);
    lines.splice(0, end + 1);
  }
  return read;
}

describe("the files of a workflow's step", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "workflow-"));
    file = join(folder, "file");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("take outputs one after another, whatever lines they have", () => {
    const lines = fc
      .array(fc.oneof(fc.string(), fc.constantFrom("", "EOF", "a=b", "a<<EOF", "end-")))
      .map((all) => all.join("\n"));
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        setOutput("one", one, { GITHUB_OUTPUT: file });
        setOutput("other", other, { GITHUB_OUTPUT: file });
        expect(outputs(readFileSync(file, "utf8"))).toEqual([
          ["one", one],
          ["other", other],
        ]);
        rmSync(file);
      }),
      { numRuns: 50 },
    );
  });

  it("take what is added to the summary", () => {
    addSummary("one\n", { GITHUB_STEP_SUMMARY: file });
    addSummary("other\n", { GITHUB_STEP_SUMMARY: file });
    expect(readFileSync(file, "utf8")).toBe("one\nother\n");
  });

  it.each([{}, { GITHUB_OUTPUT: "", GITHUB_STEP_SUMMARY: "" }])(
    "are not missed outside of a workflow: %j",
    (variables) => {
      setOutput("one", "value", variables);
      addSummary("text", variables);
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});
