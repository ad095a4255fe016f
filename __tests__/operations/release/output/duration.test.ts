import fc from "fast-check";
import { UsageError } from "../../../../src/lib/errors";
import { formatElapsed, parseDuration } from "../../../../src/operations/release/output/duration";

describe("a duration", () => {
  it.each([
    ["90s", 90_000],
    ["30m", 1_800_000],
    ["2h", 7_200_000],
    ["15", 900_000],
    ["0.5m", 30_000],
  ])("%s is %d ms", (text, milliseconds) => {
    expect(parseDuration(text, "--timeout")).toBe(milliseconds);
  });

  it.each(["", "x", "0", "0s", "-1", "1d", "1 m", "1m30s", "Infinity", "1e3"])("%j is refused", (text) => {
    expect(() => parseDuration(text, "--timeout")).toThrow(
      new UsageError(`--timeout "${text}" is no duration. Write a number of minutes, or 90s, 30m, 2h.`),
    );
  });
});

describe("elapsed time", () => {
  it.each([
    [0, "00:00"],
    [-5, "00:00"],
    [59_999, "00:59"],
    [60_000, "01:00"],
    [3_599_000, "59:59"],
    [3_600_000, "1:00:00"],
    [90_061_000, "25:01:01"],
  ])("%d ms reads %s", (milliseconds, text) => {
    expect(formatElapsed(milliseconds)).toBe(text);
  });

  it("loses no whole second", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (seconds) => {
        const parts = formatElapsed(seconds * 1000)
          .split(":")
          .map(Number);
        expect(parts.reduce((sum, part) => sum * 60 + part, 0)).toBe(seconds);
      }),
    );
  });
});
