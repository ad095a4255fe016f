import { fewestTasks, scheduledLimits } from "../../../src/lib/aws/task-limits";

describe("the limits of a schedule", () => {
  it.each([
    [{}, { min: 2, max: 6 }],
    [{ min: 4 }, { min: 4, max: 6 }],
    [{ max: 3 }, { min: 2, max: 3 }],
    [
      { min: 0, max: 0 },
      { min: 0, max: 0 },
    ],
  ])("%j leave the rest as scaling has it", (schedule, limits) => {
    expect(scheduledLimits(schedule, { min: 2, max: 6 })).toEqual(limits);
  });
});

describe("the fewest tasks of a service", () => {
  it("are all where nothing scales it", () => {
    expect(fewestTasks({ desiredCount: 3 })).toBe(3);
  });

  it("are those that scaling leaves", () => {
    expect(fewestTasks({ desiredCount: 3, scaling: { min: 2, max: 6, schedules: {} } })).toBe(2);
  });

  it("are those of the lowest schedule, which may go below scaling", () => {
    const schedules = { morning: {}, peak: { min: 4 }, night: { min: 0, max: 0 } };
    expect(fewestTasks({ desiredCount: 3, scaling: { min: 2, max: 6, schedules } })).toBe(0);
  });
});
