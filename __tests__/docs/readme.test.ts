import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkout } from "../../src/lib/checkout";
import { commands } from "../../src/cli/commands";
import { ignoredAttributes, type IgnoredAttribute } from "../../src/lib/terraform/ignored-attributes";
import { securityRules, waivedRules } from "../../src/security/rules";
import { securityTables } from "../../src/security/table";

/** A table of docs/drift.md. When the constant changes, the test prints what belongs between the two markers. */
function table(entries: readonly IgnoredAttribute[]): string {
  const where = { always: "", autoscaled: ", where the service is scaled", scheduled: ", where it has schedules" };
  const row = ({ resource, attribute, owner, when, reason }: IgnoredAttribute) =>
    `| \`${resource}\` | \`${attribute}\` | ${owner}${where[when]} | ${reason} |`;
  return ["| resource | attribute | left to | because |", "| --- | --- | --- | --- |", ...entries.map(row)].join("\n");
}

interface Document {
  /** From the project's root. */
  readonly path: string;
  /** Without code blocks: nothing in them is a link or a heading. */
  readonly prose: string;
  readonly text: string;
}

function readDocument(path: string): Document {
  const text = readFileSync(join(checkout.root, path), "utf8");
  return { path, text, prose: text.replace(/^ *```[\s\S]*?^ *```$/gm, "") };
}

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "SECURITY.md",
  ...readdirSync(join(checkout.root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
].map(readDocument);

/** As GitHub makes them: lower case, hyphens for spaces, other punctuation left out. */
function anchors({ prose }: Document): readonly string[] {
  return [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

interface Link {
  readonly target: string;
  readonly anchor: string | undefined;
}

/** Links to files and headings of this project, `target` from its root. */
function linksOf({ path, prose }: Document): readonly Link[] {
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, href = ""]) => href)
    .filter((href) => !/^[a-z]+:/.test(href))
    .map((href) => {
      const [file = "", anchor] = href.split("#");
      return { target: file === "" ? path : join(dirname(path), file), anchor };
    });
}

function brokenLinks(document: Document): readonly string[] {
  return linksOf(document).flatMap(({ target, anchor }) => {
    if (!existsSync(join(checkout.root, target))) return [`${document.path}: ${target} does not exist`];
    if (anchor === undefined || anchors(readDocument(target)).includes(anchor)) return [];
    return [`${document.path}: ${target} has no heading #${anchor}`];
  });
}

describe("a table that is generated", () => {
  it.each([
    ["drift.md", "left-to-others", "what Terraform leaves to others", table(ignoredAttributes)],
    ["security.md", "security", "the security rules", securityTables(securityRules, waivedRules)],
  ])("of docs/%s, %s, lists %s exactly as the constant does", (file, name, _, expected) => {
    const { text } = readDocument(join("docs", file));
    const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
    expect(text.split(begin)).toHaveLength(2);
    expect(text.split(end)).toHaveLength(2);
    expect(text.slice(text.indexOf(begin) + begin.length, text.indexOf(end)).trim()).toBe(expected);
  });
});

describe("README.md", () => {
  const { text } = readDocument("README.md");

  it("is short: 8 KB at most", () => {
    expect(Buffer.byteLength(text)).toBeGreaterThan(4000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8192);
  });

  it("links to every document of docs/", () => {
    const linked = new Set(linksOf(readDocument("README.md")).map(({ target }) => target));
    const inDocs = documents.map(({ path }) => path).filter((path) => /^docs\/[^/]+$/.test(path));
    expect(inDocs.length).toBeGreaterThan(10);
    expect(inDocs.filter((path) => !linked.has(path))).toEqual([]);
  });
});

/** What the documents name, by the first group of an expression. */
function namedIn(expression: RegExp): ReadonlySet<string> {
  return new Set(documents.flatMap(({ text }) => [...text.matchAll(expression)].map(([, name = ""]) => name)));
}

describe("the documents", () => {
  const { scripts } = JSON.parse(readFileSync(join(checkout.root, "package.json"), "utf8")) as {
    scripts: Readonly<Record<string, string>>;
  };

  it("are README.md, docs and decisions", () => {
    expect(documents.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "README.md",
        "docs/operations.md",
        "docs/decisions/0001-one-json-for-laptop-and-account.md",
      ]),
    );
  });

  it("name npm scripts that exist", () => {
    const named = namedIn(/npm run (?:--silent )?([a-z][\w:-]*)/g);
    expect(named.size).toBeGreaterThan(4);
    expect([...named].filter((name) => !(name in scripts))).toEqual([]);
  });

  it("name commands that exist", () => {
    const named = namedIn(/\.\/bluegreen ((?:local|new|pipeline) (?!--)[a-z]+|[a-z]+)/g);
    expect(named.size).toBeGreaterThan(15);
    const known = new Set([...commands.map(({ name }) => name), "new", "pipeline"]);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });

  it("have lines of 120 characters at most, but for tables, code and links", () => {
    const tooLong = documents.flatMap(({ path, prose }) =>
      prose
        .split("\n")
        .filter((line) => line.length > 120 && !/^ *\|/.test(line) && !/https:\/\/\S{60,}/.test(line))
        .map((line) => `${path}: ${line}`),
    );
    expect(tooLong).toEqual([]);
  });

  it("link to files and headings that exist", () => {
    expect(documents.flatMap(linksOf).length).toBeGreaterThan(20);
    expect(documents.flatMap(brokenLinks)).toEqual([]);
  });
});
