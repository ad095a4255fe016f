import { hoursSince } from "../../../src/operations/review/age";
import { recorded, recordedNames } from "./support";

describe("the hours since a plan was made", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");

  it.each([
    ["2026-11-22T12:00:00Z", 0],
    ["2026-11-21T11:30:00Z", 24.5],
    ["2026-11-21T12:00:00+09:00", 33],
    ["soon", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("of %s are %s", (timestamp, hours) => {
    expect(hoursSince(timestamp, now)).toBe(hours);
  });

  it("are known of every plan that Terraform made", () => {
    const ages = recordedNames.map((name) => hoursSince(recorded(name).timestamp, Date.parse("2100-01-01")));
    expect(ages.length).toBeGreaterThan(10);
    expect(ages.filter((age) => age === undefined)).toEqual([]);
  });
});
