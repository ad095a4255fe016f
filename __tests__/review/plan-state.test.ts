import { brief, findingsIn } from "./support";

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
