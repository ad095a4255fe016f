import fc from "fast-check";
import {
  goals,
  rollbackGraceMilliseconds,
  verdict,
  type Goal,
} from "../../../../src/operations/release/deployment/verdict";
import {
  hasShifted,
  isReplacementReady,
  waitsFor,
  type DeploymentSnapshot,
} from "../../../../src/operations/release/service/snapshot";
import { snapshot, taskSets } from "../support/samples";

const ended = rollbackGraceMilliseconds;

describe("while a deployment goes on", () => {
  it.each<[string, DeploymentSnapshot, Goal[]]>([
    ["that is created", snapshot({ status: "Created" }), []],
    ["that installs", snapshot({}, { past: "BeforeInstall", next: "InProgress" }), []],
    ["whose smoke test runs", snapshot({}, { past: "AllowTestTraffic", next: "InProgress" }), []],
    ["that waits for a person", snapshot({ status: "Ready" }, { past: "AfterAllowTestTraffic" }), ["ready"]],
    ["that shifts", snapshot({}, { past: "BeforeAllowTraffic", next: "InProgress" }), ["ready"]],
    ["whose check after the shift runs", snapshot({}, { past: "AllowTraffic", next: "InProgress" }), ["ready"]],
    ["that bakes", snapshot({ status: "Baking" }, { past: "AfterAllowTraffic" }), ["ready", "traffic"]],
    ["whose status is new to us", snapshot({ status: "Verifying" }, { past: "AllowTraffic" }), ["ready"]],
    ["that has shifted", snapshot({}, { past: "AfterAllowTraffic" }), ["ready", "traffic"]],
    ["that succeeded", snapshot({ status: "Succeeded" }, { past: "AfterAllowTraffic" }), ["ready", "traffic", "done"]],
  ])("one %s has reached just what it has", (_case, deployment, reached) => {
    const outcomes = goals.filter((goal) => verdict({ deployment }, goal, 0)?.exitCode === 0);
    expect(outcomes).toEqual(reached);
  });

  it.each([
    ["ready", "Deployment d-1 is ready: ContainerHandsOn:2 answers test traffic."],
    ["traffic", "Deployment d-1 has shifted: ContainerHandsOn:2 serves all traffic."],
    ["done", "Deployment d-1 succeeded: ContainerHandsOn:2 serves all traffic."],
  ] as const)("reaching %s is said", (goal, sentence) => {
    const deployment = snapshot(
      { status: goal === "done" ? "Succeeded" : "InProgress" },
      { past: "AfterAllowTraffic" },
    );
    expect(verdict({ deployment }, goal, 0)).toEqual({ exitCode: 0, sentence });
  });

  it("waits for traffic at Ready and for termination after the shift", () => {
    expect(waitsFor(snapshot({ status: "Ready" }))).toBe("traffic");
    expect(waitsFor(snapshot({ terminationWaitStarted: true }, { past: "AfterAllowTraffic" }))).toBe("termination");
    expect(waitsFor(snapshot({}, { past: "AllowTraffic" }))).toBeUndefined();
    expect(waitsFor(snapshot({ status: "Succeeded", terminationWaitStarted: true }))).toBeUndefined();
  });
});

describe("when a deployment fails", () => {
  const error = { code: "HEALTH_CONSTRAINTS", message: "The tasks never became healthy." };
  const failed = snapshot(
    { status: "Failed", error, taskSets: taskSets(100) },
    { past: "BeforeInstall", next: "Failed" },
  );

  it("gives CodeDeploy a moment to name the rollback", () => {
    expect(verdict({ deployment: failed }, "done", ended - 1)).toBeUndefined();
  });

  it("exits 4 when nothing rolls it back, and says who serves", () => {
    expect(verdict({ deployment: failed }, "done", ended)).toEqual({
      exitCode: 4,
      sentence:
        "Deployment d-1 failed at Install: The tasks never became healthy (HEALTH_CONSTRAINTS). CodeDeploy did not roll it back. The original revision serves all traffic.",
    });
  });

  it.each([
    [0, "The new revision (ContainerHandsOn:2) serves all traffic."],
    [90, "Traffic is split: original 90 %, replacement 10 %."],
  ])("tells the truth about traffic when the original has %d %%", (original, truth) => {
    const deployment = { ...failed, taskSets: taskSets(original) };
    expect(verdict({ deployment }, "done", ended)?.sentence).toContain(truth);
  });

  it("admits not knowing who serves when CodeDeploy names no task sets", () => {
    expect(verdict({ deployment: { ...failed, taskSets: [] } }, "done", ended)?.sentence).toContain(
      "Look with the status command at who serves the traffic.",
    );
  });

  it("says where a hook failed when CodeDeploy gives no error", () => {
    const deployment = snapshot(
      { status: "Failed", taskSets: taskSets(100) },
      { past: "AllowTestTraffic", next: "Failed", message: "the page answered 500" },
    );
    expect(verdict({ deployment }, "done", ended)?.sentence).toBe(
      "Deployment d-1 failed at AfterAllowTestTraffic: the page answered 500. CodeDeploy did not roll it back. The original revision serves all traffic.",
    );
  });

  const rolling = { ...failed, rollbackDeploymentId: "d-2" };
  it.each(["Created", "Queued", "InProgress", "Baking"])("waits for a rollback that is %s, however long", (status) => {
    const rollback = snapshot({ id: "d-2", status });
    expect(verdict({ deployment: rolling, rollback }, "done", 10 * ended)).toBeUndefined();
    expect(verdict({ deployment: rolling }, "done", 10 * ended)).toBeUndefined();
  });

  it("exits 3 once the rollback succeeded", () => {
    const rollback = snapshot({ id: "d-2", status: "Succeeded" });
    expect(verdict({ deployment: rolling, rollback }, "done", 0)).toEqual({
      exitCode: 3,
      sentence:
        "Deployment d-1 failed at Install: The tasks never became healthy (HEALTH_CONSTRAINTS). Deployment d-2 rolled it back: the original revision serves all traffic.",
    });
  });

  it("exits 4 when the rollback failed too", () => {
    const rollback = snapshot({ id: "d-2", status: "Failed", error: { code: "INTERNAL_ERROR", message: "No." } });
    expect(verdict({ deployment: rolling, rollback }, "done", 0)).toEqual({
      exitCode: 4,
      sentence:
        "Deployment d-1 failed at Install: The tasks never became healthy (HEALTH_CONSTRAINTS). Its rollback failed too. Deployment d-2 failed: No (INTERNAL_ERROR). The original revision serves all traffic.",
    });
  });

  it("calls a stopped one stopped", () => {
    const deployment = snapshot({ status: "Stopped", taskSets: taskSets(100) });
    expect(verdict({ deployment }, "traffic", ended)).toEqual({
      exitCode: 4,
      sentence:
        "Deployment d-1 was stopped. CodeDeploy did not roll it back. The original revision serves all traffic.",
    });
  });
});

describe("whatever state CodeDeploy reports", () => {
  const status = fc.constantFrom(
    "Created",
    "Queued",
    "InProgress",
    "Baking",
    "Ready",
    "Succeeded",
    "Failed",
    "Stopped",
  );
  const past = fc.constantFrom("", "Install", "AfterAllowTestTraffic", "AllowTraffic", "AfterAllowTraffic");
  const next = fc.constantFrom("Pending", "InProgress", "Failed");
  const any = fc
    .record({ status, past, next, id: fc.constant(undefined as string | undefined) })
    .map((given) => snapshot({ status: given.status, taskSets: taskSets(100) }, given));

  it("a later goal is never reached before an earlier one", () => {
    fc.assert(
      fc.property(any, (deployment) => {
        const reached = goals.map((goal) => verdict({ deployment }, goal, ended)?.exitCode === 0);
        expect([...reached].sort().reverse()).toEqual(reached);
        if (hasShifted(deployment)) expect(isReplacementReady(deployment)).toBe(true);
      }),
    );
  });

  it("an ended deployment has a verdict, and 0 only where it succeeded", () => {
    fc.assert(
      fc.property(any, fc.constantFrom(...goals), (deployment, goal) => {
        fc.pre(["Succeeded", "Failed", "Stopped"].includes(deployment.status));
        const outcome = verdict({ deployment }, goal, ended);
        expect(outcome).toBeDefined();
        expect(outcome?.exitCode === 0).toBe(deployment.status === "Succeeded");
      }),
    );
  });
});
