import * as fc from "fast-check";
import {
  type HealthCheck,
  healthOf,
  observe,
  type Observation,
  stateAt,
} from "../../../../src/local-aws/overrides/target-health/timeline";

const check: HealthCheck = { intervalSeconds: 10, healthyThreshold: 5, unhealthyThreshold: 2 };

/** From this second on, whether the target answers. */
type Change = readonly [second: number, answers: boolean];

function stateAfter(story: readonly Change[], second: number): string {
  let last: Observation | undefined;
  for (const [at, answers] of story) last = observe(last, answers, at * 1000, check);
  return last === undefined ? "unseen" : stateAt(last, second * 1000, check);
}

test.each<[string, Change, number, string]>([
  ["healthy at once if it answers", [0, true], 0, "healthy"],
  ["initial while it is not known that it does not answer", [0, false], 19, "initial"],
  ["unhealthy after two checks without an answer", [0, false], 20, "unhealthy"],
])("a new target is %s", (_, change, second, expected) => {
  expect(stateAfter([change], second)).toBe(expected);
});

const lost: readonly Change[] = [
  [0, true],
  [100, false],
];

test.each([
  ["stays healthy for one failed check", 119, "healthy"],
  ["is unhealthy from the second failed check on", 120, "unhealthy"],
])("a target that stops answering %s", (_, second, expected) => {
  expect(stateAfter(lost, second)).toBe(expected);
});

test.each([
  ["stays unhealthy for four checks", 249, "unhealthy"],
  ["is healthy from the fifth check on", 250, "healthy"],
])("a target that answers again %s", (_, second, expected) => {
  expect(stateAfter([...lost, [200, true]], second)).toBe(expected);
});

test("a target that misses one check only is healthy all the time", () => {
  const story: readonly Change[] = [...lost, [110, true]];
  expect([110, 115, 160].map((second) => stateAfter(story, second))).toEqual(["healthy", "healthy", "healthy"]);
});

test("looking more often changes no state", () => {
  const changes = fc.array(fc.record({ after: fc.integer({ min: 1, max: 90 }), answers: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(changes, (drafts) => {
      let now = 0;
      const story = drafts.map(({ after, answers }): Change => [(now += after), answers]);
      const end = now + 60;
      const watched = story.flatMap(([at, answers], index): Change[] => {
        const next = story[index + 1]?.[0] ?? end;
        return Array.from({ length: next - at }, (_, step): Change => [at + step, answers]);
      });
      expect(stateAfter(watched, end)).toBe(stateAfter(story, end));
    }),
  );
});

test("states are told with the reasons that AWS gives", () => {
  expect((["healthy", "initial", "unhealthy"] as const).map(healthOf)).toEqual([
    { State: "healthy" },
    { State: "initial", Reason: "Elb.InitialHealthChecking", Description: "Initial health checks in progress" },
    { State: "unhealthy", Reason: "Target.Timeout", Description: "Request timed out" },
  ]);
});
