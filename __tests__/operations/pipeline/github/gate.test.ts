import fc from "fast-check";
import { acceptLabel, gateOf } from "../../../../src/operations/pipeline/github/gate";
import { severities } from "../../../../src/operations/review/finding";

describe("the label that accepts a plan", () => {
  it("is named after the environment", () => {
    expect(acceptLabel("staging")).toBe("accept-plan:staging");
  });

  it("is one that GitHub takes, and another for each environment, also for names that begin alike", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,23}$/);
    fc.assert(
      fc.property(name, name, fc.constantFrom("", "a-long-name-for-an-environment-of-shops-"), (one, other, start) => {
        const labels = [acceptLabel(start + one), acceptLabel(start + other)];
        expect(labels.every((label) => /^accept-plan:[a-z0-9-]+$/.test(label) && label.length <= 50)).toBe(true);
        expect(labels[0] === labels[1]).toBe(one === other);
      }),
    );
  });
});

describe("the gate", () => {
  it.each([
    [undefined, "open"],
    ["note", "open"],
    ["warn", "open"],
    ["traffic", "open"],
    ["refuse", "shut"],
    ["hard-outage", "shut"],
  ] as const)("is for %s %s", (severity, expected) => {
    expect(gateOf({ severity }, false)).toBe(expected);
  });

  it("lets through what is accepted, and never what failed", () => {
    for (const severity of severities) {
      expect(gateOf({ severity }, true)).toBe(gateOf({ severity }, false) === "shut" ? "accepted" : "open");
      expect(gateOf({ severity, failure: "no credentials" }, true)).toBe("failed");
    }
  });
});
