import fc from "fast-check";
import { isOver } from "../../../../src/local-aws/codedeploy/run/machine-state";
import { deploymentProgram, LIFECYCLE_EVENTS } from "../../../../src/local-aws/codedeploy/run/program";
import { BEFORE, Simulation, stopped } from "./simulation";

const hookNames = ["BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"];
const minutes = fc.integer({ min: 1, max: 90 });
const percentage = fc.integer({ min: 1, max: 99 });

const options = fc.record({
  hooks: fc
    .subarray(hookNames)
    .map((names) => Object.fromEntries(names.map((name) => [name, "check"])) as Record<string, string>),
  hasTestRoute: fc.boolean(),
  traffic: fc.oneof(
    fc.constant({ type: "AllAtOnce" as const }),
    fc.record({ canaryPercentage: percentage, canaryInterval: minutes }).map((timeBasedCanary) => ({
      type: "TimeBasedCanary" as const,
      timeBasedCanary,
    })),
    fc.record({ linearPercentage: percentage, linearInterval: minutes }).map((timeBasedLinear) => ({
      type: "TimeBasedLinear" as const,
      timeBasedLinear,
    })),
  ),
  readyWaitMinutes: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
  terminationWaitMinutes: fc.integer({ min: 0, max: 90 }),
});

type Act = (deployment: Simulation) => void;

const act = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.constant<Act>((deployment) => {
      deployment.succeed();
    }),
  },
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 60 }).map((passed): Act => (deployment) => {
      deployment.pass(passed);
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Act>((deployment) => {
      deployment.fail();
    }),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map((rollback): Act => (deployment) => {
      deployment.send(stopped(rollback));
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom("READY_WAIT" as const, "TERMINATION_WAIT" as const).map((wait): Act => (deployment) => {
      deployment.send({ type: "continue", wait });
    }),
  },
);

const ORDER = /^(?:[SK]*)(?:[IF])?(?:[PK]*)$/;
const LETTERS = { Succeeded: "S", Skipped: "K", InProgress: "I", Failed: "F", Pending: "P" };

/** What holds at every moment of every deployment. */
function checkAlways(deployment: Simulation): void {
  const { state, world } = deployment;
  expect(state.events.map(({ name }) => name)).toEqual([...LIFECYCLE_EVENTS]);
  expect(state.events.map(({ status }) => LETTERS[status]).join("")).toMatch(ORDER);
  for (const { startTime, endTime } of state.events) {
    if (startTime !== undefined && endTime !== undefined) expect(endTime).toBeGreaterThanOrEqual(startTime);
  }
  expect(new Set(world.taskSets).size).toBe(world.taskSets.length);
  expect(world.taskSets).toContain(world.primary);
  expect(world.taskSets).toContain(world.replacementPercent > 0 ? "replacement" : "original");
  expect(state.replacementPercent).toBe(world.replacementPercent);
  const percents = deployment.percents.map(({ percent }) => percent);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
  expect(isOver(state)).toBe(state.completeTime !== undefined);
  if (isOver(state)) expect(state.waiting).toBeUndefined();
}

/** Nothing that comes after the end changes it. */
function checkFinal(deployment: Simulation): void {
  const { state } = deployment;
  deployment.send({ type: "start" });
  deployment.send(stopped(true));
  deployment.send({ type: "continue", wait: "TERMINATION_WAIT" });
  deployment.send({ type: "effectSucceeded", id: state.effects });
  deployment.pass(10_000);
  expect(deployment.state).toBe(state);
}

/** What holds when a deployment is over. */
function checkEnd(deployment: Simulation): void {
  const { state, world, rolledBack } = deployment;
  if (state.status === "Succeeded") {
    expect(world).toMatchObject({ taskSets: ["replacement"], primary: "replacement", replacementPercent: 100 });
    expect(deployment.percents.at(-1)?.percent).toBe(100);
    expect(rolledBack).toBeUndefined();
  } else if (rolledBack !== undefined) {
    const rollback = deployment.rollBack();
    expect(rollback.state.status).toBe("Succeeded");
    expect(rollback.world).toEqual(BEFORE);
    checkAlways(rollback);
  } else if (!state.productionMoved && !deployment.cleanUpFailed) {
    expect(world).toEqual(BEFORE);
  }
}

it("whatever happens, events keep their order, ends are final, traffic comes back and no task set is left over", () => {
  const ends = new Set<string>();
  fc.assert(
    fc.property(
      options,
      fc.boolean(),
      fc.array(act, { minLength: 5, maxLength: 40 }),
      (given, rollbackOnFailure, acts) => {
        const deployment = new Simulation(deploymentProgram(given), rollbackOnFailure);
        checkAlways(deployment);
        for (const next of acts) {
          const before = deployment.state;
          next(deployment);
          if (isOver(before)) expect(deployment.state).toBe(before);
          else if (deployment.state !== before) checkAlways(deployment);
        }
        deployment.finish();
        checkAlways(deployment);
        checkEnd(deployment);
        checkFinal(deployment);
        ends.add(`${deployment.state.status}${deployment.rolledBack === undefined ? "" : " and rolled back"}`);
      },
    ),
    { numRuns: 400 },
  );
  expect([...ends].sort()).toEqual([
    "Failed",
    "Failed and rolled back",
    "Stopped",
    "Stopped and rolled back",
    "Succeeded",
  ]);
});
