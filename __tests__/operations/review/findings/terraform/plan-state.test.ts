import { review } from "../../../../../src/operations/review/review";
import { brief, findingsIn, plan } from "../../support";

describe("the state of a plan", () => {
  it.each<[what: string, draft: object, expected: readonly string[]]>([
    ["whole", {}, []],
    ["errored", { errored: true, complete: false }, ["refuse plan-errored plan"]],
    ["partial", { complete: false }, ["warn plan-partial plan"]],
    [
      "deferred in parts",
      {
        complete: false,
        deferred_changes: [{ resource_change: { address: "aws_lb.a", change: { actions: ["create"] } } }],
      },
      ["warn plan-deferred plan"],
    ],
    [
      "against its own checks",
      { checks: [{ address: { to_display: "check.health" }, status: "fail" }, { status: "pass" }] },
      ["warn check-failed plan"],
    ],
    [
      "of an older Terraform, which does not say",
      { complete: undefined, applyable: undefined, errored: undefined },
      [],
    ],
  ])("is told when it is %s", (_, draft, expected) => {
    expect(brief(findingsIn({ ...draft }))).toEqual(expected);
  });
});

describe("the age of a plan", () => {
  it.each([
    [0, []],
    [23.9, []],
    [24, ["The plan is 24 hours old."]],
    [50.5, ["The plan is 50 hours old."]],
  ])("of %d hours is told from a day on", (ageHours, expected) => {
    expect(review(plan({}), { ageHours }).findings.map(({ what }) => what)).toEqual(expected);
  });
});

describe("the verdict", () => {
  it("of a plan that ended in an error is not about AWS, whatever else it finds", () => {
    expect(review(plan({ errored: true })).verdict).toBe("This is no plan to apply: it ended in an error.");
  });

  it("is not that nothing changes where an output does", () => {
    const output_changes = { RevisionNo: { actions: ["update"], before: 1, after: 2 } };
    expect(review(plan({})).verdict).toBe("Nothing changes.");
    expect(review(plan({ output_changes })).verdict).toBe(
      "Live traffic stays where it is. Nothing stands against applying it.",
    );
  });
});
