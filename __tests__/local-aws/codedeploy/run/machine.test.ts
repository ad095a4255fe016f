import { deploymentProgram, type ProgramOptions } from "../../../../src/local-aws/codedeploy/run/program";
import { BEFORE, Simulation, stopped } from "./simulation";

const handsOn: ProgramOptions = {
  hooks: {},
  hasTestRoute: true,
  traffic: { type: "AllAtOnce" },
  readyWaitMinutes: 60,
  terminationWaitMinutes: 60,
};
const simulate = (changes: Partial<ProgramOptions> = {}, rollbackOnFailure = false) =>
  new Simulation(deploymentProgram({ ...handsOn, ...changes }), rollbackOnFailure);

const AFTER = { taskSets: ["replacement"], primary: "replacement", replacementPercent: 100, testOnReplacement: true };

describe("a deployment as the hands-on makes it", () => {
  it("shows the new revision to test traffic alone, then waits for a person", () => {
    const deployment = simulate();
    deployment.settle();
    expect(deployment.state.status).toBe("Ready");
    expect(deployment.world).toEqual({
      taskSets: ["original", "replacement"],
      primary: "original",
      replacementPercent: 0,
      testOnReplacement: true,
    });
    expect(deployment.eventStatuses()).toEqual({
      BeforeInstall: "Succeeded",
      Install: "Succeeded",
      AfterInstall: "Succeeded",
      AllowTestTraffic: "Succeeded",
      AfterAllowTestTraffic: "Succeeded",
      BeforeAllowTraffic: "Pending",
      AllowTraffic: "Pending",
      AfterAllowTraffic: "Pending",
    });
  });

  it("moves all traffic when told, keeps the original for its wait, then ends it", () => {
    const deployment = simulate();
    deployment.settle();
    deployment.send({ type: "continue", wait: "READY_WAIT" });
    deployment.settle();
    expect(deployment.state).toMatchObject({ status: "InProgress", terminationWaitStarted: true });
    expect(deployment.world).toEqual({ ...AFTER, taskSets: ["original", "replacement"] });
    deployment.pass(59.9);
    expect(deployment.pending).toBeUndefined();
    deployment.pass(0.1);
    deployment.settle();
    expect(deployment.state.status).toBe("Succeeded");
    expect(deployment.world).toEqual(AFTER);
  });

  it("ends the original at once when told", () => {
    const deployment = simulate();
    deployment.settle();
    deployment.send({ type: "continue", wait: "READY_WAIT" });
    deployment.settle();
    deployment.send({ type: "continue", wait: "TERMINATION_WAIT" });
    deployment.settle();
    expect(deployment.state).toMatchObject({ status: "Succeeded", completeTime: 0 });
  });

  it("does not take one wait for the other", () => {
    const deployment = simulate();
    deployment.settle();
    deployment.send({ type: "continue", wait: "TERMINATION_WAIT" });
    expect(deployment.state.status).toBe("Ready");
  });

  it("stops after an hour without a word, everything as before", () => {
    const deployment = simulate();
    deployment.settle();
    deployment.pass(60);
    deployment.settle();
    expect(deployment.state).toMatchObject({ status: "Stopped", ending: { code: "TIMEOUT", rollback: false } });
    expect(deployment.world).toEqual(BEFORE);
    expect(deployment.rolledBack).toBeUndefined();
  });
});

describe("production traffic shifts", () => {
  const shift = (traffic: ProgramOptions["traffic"]) => {
    const deployment = simulate({ traffic, readyWaitMinutes: undefined, terminationWaitMinutes: 0 });
    deployment.finish();
    expect(deployment.state.status).toBe("Succeeded");
    return deployment.percents.map(({ minute, percent }) => `${minute}: ${percent}`);
  };

  it("all at once", () => {
    expect(shift({ type: "AllAtOnce" })).toEqual(["0: 100"]);
  });

  it("first a canary, then the rest", () => {
    expect(shift({ type: "TimeBasedCanary", timeBasedCanary: { canaryPercentage: 10, canaryInterval: 5 } })).toEqual([
      "0: 10",
      "5: 100",
    ]);
  });

  it("in equal steps", () => {
    expect(shift({ type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 30, linearInterval: 2 } })).toEqual([
      "0: 30",
      "2: 60",
      "4: 90",
      "6: 100",
    ]);
  });
});

describe("without a test listener", () => {
  it("the two test events are skipped", () => {
    const deployment = simulate({ hasTestRoute: false });
    deployment.settle();
    expect(deployment.eventStatuses()).toMatchObject({ AllowTestTraffic: "Skipped", AfterAllowTestTraffic: "Skipped" });
    expect(deployment.world.testOnReplacement).toBe(false);
  });
});

describe("hooks", () => {
  const hooks = { AfterAllowTestTraffic: "smoke-test" };

  it("hold the deployment until they report", () => {
    const deployment = simulate({ hooks });
    while (deployment.pending?.effect.kind !== "invokeHook") deployment.succeed();
    expect(deployment.pending.effect).toEqual({
      kind: "invokeHook",
      event: "AfterAllowTestTraffic",
      functionName: "smoke-test",
    });
    expect(deployment.eventStatuses()["AfterAllowTestTraffic"]).toBe("InProgress");
    deployment.succeed();
    expect(deployment.state.status).toBe("Ready");
  });

  it("that fail end the deployment, which rolls back when its group says so", () => {
    const deployment = simulate({ hooks }, true);
    while (deployment.pending?.effect.kind !== "invokeHook") deployment.succeed();
    deployment.fail();
    expect(deployment.state.status).toBe("Failed");
    expect(deployment.eventStatuses()).toMatchObject({
      AllowTestTraffic: "Succeeded",
      AfterAllowTestTraffic: "Failed",
      BeforeAllowTraffic: "Skipped",
      AfterAllowTraffic: "Skipped",
    });
    expect(deployment.rolledBack).toMatchObject({ code: "INTERNAL_ERROR", message: "It failed." });
    expect(deployment.rollBack()).toMatchObject({ state: { status: "Succeeded" }, world: BEFORE });
  });

  it("that say nothing for an hour have failed", () => {
    const deployment = simulate({ hooks });
    while (deployment.pending?.effect.kind !== "invokeHook") deployment.succeed();
    deployment.pass(60);
    deployment.settle();
    expect(deployment.state).toMatchObject({
      status: "Failed",
      ending: {
        code: "TIMEOUT",
        message: "The Lambda function smoke-test of AfterAllowTestTraffic did not report a status within 60 minutes.",
      },
    });
    expect(deployment.world).toEqual(BEFORE);
  });

  it("that report too late change nothing", () => {
    const deployment = simulate({ hooks });
    while (deployment.pending?.effect.kind !== "invokeHook") deployment.succeed();
    const { id } = deployment.pending;
    deployment.send(stopped(true));
    const { state } = deployment;
    deployment.send({ type: "effectSucceeded", id });
    expect(deployment.state).toBe(state);
  });
});

describe("a stop", () => {
  it("while a task set is being made waits until it can be taken away", () => {
    const deployment = simulate();
    expect(deployment.pending?.effect.kind).toBe("createReplacement");
    deployment.send(stopped(false));
    expect(deployment.state.status).toBe("InProgress");
    deployment.settle();
    expect(deployment.state.status).toBe("Stopped");
    expect(deployment.world).toEqual(BEFORE);
  });

  it("in the middle of a shift leaves the traffic where it is, unless a rollback was asked for", () => {
    const traffic = { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 20, linearInterval: 1 } } as const;
    const [kept, undone] = [false, true].map((rollback) => {
      const deployment = simulate({ traffic, readyWaitMinutes: undefined });
      deployment.settle();
      deployment.pass(1);
      deployment.settle();
      deployment.send(stopped(rollback));
      return deployment;
    });
    expect(kept?.state.status).toBe("Stopped");
    expect(kept?.world).toMatchObject({ replacementPercent: 40, taskSets: ["original", "replacement"] });
    expect(kept?.rolledBack).toBeUndefined();
    expect(undone?.rolledBack).toMatchObject({ status: "Stopped" });
    expect(undone?.rollBack().world).toEqual(BEFORE);
  });

  it("during the termination wait can still bring the original back", () => {
    const deployment = simulate({ readyWaitMinutes: undefined });
    deployment.settle();
    expect(deployment.world.primary).toBe("replacement");
    deployment.send(stopped(true));
    expect(deployment.rollBack().world).toEqual(BEFORE);
  });

  it("comes too late once the original is being ended", () => {
    const deployment = simulate({ readyWaitMinutes: undefined, terminationWaitMinutes: 0 });
    while (deployment.pending?.effect.kind !== "terminateOriginal") deployment.succeed();
    deployment.send(stopped(true));
    deployment.settle();
    expect(deployment.state.status).toBe("Succeeded");
    expect(deployment.rolledBack).toBeUndefined();
  });

  it("before the start ends it there", () => {
    const deployment = simulate();
    const created = { ...deployment.state, status: "Created" as const, waiting: undefined, replacementMade: false };
    deployment.pending = undefined;
    deployment.state = created;
    deployment.send(stopped(false));
    expect(deployment.state.status).toBe("Stopped");
    expect(deployment.pending).toBeUndefined();
  });
});

it("replacement tasks that do not become healthy within an hour fail the deployment", () => {
  const deployment = simulate();
  deployment.succeed();
  expect(deployment.pending?.effect.kind).toBe("awaitSteadyState");
  deployment.pass(60);
  deployment.settle();
  expect(deployment.state).toMatchObject({
    status: "Failed",
    ending: {
      code: "TIMEOUT",
      message:
        "The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.",
    },
  });
  expect(deployment.world).toEqual(BEFORE);
});

it("an original that cannot be ended fails the deployment without a rollback: it may be half gone", () => {
  const deployment = simulate({ readyWaitMinutes: undefined, terminationWaitMinutes: 0 }, true);
  while (deployment.pending?.effect.kind !== "terminateOriginal") deployment.succeed();
  deployment.fail();
  expect(deployment.state.status).toBe("Failed");
  expect(deployment.rolledBack).toBeUndefined();
});

it("the first reason of an end is the one that is told, even if cleaning up fails", () => {
  const deployment = simulate();
  deployment.settle();
  deployment.send(stopped(false));
  deployment.send({
    type: "interrupt",
    ending: { status: "Failed", code: "ALARM_ACTIVE", message: "b", rollback: true },
  });
  deployment.fail();
  expect(deployment.state).toMatchObject({ status: "Stopped", ending: { code: "MANUAL_STOP" } });
  expect(deployment.rolledBack).toBeUndefined();
});
