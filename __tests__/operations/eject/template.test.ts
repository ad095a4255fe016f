import fc from "fast-check";
import { hclExpression } from "../../../src/operations/eject/template";

describe("a string of Terraform JSON as an expression of HCL", () => {
  it.each([
    ["plain text", "blue", '"blue"'],
    ["an empty text", "", '""'],
    ["quotes and backslashes", 'a "b" \\ c', '"a \\"b\\" \\\\ c"'],
    ["line breaks and tabs", "a\nb\tc\r", '"a\\nb\\tc\\r"'],
    ["a control character", "a\u0007", '"a\\u0007"'],
    ["one interpolation alone", "${aws_vpc.network.id}", "aws_vpc.network.id"],
    ["text around an interpolation", "${aws_s3_bucket.b.arn}/*", '"${aws_s3_bucket.b.arn}/*"'],
    ["two interpolations", "${a.b}${c.d}", '"${a.b}${c.d}"'],
    ["quotes inside an interpolation, which stay", '{"x":"${join(",", a.b)}"}', '"{\\"x\\":\\"${join(",", a.b)}\\"}"'],
    ["braces inside an interpolation", '${jsonencode({"a" = {"b" = 1}})}', 'jsonencode({"a" = {"b" = 1}})'],
    ["a brace inside a quoted text of an interpolation", '${f("}")}x', '"${f("}")}x"'],
    ["an interpolation inside a quoted text of an interpolation", '${f("${g("a")}")}', 'f("${g("a")}")'],
    ["a directive", "%{ if a.b }x%{ endif }", '"%{ if a.b }x%{ endif }"'],
    ["escaped sequences, which stay escaped", "$${not} %%{one}", '"$${not} %%{one}"'],
    ["a dollar alone", "US$ 5 {}", '"US$ 5 {}"'],
  ])("writes %s", (_, json, hcl) => {
    expect(hclExpression(json)).toBe(hcl);
  });

  it.each(["${aws_vpc.network.id", '${f("a)}'])("refuses %s, whose sequence is not closed", (json) => {
    expect(() => hclExpression(json)).toThrow("is not closed in");
  });

  it("writes every text without sequences so that JSON reads the same back", () => {
    const text = fc.string({ unit: "binary" }).filter((given) => !given.includes("{"));
    fc.assert(
      fc.property(text, (given) => {
        expect(JSON.parse(hclExpression(given))).toBe(given);
      }),
    );
  });
});
