import { describe as explain, formatPath, show } from "../../src/lib/problem";

describe("describe", () => {
  it("says what is wrong, what would be right, and what to do", () => {
    expect(explain({ fault: "700 is not a port", allowed: "80, 443", remedy: "Choose one of these." })).toBe(
      "700 is not a port. Allowed: 80, 443. Choose one of these.",
    );
  });
});

describe("formatPath", () => {
  it.each([
    [[], ""],
    [["name"], "name"],
    [["network", "zones", 0, "name"], "network.zones[0].name"],
    [["network", "zo\nnes", "a.b"], 'network["zo\\nnes"]["a.b"]'],
  ])("writes %j as %j", (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});

describe("show", () => {
  it.each([
    [700, "700"],
    [Number.NaN, "NaN"],
    ["700", '"700"'],
    [undefined, "undefined"],
    [null, "null"],
    [true, "true"],
    [10n, "10"],
    [Symbol("port"), "symbol"],
    [parseInt, "function"],
    [{ type: "s3" }, '{"type":"s3"}'],
    ["a".repeat(78), `"${"a".repeat(78)}"`],
    ["a".repeat(79), `"${"a".repeat(79)}... (81 characters)`],
  ])("writes %p as %s", (value, text) => {
    expect(show(value)).toBe(text);
  });
});
