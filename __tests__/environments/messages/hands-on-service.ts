import type { Row } from "./row";

export const handsOnService: readonly Row[] = [
  [
    "services.web.names.repository",
    "Lab/Service",
    'hands-on: services.web.names.repository: "Lab/Service" is not a name for an ECR repository. Allowed: 2 to 256 lower-case letters and digits, with single ".", "_" or "-" between them, in parts separated by "/". Choose a name such as "team/service".',
  ],
  [
    "services.web.names.logGroup",
    "aws/lab",
    'hands-on: services.web.names.logGroup: "aws/lab" is not a name for a log group. Allowed: 1 to 512 letters, digits and the characters . - _ / #, not beginning with "aws/". Choose a name such as "/ecs/service".',
  ],
  [
    "services.web.names.logStreamPrefix",
    "hands:on",
    'hands-on: services.web.names.logStreamPrefix: "hands:on" is not a prefix for log streams. Allowed: 1 to 256 characters without spaces, ":" and "*". Choose a short name of the service.',
  ],
  [
    "services.web.names.taskExecutionRole",
    "tasks/execution",
    'hands-on: services.web.names.taskExecutionRole: "tasks/execution" is not a name for an IAM role. Allowed: 1 to 64 letters, digits and the characters + = , . @ - _. Choose a name such as "ecsTaskExecutionRole".',
  ],
  [
    "services",
    undefined,
    "hands-on: services: missing; it takes an object with services. Allowed: an object with one service or more, by name. Write { web: { ... } } here.",
  ],
  [
    "services",
    {},
    "hands-on: services: {} is not an object with services. Allowed: an object with one service or more, by name. Write { web: { ... } } here.",
  ],
  [
    "services",
    { Web: { desiredCount: 1, cpu: 256, memory: 512 } },
    'hands-on: services.Web: "Web" is not a name for a service. Allowed: up to 24 lower-case letters, digits and single hyphens between them, a letter first. Choose a name such as "web".',
  ],
  [
    "services.web",
    "nginx",
    'hands-on: services.web: "nginx" is not an object. Allowed: an object with names, route, listeners, desiredCount, cpu, memory, architecture, ephemeralStorageGiB, container, sidecars, secretsKmsKeyArns, taskRole, executeCommand, compute, scaling, alarms, dashboard, healthCheckGracePeriodSeconds, deregistrationDelaySeconds, healthCheck, deployment. Write { ... } here.',
  ],
  [
    "services.web.memroy",
    512,
    "hands-on: services.web.memroy: no such setting. Allowed: names, route, listeners, desiredCount, cpu, memory, architecture, ephemeralStorageGiB, container, sidecars, secretsKmsKeyArns, taskRole, executeCommand, compute, scaling, alarms, dashboard, healthCheckGracePeriodSeconds, deregistrationDelaySeconds, healthCheck, deployment. Correct its spelling or remove it.",
  ],
  [
    "services.web.desiredCount",
    -1,
    "hands-on: services.web.desiredCount: -1 is not a number of tasks. Allowed: a whole number, 0 or more. Choose 2 or more to survive the loss of a zone.",
  ],
  [
    "services.web.desiredCount",
    1.5,
    "hands-on: services.web.desiredCount: 1.5 is not a number of tasks. Allowed: a whole number, 0 or more. Choose 2 or more to survive the loss of a zone.",
  ],
  [
    "services.web.desiredCount",
    249,
    "hands-on: services: 249 tasks and as many replacements do not fit into the private subnets, which have room for 496. Allowed: 0 to 248 with these subnets. Widen network.zones[].privateCidr or run fewer tasks.",
  ],
  [
    "services.web.cpu",
    undefined,
    "hands-on: services.web.cpu: missing; it takes a CPU size of a task. Allowed: a whole number from 128 to 196608 (CPU units, 1024 are one vCPU). Choose 256 to begin with, the smallest that Fargate has.",
  ],
  [
    "services.web.cpu",
    300,
    'hands-on: services.web.cpu: 300 is not a CPU size of Fargate. Allowed: 256, 512, 1024, 2048, 4096, 8192, 16384 (CPU units, 1024 are one vCPU). Choose one of these, or compute { type: "ec2" }.',
  ],
  ...[127, 196_609, 256.5].map((cpu): Row => [
    "services.web.cpu",
    cpu,
    `hands-on: services.web.cpu: ${cpu} is not a CPU size of a task. Allowed: a whole number from 128 to 196608 (CPU units, 1024 are one vCPU). Choose 256 to begin with, the smallest that Fargate has.`,
  ]),
  [
    "services.web.memory",
    5,
    "hands-on: services.web.memory: 5 is not a memory size of a task. Allowed: a whole number, 6 or more (MiB). Choose 512 to begin with, the smallest that Fargate has.",
  ],
  [
    "services.web.memory",
    700,
    "hands-on: services.web.memory: 700 is not a memory size that Fargate takes with 256 CPU units. Allowed: 512, 1024, 2048 (MiB). Choose one of these or another cpu.",
  ],
  [
    "services.web.container.imageTag",
    ":latest",
    'hands-on: services.web.container.imageTag: ":latest" is not a tag of an image. Allowed: 1 to 128 letters, digits and the characters . - _, neither . nor - first. Write the tag alone, without repository and colon.',
  ],
  [
    "services.web.container.port",
    70000,
    "hands-on: services.web.container.port: 70000 is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
  ],
  [
    "services.web.healthCheckGracePeriodSeconds",
    2147483648,
    "hands-on: services.web.healthCheckGracePeriodSeconds: 2147483648 is not a grace period. Allowed: a whole number from 0 to 2147483647 (seconds). Choose the time that a task needs to start.",
  ],
  [
    "services.web.healthCheck.path",
    "health",
    'hands-on: services.web.healthCheck.path: "health" is not a path that a load balancer can request. Allowed: up to 1024 characters, "/" first, no spaces. Write the path alone, without scheme and host, such as "/health".',
  ],
  [
    "services.web.healthCheck.matcher",
    "500",
    'hands-on: services.web.healthCheck.matcher: "500" is not a set of HTTP status codes. Allowed: codes from 200 to 499, one ("200"), several ("200,204") or ranges, lower code first ("200-299"). Name the codes that the container answers when it is healthy.',
  ],
  [
    "services.web.healthCheck.intervalSeconds",
    4,
    "hands-on: services.web.healthCheck.intervalSeconds: 4 is not an interval of a health check. Allowed: a whole number from 5 to 300 (seconds). The load balancer's own default is 30.",
  ],
  [
    "services.web.healthCheck.timeoutSeconds",
    121,
    "hands-on: services.web.healthCheck.timeoutSeconds: 121 is not a timeout of a health check. Allowed: a whole number from 2 to 120 (seconds). The load balancer's own default is 5.",
  ],
  [
    "services.web.healthCheck.timeoutSeconds",
    30,
    "hands-on: services.web.healthCheck.timeoutSeconds: 30 is not less than healthCheck.intervalSeconds. Allowed: less than 30. Shorten the timeout or lengthen the interval.",
  ],
  [
    "services.web.healthCheck.healthyThreshold",
    1,
    "hands-on: services.web.healthCheck.healthyThreshold: 1 is not a threshold of a health check. Allowed: a whole number from 2 to 10 (checks in a row). Fewer react sooner, more tolerate single failures.",
  ],
  [
    "services.web.healthCheck.unhealthyThreshold",
    11,
    "hands-on: services.web.healthCheck.unhealthyThreshold: 11 is not a threshold of a health check. Allowed: a whole number from 2 to 10 (checks in a row). Fewer react sooner, more tolerate single failures.",
  ],
  [
    "services.web.deployment.config",
    "CodeDeployDefault.OneAtATime",
    'hands-on: services.web.deployment.config: "CodeDeployDefault.OneAtATime" is not a deployment configuration for ECS. Allowed: CodeDeployDefault.ECSAllAtOnce, CodeDeployDefault.ECSCanary10Percent5Minutes, CodeDeployDefault.ECSCanary10Percent15Minutes, CodeDeployDefault.ECSLinear10PercentEvery1Minutes, CodeDeployDefault.ECSLinear10PercentEvery3Minutes, or the name of your own (1 to 100 letters, digits and + = , . @ - _). Choose one of these; the other CodeDeployDefault configurations are for EC2 and Lambda.',
  ],
  [
    "services.web.deployment.readyWaitMinutes",
    -1,
    "hands-on: services.web.deployment.readyWaitMinutes: -1 is not a wait that CodeDeploy takes. Allowed: a whole number from 0 to 2880 (minutes). Choose at most two days, which are 2880 minutes.",
  ],
  [
    "services.web.deployment.terminationWaitMinutes",
    2881,
    "hands-on: services.web.deployment.terminationWaitMinutes: 2881 is not a wait that CodeDeploy takes. Allowed: a whole number from 0 to 2880 (minutes). Choose at most two days, which are 2880 minutes.",
  ],
  [
    "services.web.deployment.rollbackOnFailure",
    "yes",
    'hands-on: services.web.deployment.rollbackOnFailure: "yes" is not true or false. Allowed: true, false. Choose true unless people watch every deployment.',
  ],
  [
    "services.web.deployment.hooks",
    "smoke-test",
    'hands-on: services.web.deployment.hooks: "smoke-test" is not an object. Allowed: an object with afterAllowTestTraffic. Write { ... } here.',
  ],
  [
    "services.web.deployment.hooks",
    {},
    "hands-on: services.web.deployment.hooks.afterAllowTestTraffic: missing; it takes an object. Allowed: an object with path, expectStatus, expectBody, attempts. Write { ... } here.",
  ],
  [
    "services.web.deployment.hooks",
    { beforeInstall: {}, afterAllowTestTraffic: {} },
    "hands-on: services.web.deployment.hooks.beforeInstall: no such setting. Allowed: afterAllowTestTraffic. Correct its spelling or remove it.",
  ],
  [
    "services.web.deployment.hooks.afterAllowTestTraffic.path",
    "http://example.com/health",
    'hands-on: services.web.deployment.hooks.afterAllowTestTraffic.path: "http://example.com/health" is not a path that a load balancer can request. Allowed: up to 1024 characters, "/" first, no spaces. Write the path alone, without scheme and host, such as "/health".',
  ],
  [
    "services.web.deployment.hooks.afterAllowTestTraffic.expectStatus",
    199,
    "hands-on: services.web.deployment.hooks.afterAllowTestTraffic.expectStatus: 199 is not a status code of an answer. Allowed: a whole number from 200 to 599. Name the code that the container answers when it works.",
  ],
  [
    "services.web.deployment.hooks.afterAllowTestTraffic.expectBody",
    "",
    'hands-on: services.web.deployment.hooks.afterAllowTestTraffic.expectBody: "" is not a text to look for. Allowed: 1 to 512 characters. Choose a few words that only a working page shows, or leave it out to look at the status alone.',
  ],
  [
    "services.web.deployment.hooks.afterAllowTestTraffic.attempts",
    51,
    "hands-on: services.web.deployment.hooks.afterAllowTestTraffic.attempts: 51 is not a number of attempts. Allowed: a whole number from 1 to 50. 50 take up to 13 minutes, and Lambda ends a function after 15.",
  ],
  [
    "services.web.listeners",
    { productionPort: 0, testPort: 9444 },
    "hands-on: services.web.listeners.productionPort: 0 is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
  ],
  [
    "services.web.listeners",
    { productionPort: 9443, testPort: "9444" },
    'hands-on: services.web.listeners.testPort: "9444" is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.',
  ],
];
