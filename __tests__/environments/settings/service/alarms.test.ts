import { alarms, alerts } from "../../../../src/environments/settings/service/alarms";
import { problemsOf } from "../problems";

const emails = ["on-call@example.com"];
const minutes = "is not a number of minutes. Allowed: a whole number from 1 to 60.";
const share =
  "is not a share of the requests. Allowed: a whole number from 1 to 100 (percent). " +
  "Choose what is more than clients meet on a normal day.";
const requests =
  "is not a number of requests. Allowed: a whole number from 1 to 1000000 (requests in a minute). " +
  "Choose as many as make one failure among them no reason to call a person.";

describe("the settings of a service's alarms", () => {
  it("are complete by themselves, missing tasks included", () => {
    expect(alarms.parse({})).toEqual({
      targetErrorPercent: 5,
      latencyP95Milliseconds: 2000,
      unhealthyTasks: 1,
      minimumRequests: 20,
      evaluationMinutes: 5,
      breachingMinutes: 3,
      missingTasks: true,
      missingTasksMinutes: 10,
    });
  });

  it.each<[object, string]>([
    [{ targetErrorPercent: 0 }, `targetErrorPercent: 0 ${share}`],
    [{ targetErrorPercent: 101 }, `targetErrorPercent: 101 ${share}`],
    [
      { latencyP95Milliseconds: 0.5 },
      "latencyP95Milliseconds: 0.5 is not a latency. Allowed: a whole number from 1 to 4000000 (milliseconds). " +
        "Choose what users would complain about, well above what is normal.",
    ],
    [
      { unhealthyTasks: 0 },
      "unhealthyTasks: 0 is not a number of tasks. Allowed: a whole number from 1 to 5000. " +
        "1 tells of the first; large services bear some.",
    ],
    [{ minimumRequests: 0 }, `minimumRequests: 0 ${requests}`],
    [{ evaluationMinutes: 61 }, `evaluationMinutes: 61 ${minutes} 5 tell a trouble from a hiccup.`],
    [{ breachingMinutes: 0 }, `breachingMinutes: 0 ${minutes} Choose a little more than half of evaluationMinutes.`],
    [
      { missingTasks: "no" },
      'missingTasks: "no" is not true or false. Allowed: true, false. ' +
        "Choose true unless cluster.containerInsights is disabled.",
    ],
    [{ missingTasksMinutes: 0 }, `missingTasksMinutes: 0 ${minutes} Choose more than a task takes to start.`],
  ])("refuse %j", (settings, problem) => {
    expect(problemsOf(alarms, settings)).toEqual([problem]);
  });
});

describe("the settings of alerts", () => {
  it("are complete but for who hears them", () => {
    expect(alerts.parse({ emails })).toEqual({
      emails,
      balancerErrorPercent: 5,
      minimumRequests: 20,
      evaluationMinutes: 5,
      breachingMinutes: 3,
    });
  });

  const address =
    "is not an e-mail address. Allowed: a name, @ and a domain, up to 254 characters. " +
    'Write the address alone, such as "on-call@example.com".';

  it.each<[object, string]>([
    [
      { emails: "on-call@example.com" },
      'emails: "on-call@example.com" is not a list of e-mail addresses. Allowed: a list with one address or more. ' +
        'Write ["on-call@example.com"] here.',
    ],
    [{ emails: [] }, `emails[0]: missing; it takes ${address.replace("is not ", "")}`],
    [{ emails: ["on-call"] }, `emails[0]: "on-call" ${address}`],
    [{ emails: ["On call <on-call@example.com>"] }, `emails[0]: "On call <on-call@example.com>" ${address}`],
    [{ emails: ["on-call@example"] }, `emails[0]: "on-call@example" ${address}`],
    [{ balancerErrorPercent: 0 }, `balancerErrorPercent: 0 ${share}`],
    [{ minimumRequests: 0 }, `minimumRequests: 0 ${requests}`],
    [{ evaluationMinutes: 0 }, `evaluationMinutes: 0 ${minutes} 5 tell a trouble from a hiccup.`],
    [{ breachingMinutes: 61 }, `breachingMinutes: 61 ${minutes} Choose a little more than half of evaluationMinutes.`],
  ])("refuse %j", (changes, problem) => {
    expect(problemsOf(alerts, { emails, ...changes })).toEqual([problem]);
  });
});
