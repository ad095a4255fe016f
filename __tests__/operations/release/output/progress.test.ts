import fc from "fast-check";
import { progress, type Progress } from "../../../../src/operations/release/output/progress";
import { bar, formatProgress, frame, type Paint } from "../../../../src/operations/release/output/progress-text";
import type { DeploymentView, DeploymentSnapshot } from "../../../../src/operations/release/service/snapshot";
import { contract, snapshot, taskSets } from "../support/samples";

const plain: Paint = (_format, text) => text;

function told(snapshots: readonly DeploymentSnapshot[]): string[] {
  const courses: DeploymentView[] = snapshots.map((deployment) => ({ deployment }));
  return courses
    .flatMap((course, index) => progress(courses[index - 1], course))
    .map((news) => formatProgress(news, contract));
}

describe("progress", () => {
  it("tells a whole release once, in order", () => {
    const sets = (original: number) => ({ taskSets: taskSets(original) });
    expect(
      told([
        snapshot({ status: "Created", events: [] }),
        snapshot({}, { past: "", next: "InProgress" }),
        snapshot({}, { past: "BeforeInstall", next: "InProgress" }),
        snapshot(sets(100), { past: "AllowTestTraffic" }),
        snapshot({ status: "Ready", ...sets(100) }, { past: "AfterAllowTestTraffic" }),
        snapshot(sets(90), { past: "BeforeAllowTraffic", next: "InProgress" }),
        snapshot({ ...sets(0), terminationWaitStarted: true }, { past: "AfterAllowTraffic" }),
        snapshot({ ...sets(0), status: "Baking", terminationWaitStarted: true }, { past: "AfterAllowTraffic" }),
        snapshot({ status: "Succeeded", taskSets: taskSets(0).slice(1) }, { past: "AfterAllowTraffic" }),
      ]),
    ).toEqual([
      "d-1 Created",
      "d-1 InProgress",
      "BeforeInstall InProgress",
      "BeforeInstall Succeeded",
      "Install InProgress",
      "Install Succeeded",
      "AfterInstall Succeeded",
      "AllowTestTraffic Succeeded",
      "tasks blue (original): 2 of 2 running",
      "tasks green (replacement): 2 of 2 running",
      "traffic ░░░░░░░░░░░░░░░░░░░░ original 100 %, replacement 0 %",
      "AfterAllowTestTraffic Succeeded",
      "d-1 Ready",
      "d-1 waits before production traffic shifts. Shift it: npm run release -- hands-on --continue",
      "d-1 InProgress",
      "BeforeAllowTraffic Succeeded",
      "AllowTraffic InProgress",
      "traffic ██░░░░░░░░░░░░░░░░░░ original 90 %, replacement 10 %",
      "AllowTraffic Succeeded",
      "AfterAllowTraffic Succeeded",
      "traffic ████████████████████ original 0 %, replacement 100 %",
      "d-1 waits before the original tasks stop; until then a rollback is instant. Stop them: npm run release -- hands-on --terminate",
      "d-1 Baking",
      "d-1 Succeeded",
    ]);
  });

  it("follows into the rollback", () => {
    const failed = snapshot({
      status: "Failed",
      events: [],
      error: { code: "ALARM_ACTIVE", message: "The alarm errors is in ALARM." },
      rollbackDeploymentId: "d-2",
      rollbackMessage: "because of d-1",
    });
    const rollback = snapshot({ id: "d-2", events: [], creator: "codeDeployRollback" });
    const before: DeploymentView = { deployment: snapshot({ events: [] }) };
    expect(progress(before, { deployment: failed, rollback })).toEqual<Progress[]>([
      { type: "deployment", deployment: "d-1", status: "Failed", message: "The alarm errors is in ALARM." },
      { type: "rollback", deployment: "d-2", message: "because of d-1" },
      { type: "deployment", deployment: "d-2", status: "InProgress" },
    ]);
    expect(
      progress(
        { deployment: failed, rollback },
        { deployment: failed, rollback: { ...rollback, status: "Succeeded" } },
      ),
    ).toEqual([{ type: "deployment", deployment: "d-2", status: "Succeeded" }]);
  });

  it("says nothing when nothing happens, and forgets nothing that does", () => {
    const status = fc.constantFrom("InProgress", "Ready", "Succeeded");
    const past = fc.constantFrom("", "Install", "AllowTraffic", "AfterAllowTraffic");
    const any = fc
      .record({ status, past, original: fc.nat(100), running: fc.nat(3) })
      .map(({ original, running, ...rest }) =>
        snapshot({ status: rest.status, taskSets: taskSets(original).map((set) => ({ ...set, running })) }, rest),
      );
    fc.assert(
      fc.property(any, any, (one, other) => {
        expect(progress({ deployment: one }, { deployment: one })).toEqual([]);
        const visible = JSON.stringify([one.status, one.events, one.taskSets]);
        const differs = visible !== JSON.stringify([other.status, other.events, other.taskSets]);
        // An event that goes back to Pending is no news; CodeDeploy never does that.
        fc.pre(
          one.events.every(
            (event, index) => event.status === "Pending" || other.events[index]?.status === event.status,
          ),
        );
        expect(progress({ deployment: one }, { deployment: other }).length > 0).toBe(differs);
      }),
    );
  });
});

describe("the traffic bar", () => {
  it.each([
    [0, 0],
    [1, 1],
    [10, 2],
    [50, 10],
    [99, 19],
    [100, 20],
  ])("%d %% fills %d of 20 blocks", (weight, full) => {
    expect(bar(weight)).toBe("█".repeat(full) + "░".repeat(20 - full));
  });

  it("is empty at 0 alone, full at 100 alone, and never shrinks as the weight grows", () => {
    const full = (weight: number) => bar(weight).replaceAll("░", "").length;
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), (a, b) => {
        expect(bar(a)).toHaveLength(20);
        expect(full(a) === 0).toBe(a === 0);
        expect(full(a) === 20).toBe(a === 100);
        if (a <= b) expect(full(a)).toBeLessThanOrEqual(full(b));
      }),
    );
  });
});

describe("the picture on a terminal", () => {
  it("shows events, traffic, tasks, elapsed time and what is waited for", () => {
    const deployment = snapshot({ status: "Ready", taskSets: taskSets(100) }, { past: "AfterAllowTestTraffic" });
    expect(frame({ deployment }, contract, 151_000, plain, "AWS does not answer.")).toEqual([
      "d-1  Ready  02:31  CodeDeployDefault.ECSAllAtOnce",
      "  ✔ BeforeInstall  ✔ Install  ✔ AfterInstall",
      "  ✔ AllowTestTraffic  ✔ AfterAllowTestTraffic",
      "  ○ BeforeAllowTraffic  ○ AllowTraffic  ○ AfterAllowTraffic",
      "  blue (original)      ████████████████████ 100 %  2 of 2 running",
      "  green (replacement)  ░░░░░░░░░░░░░░░░░░░░   0 %  2 of 2 running",
      "  waits before production traffic shifts.",
      "  Shift it: npm run release -- hands-on --continue",
      "AWS does not answer.",
    ]);
  });

  it("shows the rollback below what failed", () => {
    const deployment = snapshot({ status: "Failed" }, { past: "BeforeInstall", next: "Failed" });
    const rollback = snapshot({ id: "d-2", events: [] });
    expect(frame({ deployment, rollback }, contract, 0, plain)).toEqual([
      "d-1  Failed  00:00  CodeDeployDefault.ECSAllAtOnce",
      "  ✔ BeforeInstall  ✘ Install  ○ AfterInstall",
      "  ○ AllowTestTraffic  ○ AfterAllowTestTraffic",
      "  ○ BeforeAllowTraffic  ○ AllowTraffic  ○ AfterAllowTraffic",
      "d-2  InProgress  rollback  CodeDeployDefault.ECSAllAtOnce",
    ]);
  });
});
