import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../src/lib/checkout";

interface Row {
  readonly behaviour: string;
  readonly source: string;
  readonly code: string;
  readonly seen: string;
}

const text = readFileSync(join(checkout.root, "docs", "aws-behaviour.md"), "utf8");
const lines = text.split("\n").filter((line) => line.startsWith("|"));
const header = "| behaviour | source | code | seen on AWS |";
const cells = lines
  .filter((line) => line !== header && !line.startsWith("| ---"))
  .map((line) => line.replace(/^\| | \|$/g, "").split(" | "));
const rows = cells.map(([behaviour = "", source = "", code = "", seen = ""]): Row => ({
  behaviour,
  source,
  code,
  seen,
}));

/** The behaviours of rows that break a rule. */
function breaking(rule: (row: Row) => boolean): readonly string[] {
  return rows.filter((row) => !rule(row)).map(({ behaviour }) => behaviour);
}

function pathsIn({ code }: Row): readonly string[] {
  return code.split(", ").map((path) => path.replace(/^`|`$/g, ""));
}

describe("the table of what is believed about AWS", () => {
  it("has rows of four cells, sixty at least", () => {
    expect(cells.filter((row) => row.length !== 4)).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(60);
  });

  it("says each behaviour once, in sentences", () => {
    const said = rows.map(({ behaviour }) => behaviour);
    expect(said.filter((behaviour, index) => said.indexOf(behaviour) < index)).toEqual([]);
    expect(breaking(({ behaviour }) => /^[A-Z`].*\.$/.test(behaviour))).toEqual([]);
  });

  it("names a source that can be opened for each", () => {
    const link = String.raw`\[[^\]]+\]\(https://[^\s)]+\)`;
    expect(breaking(({ source }) => new RegExp(`^${link}(, ${link})*$`).test(source))).toEqual([]);
  });

  it("names files that exist for each", () => {
    const isFile = (path: string) =>
      existsSync(join(checkout.root, path)) && statSync(join(checkout.root, path)).isFile();
    expect(rows.flatMap(pathsIn).filter((path) => !isFile(path))).toEqual([]);
    expect(breaking(({ code }) => /^`[^`]+`(, `[^`]+`)*$/.test(code))).toEqual([]);
  });

  it("says of each when, by whom and in which region it was seen, or that it was not yet", () => {
    expect(breaking(({ seen }) => /^(not yet|\d{4}-\d{2}-\d{2}, [^,]+, [a-z]{2}(-[a-z]+)+-\d)$/.test(seen))).toEqual(
      [],
    );
  });

  it("is what README.md links to where it says that nothing ran on a real account", () => {
    const readme = readFileSync(join(checkout.root, "README.md"), "utf8");
    const claims = readme.split("\n").filter((line) => line.includes("(docs/aws-behaviour.md)"));
    expect(claims).toHaveLength(1);
    const nothingSeen = rows.every(({ seen }) => seen === "not yet");
    expect(claims[0]?.startsWith("None of it has yet run on a real AWS account")).toBe(nothingSeen);
  });
});
