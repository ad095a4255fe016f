import { scaling } from "../../../../src/environments/settings/service/scaling";
import { problemsOf } from "../problems";

const schedule = { cron: "0 8 ? * MON-FRI *", timezone: "Asia/Tokyo", min: 2, max: 4 };
const complete = {
  min: 2,
  max: 6,
  cpuPercent: 60,
  memoryPercent: 70,
  requestsPerTargetPerMinute: 1000,
  scaleInCooldownSeconds: 600,
  scaleOutCooldownSeconds: 30,
  schedules: { morning: schedule },
};

describe("the settings of scaling", () => {
  it("have AWS's own pause before fewer tasks, a short one before more, and nothing by the clock", () => {
    expect(scaling.parse({ min: 2, max: 6 })).toEqual({
      min: 2,
      max: 6,
      scaleInCooldownSeconds: 300,
      scaleOutCooldownSeconds: 60,
      schedules: {},
    });
    expect(scaling.parse(complete)).toEqual(complete);
  });

  it("know the time in UTC where no zone is given", () => {
    expect(scaling.parse({ min: 2, max: 6, schedules: { morning: { cron: schedule.cron } } }).schedules).toEqual({
      morning: { cron: schedule.cron, timezone: "Etc/UTC" },
    });
  });

  const limits = "Allowed: a whole number of tasks, 0 or more. Choose 2 or more to survive the loss of a zone.";
  const percent =
    "is not a utilization to hold. Allowed: a whole number from 1 to 100 (percent). " +
    "50 to 70 leave room for the minutes in which new tasks start.";
  const pause =
    "is not a pause between two scalings. Allowed: a whole number from 0 to 3600 (seconds). " +
    "Choose a little more than a task takes to start and to take its share.";

  it.each<[object, string]>([
    [{ min: -1 }, `min: -1 is not a limit of scaling. ${limits}`],
    [{ max: 1.5 }, `max: 1.5 is not a limit of scaling. ${limits}`],
    [{ max: undefined }, `max: missing; it takes a limit of scaling. ${limits}`],
    [{ cpuPercent: 0 }, `cpuPercent: 0 ${percent}`],
    [{ memoryPercent: 101 }, `memoryPercent: 101 ${percent}`],
    [
      { requestsPerTargetPerMinute: 0 },
      "requestsPerTargetPerMinute: 0 is not a number of requests. Allowed: a whole number from 1 to 10000000 " +
        "(requests per task and minute). Choose about two thirds of what a task bears in a load test.",
    ],
    [{ scaleInCooldownSeconds: -1 }, `scaleInCooldownSeconds: -1 ${pause}`],
    [{ scaleOutCooldownSeconds: 3601 }, `scaleOutCooldownSeconds: 3601 ${pause}`],
    [
      { schedules: [] },
      "schedules: [] is not an object with schedules. Allowed: an object with schedules by name. " +
        "Write { morning: { ... } } here, or leave it out.",
    ],
    [
      { schedules: { Morning: schedule } },
      'schedules.Morning: "Morning" is not a name for a schedule. Allowed: up to 24 lower-case letters, digits and ' +
        'single hyphens between them, a letter first. Choose a name such as "morning".',
    ],
    [
      { schedules: { morning: { ...schedule, cron: "0 8 * * 1-5" } } },
      'schedules.morning.cron: "0 8 * * 1-5" is not a recurring time. Allowed: minutes hours day-of-month month ' +
        "day-of-week year, one of the two days a ?. " +
        'Write it without cron( ), such as "0 8 ? * MON-FRI *".',
    ],
    [
      { schedules: { morning: { ...schedule, timezone: "JST" } } },
      'schedules.morning.timezone: "JST" is not a time zone. Allowed: an area and a place of the IANA database. ' +
        'Choose one such as "Asia/Tokyo", or "Etc/UTC".',
    ],
    [
      { schedules: { morning: { ...schedule, min: -1 } } },
      `schedules.morning.min: -1 is not a limit of scaling. ${limits}`,
    ],
  ])("refuse %j", (changes, problem) => {
    expect(problemsOf(scaling, { ...complete, ...changes })).toEqual([problem]);
  });

  it.each(["0 8 ? * MON-FRI *", "0/15 * * * ? *", "0 9 25 12 ? 2027", "30 6 L * ? *", "0 0 ? 1,4,7 MON#1 *"])(
    "take the recurring time %s",
    (cron) => {
      expect(problemsOf(scaling, { ...complete, schedules: { one: { cron } } })).toEqual([]);
    },
  );

  it.each(["cron(0 8 ? * MON *)", "0 8 * * MON *", "0 8 ? * ? *", "0 8 ? * MON", "0  8 ? * MON *", "? 8 ? * MON *"])(
    "do not take the recurring time %s",
    (cron) => {
      expect(problemsOf(scaling, { ...complete, schedules: { one: { cron } } })).toHaveLength(1);
    },
  );

  it.each(["Asia/Tokyo", "America/Argentina/Buenos_Aires", "Etc/GMT+9", "Etc/UTC"])(
    "take the time zone %s",
    (timezone) => {
      expect(problemsOf(scaling, { ...complete, schedules: { one: { ...schedule, timezone } } })).toEqual([]);
    },
  );

  it.each(["Asia/Tokio", "asia/tokyo", "Europe/", "+09:00"])("do not take the time zone %s", (timezone) => {
    expect(problemsOf(scaling, { ...complete, schedules: { one: { ...schedule, timezone } } })).toHaveLength(1);
  });
});
