import { Token } from "cdktf";
import { withoutTokenTraces } from "../../src/stacks/token-traces";

/** What CDKTF keeps of where a token was made. */
function traceOfToken(): readonly string[] {
  return Token.asAny({ some: "value" }).creationStack;
}

describe("withoutTokenTraces", () => {
  it("answers what the work answers", () => {
    expect(withoutTokenTraces(() => 42)).toBe(42);
  });

  it("spares tokens their traces, and only while the work runs", () => {
    expect(traceOfToken().length).toBeGreaterThan(0);
    expect(withoutTokenTraces(traceOfToken)).toHaveLength(0);
    expect(traceOfToken().length).toBeGreaterThan(0);
  });

  it("leaves errors their message and the place they come from", () => {
    const stack = withoutTokenTraces(() => new Error("what went wrong").stack);
    expect(stack).toMatch(/^Error: what went wrong\n {4}at .*token-traces\.test\.ts:\d+:\d+/);
  });

  it("puts back how traces were formatted, also after a failure", () => {
    const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    expect(() =>
      withoutTokenTraces(() => {
        throw new Error("no");
      }),
    ).toThrow(new Error("no"));
    expect(Object.getOwnPropertyDescriptor(Error, "prepareStackTrace")).toEqual(before);
  });
});
