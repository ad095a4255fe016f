import { scalingProblems } from "../../../src/environments/validation/scaling-validation";
import type { Compute } from "../../../src/environments/settings/service/compute";
import { scaling } from "../../../src/environments/settings/service/scaling";
import { lines } from "../settings/problems";

function problems(settings: object, desiredCount = 3): readonly string[] {
  return problemsWithout({ cpuPercent: 60, ...settings }, desiredCount);
}

/** Without a target, unless the settings have one. */
function problemsWithout(settings: object, desiredCount = 3): readonly string[] {
  const parsed = scaling.parse({ min: 2, max: 6, ...settings });
  return lines(scalingProblems({ services: { web: { desiredCount, scaling: parsed } } }));
}

const cron = "0 8 ? * MON-FRI *";

describe("the limits of scaling", () => {
  it("fit a service that begins within them, and one that nothing scales", () => {
    expect(problems({})).toEqual([]);
    expect(problems({}, 2)).toEqual([]);
    expect(problems({}, 6)).toEqual([]);
    expect(lines(scalingProblems({ services: { web: { desiredCount: 3 } } }))).toEqual([]);
    expect(lines(scalingProblems({}))).toEqual([]);
  });

  it("have the lower one below the upper one", () => {
    expect(problems({ min: 7 })).toEqual([
      "services.web.scaling.min: 7 is more than scaling.max. Allowed: 0 to 6. Lower it, or raise max.",
    ]);
  });

  it.each([1, 7])("hold the number that the service begins with: not %i", (count) => {
    expect(problems({}, count)).toEqual([
      `services.web.desiredCount: ${count} is outside of scaling.min and scaling.max. Allowed: 2 to 6. ` +
        "Begin within the limits: scaling would change the number at once.",
    ]);
  });

  it("are reached by something", () => {
    expect(problemsWithout({})).toEqual([
      "services.web.scaling: nothing scales the service. Allowed: at least one of cpuPercent, memoryPercent, " +
        "requestsPerTargetPerMinute, schedules. Add cpuPercent: 60, or remove scaling.",
    ]);
    expect(problemsWithout({ memoryPercent: 70 })).toEqual([]);
    expect(problemsWithout({ requestsPerTargetPerMinute: 70 })).toEqual([]);
    expect(problemsWithout({ schedules: { morning: { cron } } })).toEqual([]);
  });

  it("count a target that is there but wrong, which is reported already", () => {
    const known = { min: 2, max: 6, cpuPercent: undefined, schedules: {} };
    expect(lines(scalingProblems({ services: { web: { desiredCount: 3, scaling: known } } }))).toEqual([]);
  });
});

describe("no tasks at all", () => {
  const zero = { min: 0, max: 6, cpuPercent: 60, schedules: { night: { cron, max: 0 }, noon: { cron, min: 0 } } };
  const problemsOn = (compute: Compute) =>
    lines(scalingProblems({ services: { web: { desiredCount: 3, scaling: scaling.parse(zero), compute } } }));

  it.each<Compute>([{ type: "fargate-spot", onDemandBase: 1, onDemandWeight: 1, spotWeight: 1 }, { type: "ec2" }])(
    "are refused on $type, from where a service may not come back",
    (compute) => {
      const rest =
        `: 0 tasks of a service with the compute ${compute.type}, which may not come back from 0. Allowed: 1 or more. ` +
        'Write 1, or choose the compute { type: "fargate" }.';
      expect(problemsOn(compute)).toEqual([
        `services.web.scaling.min${rest}`,
        `services.web.scaling.schedules.noon.min${rest}`,
      ]);
    },
  );

  it("may be had on Fargate", () => {
    expect(problemsOn({ type: "fargate" })).toEqual([]);
  });
});

describe("the limits of a schedule", () => {
  it.each([{}, { min: 4 }, { min: 0, max: 0 }, { min: 8, max: 12 }])("may be %j", (limits) => {
    expect(problems({ schedules: { peak: { cron, ...limits } } })).toEqual([]);
  });

  it("have the lower one below the upper one", () => {
    expect(problems({ schedules: { peak: { cron, min: 4, max: 3 } } })).toEqual([
      "services.web.scaling.schedules.peak.min: 4 is more than max of the schedule. Allowed: 0 to 3. " +
        "Lower it, or raise max.",
    ]);
  });

  it("have it so too where one of the two is that of scaling", () => {
    expect(problems({ schedules: { peak: { cron, min: 7 } } })).toEqual([
      "services.web.scaling.schedules.peak.min: 7 is more than scaling.max, which holds where the schedule gives no " +
        "max. Allowed: 0 to 6. Lower it, or raise max.",
    ]);
    expect(problems({ schedules: { night: { cron, max: 0 } } })).toEqual([
      "services.web.scaling.schedules.night.max: 0 is less than scaling.min, which holds where the schedule gives no " +
        "min. Allowed: 2 or more. Raise it, or give the schedule a min.",
    ]);
  });
});
