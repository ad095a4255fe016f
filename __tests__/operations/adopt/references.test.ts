import { argument, type Lookup, type Resolution, resolve } from "../../../src/operations/adopt/references";

const lookup: Lookup = (address, attribute) => {
  if (address === "aws_vpc.network") return { kind: "known", text: `vpc-1.${attribute}` };
  if (address === "aws_lb.later") return { kind: "absent" };
  return { kind: "opaque", expression: `\${${address}.${attribute}}` };
};

const known = (text: string): Resolution => ({ kind: "known", text });

describe("resolve", () => {
  it.each<[what: string, value: unknown, expected: Resolution]>([
    ["a plain text", "10.0.0.0/16", known("10.0.0.0/16")],
    ["an empty text", "", known("")],
    ["a number, as Terraform's text of it", 8080, known("8080")],
    ["a truth value", false, known("false")],
    ["one reference", "${aws_vpc.network.id}", known("vpc-1.id")],
    ["a reference with blanks", "${ aws_vpc.network.id }", known("vpc-1.id")],
    ["references among text", "a/${aws_vpc.network.id}:${aws_vpc.network.arn}-z", known("a/vpc-1.id:vpc-1.arn-z")],
    ["an escaped interpolation", "$${aws_vpc.network.id}", known("${aws_vpc.network.id}")],
    ["an escaped directive", "%%{ if true }", known("%{ if true }")],
    ["a lone dollar", "100$ {x}", known("100$ {x}")],
    ["a resource that does not exist", "${aws_lb.later.arn}", { kind: "absent" }],
    ["one that exists and one that does not", "${aws_vpc.network.id}${aws_lb.later.arn}", { kind: "absent" }],
    ["a resource nobody declares", "${aws_x.y.id}", { kind: "opaque", expression: "${aws_x.y.id}" }],
    [
      "a data source",
      "${data.aws_caller_identity.current.account_id}",
      { kind: "opaque", expression: "${data.aws_caller_identity.current.account_id}" },
    ],
    ["a function", "${upper(aws_vpc.network.id)}", { kind: "opaque", expression: "${upper(aws_vpc.network.id)}" }],
    ["an element of a list", "${aws_vpc.network.ids[0]}", { kind: "opaque", expression: "${aws_vpc.network.ids[0]}" }],
    ["a function of what does not exist", "${upper(aws_lb.later.arn)}", { kind: "absent" }],
    ["an element of what does not exist", "${tolist(aws_lb.later.ids).0.name}", { kind: "absent" }],
    ["a directive", "%{ if true }a%{ endif }", { kind: "opaque", expression: "%{" }],
    ["a list", ["a"], { kind: "opaque", expression: '["a"]' }],
    ["null", null, { kind: "opaque", expression: "null" }],
  ])("takes %s for what it is", (_, value, expected) => {
    expect(resolve(value, lookup)).toEqual(expected);
  });
});

describe("argument", () => {
  const config = { name: "a", tags: { Name: "b" }, port: 0 };

  it.each<[path: string, expected: unknown]>([
    ["name", "a"],
    ["tags.Name", "b"],
    ["port", 0],
    ["tags.Other", undefined],
    ["name.length.x", undefined],
    ["missing.Name", undefined],
  ])("reads %s", (path, expected) => {
    expect(argument(config, path)).toBe(expected);
  });
});
