import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsDocument } from "../../script/documents/settings-document";
import { checkout } from "../../src/lib/checkout";

const document = readFileSync(join(checkout.root, "docs", "settings.md"), "utf8");
const rows = document.split("\n").filter((line) => line.startsWith("| `"));

describe("docs/settings.md", () => {
  it("is what `npm run docs` makes of the schema", () => {
    expect(document).toBe(settingsDocument());
  });

  it("has a row for each setting once, with what it does", () => {
    const paths = rows.map((row) => row.split(" | ")[0]);
    expect(paths.length).toBeGreaterThan(150);
    expect(paths.filter((path, index) => paths.indexOf(path) < index)).toEqual([]);
    expect(rows.filter((row) => row.endsWith("|  |"))).toEqual([]);
  });

  it.each([
    ["a default of the schema", "services.<name>.container.port", "number", "80", "a whole number from 1 to 65535"],
    ["a default of the comment", "account", "text", "any account the credentials belong to", "12 digits in quotes"],
    ["a required setting", "network.cidr", "text", "required", "an IPv4 range from /16 to /28 that begins"],
    ["a list", "alerts.emails", "list, not empty: text", "required", "a name, @ and a domain"],
    ["a union's type", "backend.type", "one of", "required", "s3, cloud, local"],
  ])("says type, default and limits of %s: %s", (_, path, type, standard, allowed) => {
    const found = rows.filter((row) => row.startsWith(`| \`${path}\` | ${type} | ${standard} | ${allowed}`));
    expect(found).toHaveLength(1);
  });
});
