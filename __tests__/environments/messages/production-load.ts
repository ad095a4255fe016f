import type { Row } from "./row";

export const productionLoad: readonly Row[] = [
  [
    "services.web.scaling",
    true,
    "production: services.web.scaling: true is not an object. Allowed: an object with min, max, cpuPercent, memoryPercent, requestsPerTargetPerMinute, scaleInCooldownSeconds, scaleOutCooldownSeconds, schedules. Write { ... } here.",
  ],
  [
    "services.web.scaling.min",
    -1,
    "production: services.web.scaling.min: -1 is not a limit of scaling. Allowed: a whole number of tasks, 0 or more. Choose 2 or more to survive the loss of a zone.",
  ],
  [
    "services.web.scaling.max",
    "12",
    'production: services.web.scaling.max: "12" is not a limit of scaling. Allowed: a whole number of tasks, 0 or more. Choose 2 or more to survive the loss of a zone.',
  ],
  [
    "services.web.scaling.cpuPercent",
    101,
    "production: services.web.scaling.cpuPercent: 101 is not a utilization to hold. Allowed: a whole number from 1 to 100 (percent). 50 to 70 leave room for the minutes in which new tasks start.",
  ],
  [
    "services.web.scaling.memoryPercent",
    0,
    "production: services.web.scaling.memoryPercent: 0 is not a utilization to hold. Allowed: a whole number from 1 to 100 (percent). 50 to 70 leave room for the minutes in which new tasks start.",
  ],
  [
    "services.web.scaling.requestsPerTargetPerMinute",
    0,
    "production: services.web.scaling.requestsPerTargetPerMinute: 0 is not a number of requests. Allowed: a whole number from 1 to 10000000 (requests per task and minute). Choose about two thirds of what a task bears in a load test.",
  ],
  [
    "services.web.scaling.scaleInCooldownSeconds",
    3601,
    "production: services.web.scaling.scaleInCooldownSeconds: 3601 is not a pause between two scalings. Allowed: a whole number from 0 to 3600 (seconds). Choose a little more than a task takes to start and to take its share.",
  ],
  [
    "services.web.scaling.scaleOutCooldownSeconds",
    -1,
    "production: services.web.scaling.scaleOutCooldownSeconds: -1 is not a pause between two scalings. Allowed: a whole number from 0 to 3600 (seconds). Choose a little more than a task takes to start and to take its share.",
  ],
  [
    "services.web.scaling.schedules",
    { morning: { cron: "0 8 * * 1-5", min: 4 } },
    'production: services.web.scaling.schedules.morning.cron: "0 8 * * 1-5" is not a recurring time. Allowed: minutes hours day-of-month month day-of-week year, one of the two days a ?. Write it without cron( ), such as "0 8 ? * MON-FRI *".',
  ],
  [
    "services.web.scaling.schedules",
    { morning: { cron: "0 8 ? * MON-FRI *", timezone: "Tokyo", min: 4 } },
    'production: services.web.scaling.schedules.morning.timezone: "Tokyo" is not a time zone. Allowed: an area and a place of the IANA database. Choose one such as "Asia/Tokyo", or "Etc/UTC".',
  ],
  [
    "services.web.scaling.schedules",
    { morning: { cron: "0 8 ? * MON-FRI *", min: -1 } },
    "production: services.web.scaling.schedules.morning.min: -1 is not a limit of scaling. Allowed: a whole number of tasks, 0 or more. Choose 2 or more to survive the loss of a zone.",
  ],
  [
    "services.web.scaling.schedules",
    { morning: { cron: "0 8 ? * MON-FRI *", max: 1.5 } },
    "production: services.web.scaling.schedules.morning.max: 1.5 is not a limit of scaling. Allowed: a whole number of tasks, 0 or more. Choose 2 or more to survive the loss of a zone.",
  ],
  [
    "services.web.scaling.schedules",
    { "Rush Hour": { cron: "0 8 ? * MON-FRI *", min: 4 } },
    'production: services.web.scaling.schedules["Rush Hour"]: "Rush Hour" is not a name for a schedule. Allowed: up to 24 lower-case letters, digits and single hyphens between them, a letter first. Choose a name such as "morning".',
  ],
  [
    "services.web.alarms",
    "all",
    'production: services.web.alarms: "all" is not an object. Allowed: an object with targetErrorPercent, latencyP95Milliseconds, unhealthyTasks, minimumRequests, evaluationMinutes, breachingMinutes, missingTasks, missingTasksMinutes. Write { ... } here.',
  ],
  [
    "services.web.alarms.targetErrorPercent",
    101,
    "production: services.web.alarms.targetErrorPercent: 101 is not a share of the requests. Allowed: a whole number from 1 to 100 (percent). Choose what is more than clients meet on a normal day.",
  ],
  [
    "services.web.alarms.latencyP95Milliseconds",
    0,
    "production: services.web.alarms.latencyP95Milliseconds: 0 is not a latency. Allowed: a whole number from 1 to 4000000 (milliseconds). Choose what users would complain about, well above what is normal.",
  ],
  [
    "services.web.alarms.unhealthyTasks",
    0,
    "production: services.web.alarms.unhealthyTasks: 0 is not a number of tasks. Allowed: a whole number from 1 to 5000. 1 tells of the first; large services bear some.",
  ],
  [
    "services.web.alarms.minimumRequests",
    1000001,
    "production: services.web.alarms.minimumRequests: 1000001 is not a number of requests. Allowed: a whole number from 1 to 1000000 (requests in a minute). Choose as many as make one failure among them no reason to call a person.",
  ],
  [
    "services.web.alarms.evaluationMinutes",
    0,
    "production: services.web.alarms.evaluationMinutes: 0 is not a number of minutes. Allowed: a whole number from 1 to 60. 5 tell a trouble from a hiccup.",
  ],
  [
    "services.web.alarms.breachingMinutes",
    61,
    "production: services.web.alarms.breachingMinutes: 61 is not a number of minutes. Allowed: a whole number from 1 to 60. Choose a little more than half of evaluationMinutes.",
  ],
  [
    "services.web.alarms.missingTasks",
    "yes",
    'production: services.web.alarms.missingTasks: "yes" is not true or false. Allowed: true, false. Choose true unless cluster.containerInsights is disabled.',
  ],
  [
    "services.web.alarms.missingTasksMinutes",
    0,
    "production: services.web.alarms.missingTasksMinutes: 0 is not a number of minutes. Allowed: a whole number from 1 to 60. Choose more than a task takes to start.",
  ],
  [
    "services.api.deployment.shift",
    "linear",
    'production: services.api.deployment.shift: "linear" is not a shift of traffic. Allowed: an object with type, percent, minutes. Write { ... } here, or name one of CodeDeploy\'s own in config.',
  ],
  [
    "services.api.deployment.shift",
    { type: "all-at-once" },
    'production: services.api.deployment.shift.type: "all-at-once" is not a type of shift. Allowed: canary, linear. Choose one of these.',
  ],
  [
    "services.api.deployment.shift.percent",
    100,
    "production: services.api.deployment.shift.percent: 100 is not a share of the traffic. Allowed: a whole number from 1 to 99 (percent). Choose the share that the replacement gets with each step.",
  ],
  [
    "services.api.deployment.shift.minutes",
    0,
    "production: services.api.deployment.shift.minutes: 0 is not a time between two steps. Allowed: a whole number from 1 to 2880 (minutes). CodeDeploy finishes a shift within two days, which are 2880 minutes.",
  ],
  [
    "services.api.deployment.rollbackOnAlarm",
    "no",
    'production: services.api.deployment.rollbackOnAlarm: "no" is not true or false. Allowed: true, false. Choose true unless people watch every deployment.',
  ],
  [
    "services.web.deployment.strategy",
    "rolling",
    "production: services.web.deployment.strategy: no such setting. Allowed: config, shift, readyWaitMinutes, terminationWaitMinutes, rollbackOnFailure, rollbackOnAlarm, hooks. Correct its spelling or remove it.",
  ],
];
