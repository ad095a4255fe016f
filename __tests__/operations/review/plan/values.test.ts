import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { constructPathsIn } from "../../../../src/operations/review/plan/construct-paths";
import { redacted } from "../../../../src/operations/review/plan/redact";
import { getValue, meaningfulValues, sameMeaning, isMeaningful } from "../../../../src/operations/review/plan/values";

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

  it("say the same exactly where the same is left of them without what says nothing", () => {
    const leaf = fc.constantFrom(null, "", "a", 0, 1, false, [], {});
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie("value"), { maxLength: 3 }), tie("block")),
      block: fc.dictionary(fc.constantFrom("a", "b", "constructor", "__proto__"), tie("value"), { maxKeys: 3 }),
    }));
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(sameMeaning(one, other)).toBe(isDeepStrictEqual(meaningfulValues(one), meaningfulValues(other)));
        expect(isMeaningful(one)).toBe(meaningfulValues(one) !== undefined);
        expect(sameMeaning(one, structuredClone(one))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("are read without a surprise from what is not there", () => {
    expect(getValue({ a: [{ b: 1 }] }, "a", 0, "b")).toBe(1);
    expect(getValue({ a: "text" }, "a", "length")).toBeUndefined();
    expect(getValue({}, "constructor")).toBeUndefined();
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

describe("values with nothing to hide", () => {
  it("are not copied", () => {
    const value = { name: "n", tags: { a: "b" }, list: [{ key: "k" }] };
    expect(redacted(value, { tags: {}, list: [{ key: false }] })).toBe(value);
    expect(redacted(value, undefined)).toBe(value);
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
