import fc from "fast-check";
import { literal } from "../../../src/lib/terraform/template";

describe("literal", () => {
  it.each([
    ["plain text", "plain text"],
    ["${var.x}", "$${var.x}"],
    ["%{if true}", "%%{if true}"],
    ["$x 100% {a}", "$x 100% {a}"],
    ["${${", "$${$${"],
  ])("writes %j as %j", (text, expected) => {
    expect(literal(text)).toBe(expected);
  });

  it("is undone by what Terraform does to a template, whatever the text", () => {
    const piece = fc.constantFrom("${", "%{", "$", "%", "{", "}", "a");
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join("")),
        (text) => {
          const read = literal(text)
            .replaceAll("$${", () => "${")
            .replaceAll("%%{", () => "%{");
          expect(read).toBe(text);
        },
      ),
    );
  });
});
