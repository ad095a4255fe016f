import type { TargetHealthDescription, TargetHealthStateEnum } from "@aws-sdk/client-elastic-load-balancing-v2";
import fc from "fast-check";
import { chooseGroup, eligible, RoundRobin, weightedGroups } from "../../../src/local-aws/data-plane/target-choice";

const groups = (...weights: (number | undefined)[]) =>
  weights.map((Weight, index) => ({ TargetGroupArn: `group ${index}`, ...(Weight === undefined ? {} : { Weight }) }));
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("the choice of a target group", () => {
  test.each([
    [groups(90, 10), 0, "group 0"],
    [groups(90, 10), 0.8999, "group 0"],
    [groups(90, 10), 0.9, "group 1"],
    [groups(1, 2, 1), 0.75, "group 2"],
    [groups(undefined, undefined), 0.5, "group 1"],
  ])("%j at %d: %s", (given, at, expected) => {
    expect(chooseGroup(given, at)).toBe(expected);
  });

  test("gives a weight of 0 nothing and the only other one everything, exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), random, (weight, at) => {
        expect(chooseGroup(groups(weight, 0), at)).toBe("group 0");
        expect(chooseGroup(groups(0, weight), at)).toBe("group 1");
      }),
    );
  });

  test("gives each group its weight's part of evenly spread numbers", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 5 }), (weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const chosen = Array.from({ length: total }, (_, step) =>
          chooseGroup(groups(...weights), (step + 0.5) / total),
        );
        weights.forEach((weight, index) => {
          expect(chosen.filter((arn) => arn === `group ${index}`)).toHaveLength(weight);
        });
      }),
    );
  });

  test("has no answer when all weights are 0", () => {
    expect(chooseGroup(groups(0, 0), 0.5)).toBeUndefined();
  });

  test("knows both forms of a forward action", () => {
    expect(weightedGroups({ Type: "forward", TargetGroupArn: "a" })).toEqual([{ TargetGroupArn: "a" }]);
    const ForwardConfig = { TargetGroups: groups(100, 0) };
    expect(weightedGroups({ Type: "forward", TargetGroupArn: "a", ForwardConfig })).toEqual(groups(100, 0));
    expect(weightedGroups({ Type: "forward" })).toEqual([]);
  });
});

describe("the targets that get traffic", () => {
  const targets = (...states: TargetHealthStateEnum[]): TargetHealthDescription[] =>
    states.map((State, index) => ({ Target: { Id: `10.0.2.${index}` }, TargetHealth: { State } }));
  const ids = (chosen: readonly TargetHealthDescription[]) => chosen.map(({ Target }) => Target?.Id);

  test.each<[TargetHealthStateEnum[], string[]]>([
    [
      ["healthy", "unhealthy", "healthy", "draining"],
      ["10.0.2.0", "10.0.2.2"],
    ],
    [
      ["unhealthy", "unhealthy", "initial"],
      ["10.0.2.0", "10.0.2.1"],
    ],
    [["initial", "draining", "unused"], []],
    [[], []],
  ])("of %j: %j", (states, expected) => {
    expect(ids(eligible(targets(...states)))).toEqual(expected);
  });
});

test("round robin takes each item in turn, apart for each key", () => {
  const turns = new RoundRobin();
  expect(["a", "a", "b", "a", "b"].map((key) => turns.next(key, ["x", "y"]))).toEqual(["x", "y", "x", "x", "y"]);
  expect(turns.next<string>("c", [])).toBeUndefined();
});
