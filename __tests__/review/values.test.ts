import { constructPathsIn } from "../../src/review/construct-paths";
import { redacted } from "../../src/review/redact";
import { at, sameMeaning } from "../../src/review/values";

describe("values of a plan", () => {
  it.each([
    [null, []],
    [null, ""],
    [{}, undefined],
    [[{ name: null }], null],
    [{ a: 1, b: [] }, { a: 1 }],
  ])("%j says the same as %j", (one, other) => {
    expect(sameMeaning(one, other)).toBe(true);
  });

  it.each([
    [0, null],
    [false, null],
    [
      ["a", "b"],
      ["b", "a"],
    ],
    [{ a: 1 }, { a: 2 }],
  ])("%j says something else than %j", (one, other) => {
    expect(sameMeaning(one, other)).toBe(false);
  });

  it("are read without a surprise from what is not there", () => {
    expect(at({ a: [{ b: 1 }] }, "a", 0, "b")).toBe(1);
    expect(at({ a: "text" }, "a", "length")).toBeUndefined();
    expect(at({}, "constructor")).toBeUndefined();
  });

  it("are hidden where the mask says so, with all that is in them", () => {
    const value = { name: "n", password: "p", list: [{ key: "k", value: "v" }], all: { a: 1 }, none: null };
    const mask = { password: true, list: [{ value: true }], all: true, none: true };
    expect(redacted(value, mask)).toEqual({
      name: "n",
      password: "(sensitive)",
      list: [{ key: "k", value: "(sensitive)" }],
      all: "(sensitive)",
      none: null,
    });
  });
});

describe("paths of constructs", () => {
  it("are those that CDKTF wrote beside each resource", () => {
    const resource = {
      aws_lb: { load_balancer: { "//": { metadata: { path: "hands-on/load_balancer/Resource" } } }, other: {} },
    };
    expect([...constructPathsIn({ data: {}, resource })]).toEqual([
      ["aws_lb.load_balancer", "hands-on/load_balancer/Resource"],
    ]);
  });
});
