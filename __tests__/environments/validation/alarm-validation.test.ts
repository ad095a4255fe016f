import { alarmProblems, type SettingsOfAlarms } from "../../../src/environments/validation/alarm-validation";
import { alarms, alerts } from "../../../src/environments/settings/service/alarms";
import { lines } from "../settings/problems";

const heard = alerts.parse({ emails: ["a@example.com", "b@example.com"] });
const good: SettingsOfAlarms = {
  cluster: { containerInsights: "enabled" },
  alerts: heard,
  services: { web: { alarms: alarms.parse({}) }, quiet: {} },
};

describe("alarms", () => {
  it("have all they need", () => {
    expect(lines(alarmProblems(good))).toEqual([]);
    expect(lines(alarmProblems({ ...good, cluster: { containerInsights: "enhanced" } }))).toEqual([]);
    expect(lines(alarmProblems({}))).toEqual([]);
  });

  it("need somebody who hears them", () => {
    const { cluster, services } = good;
    expect(lines(alarmProblems({ cluster, services }))).toEqual([
      "services.web.alarms: given without alerts, so that nobody would hear them. Allowed: alarms with alerts. " +
        'Add alerts: { emails: ["on-call@example.com"] }, or remove alarms.',
    ]);
    expect(lines(alarmProblems({ cluster, services: { quiet: {} } }))).toEqual([]);
  });

  it("are not told so where alerts are given and wrong, which is reported already", () => {
    expect(lines(alarmProblems({ ...good, alerts: undefined }))).toEqual([]);
  });

  it("count tasks only where Container Insights does", () => {
    const blind = { ...good, cluster: { containerInsights: "disabled" } } as const;
    expect(lines(alarmProblems(blind))).toEqual([
      'services.web.alarms.missingTasks: true with cluster.containerInsights "disabled", which leaves nobody to count ' +
        'tasks. Allowed: false, or true with containerInsights "enabled" or "enhanced". ' +
        "Set cluster.containerInsights to enabled, or missingTasks to false.",
    ]);
    const services = { web: { alarms: alarms.parse({ missingTasks: false }) } };
    expect(lines(alarmProblems({ ...blind, services }))).toEqual([]);
  });

  it("cannot find more bad minutes than they look at", () => {
    const window = { evaluationMinutes: 2, breachingMinutes: 3 };
    const problems = alarmProblems({
      ...good,
      alerts: { ...heard, ...window },
      services: { web: { alarms: alarms.parse(window) } },
    });
    const problem =
      "breachingMinutes: 3 is more than evaluationMinutes. Allowed: 1 to 2. Lower it, or look at more minutes.";
    expect(lines(problems)).toEqual([`alerts.${problem}`, `services.web.alarms.${problem}`]);
  });

  it("are told to each address once", () => {
    const emails = alerts.parse({ emails: ["a@example.com", "b@example.com", "a@example.com"] }).emails;
    expect(lines(alarmProblems({ ...good, alerts: { ...heard, emails } }))).toEqual([
      'alerts.emails[2]: "a@example.com" is also alerts.emails[0]. Allowed: each address once. Remove one of the two.',
    ]);
  });
});
