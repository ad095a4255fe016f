import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandsDocument } from "../../script/documents/commands-document";
import { checkout } from "../../src/lib/checkout";
import { commands } from "../../src/cli/commands";

const document = readFileSync(join(checkout.root, "docs", "commands.md"), "utf8");

describe("docs/commands.md", () => {
  it("is what `npm run docs` makes of the commands", () => {
    expect(document).toBe(commandsDocument());
  });

  it("has the help of every command, with its examples", () => {
    expect(commands.length).toBeGreaterThan(20);
    const sections = document.split(/^## /m).slice(1);
    expect(sections.map((section) => section.split("\n")[0])).toEqual(commands.map(({ name }) => name));
    expect(sections.filter((section) => !section.includes("Usage: ./bluegreen "))).toEqual([]);
    expect(sections.filter((section) => !section.includes("Examples:"))).toEqual([]);
  });
});
