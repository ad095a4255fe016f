import type { Row } from "./row";

export const productionContainer: readonly Row[] = [
  [
    "services.web.container.command",
    "node server.mjs",
    'production: services.web.container.command: "node server.mjs" is not a command. Allowed: a list with its words, such as ["node", "server.mjs"]. Write [ ... ] here, a word for each argument.',
  ],
  [
    "services.web.container.command",
    ["node", 1],
    "production: services.web.container.command[1]: 1 is not a text. Allowed: texts. Put it in quotes.",
  ],
  [
    "services.web.container.entryPoint",
    [true],
    "production: services.web.container.entryPoint[0]: true is not a text. Allowed: texts. Put it in quotes.",
  ],
  [
    "services.web.container.cpu",
    -1,
    "production: services.web.container.cpu: -1 is not a share of the task's CPU. Allowed: a whole number from 0 to 16384 (CPU units, 1024 are one vCPU). Choose 0 to share what other containers leave.",
  ],
  [
    "services.web.container.memoryMiB",
    5,
    "production: services.web.container.memoryMiB: 5 is not a limit for the memory of a container. Allowed: a whole number from 6 to 122880 (MiB). Choose what the container needs at its peak, or leave it out to share the task's memory.",
  ],
  [
    "services.web.container.memoryReservationMiB",
    "64",
    'production: services.web.container.memoryReservationMiB: "64" is not a limit for the memory of a container. Allowed: a whole number from 6 to 122880 (MiB). Choose what the container needs at its peak, or leave it out to share the task\'s memory.',
  ],
  [
    "services.web.container.environment",
    ["PASSWORD=swordfish"],
    'production: services.web.container.environment: the value (not shown here) is not an object with environment variables. Allowed: an object with texts by name. Write { LOG_LEVEL: "info" } here.',
  ],
  [
    "services.web.container.environment.LOG_LEVEL",
    3,
    "production: services.web.container.environment.LOG_LEVEL: the value (not shown here) is not a text. Allowed: texts; what is secret belongs into secrets. Put it in quotes, also true and numbers.",
  ],
  [
    "services.web.container.environment",
    { "LOG LEVEL": "info" },
    'production: services.web.container.environment["LOG LEVEL"]: "LOG LEVEL" is not a name for an environment variable. Allowed: up to 255 letters, digits and the characters _ . -, no digit first. Choose a name such as "LOG_LEVEL".',
  ],
  [
    "services.web.container.secrets",
    { DATABASE_URL: "postgres://shop:secret@database" },
    'production: services.web.container.secrets.DATABASE_URL: the value (not shown here) is not a secret that ECS can read. Allowed: the full ARN of a secret in Secrets Manager, with its six last characters, if need be followed by ":<JSON key>:<stage>:<version>" (each may be empty), or the ARN of a parameter in SSM. Look it up with: aws secretsmanager describe-secret, or aws ssm get-parameter.',
  ],
  [
    "services.web.container.secrets",
    { "1ST": "arn:aws:ssm:ap-northeast-1:123456789012:parameter/shop" },
    'production: services.web.container.secrets.1ST: "1ST" is not a name for an environment variable. Allowed: up to 255 letters, digits and the characters _ . -, no digit first. Choose a name such as "LOG_LEVEL".',
  ],
  [
    "services.web.container.secrets",
    ["PASSWORD=swordfish"],
    'production: services.web.container.secrets: the value (not shown here) is not an object with secrets. Allowed: an object with ARNs by name. Write { DATABASE_PASSWORD: "arn:aws:secretsmanager:..." } here.',
  ],
  [
    "services.web.container.user",
    "root",
    'production: services.web.container.user: "root" is not a user that a container can run as. Allowed: a name or a number, with ":" and a group if need be; not root; or "image", which leaves it to the image. Choose a number that the image\'s files are readable for, such as "65534:65534".',
  ],
  [
    "services.web.container.readonlyRootFilesystem",
    1,
    "production: services.web.container.readonlyRootFilesystem: 1 is not true or false. Allowed: true, false. Choose true and name the folders it writes to in writableMounts.",
  ],
  [
    "services.web.container.writableMounts",
    { tmp: "tmp" },
    'production: services.web.container.writableMounts.tmp: "tmp" is not a folder in a container. Allowed: an absolute path that is not "/" itself, without ":" and without a slash at its end. Write the folder that the program writes to, such as "/tmp".',
  ],
  [
    "services.web.container.writableMounts",
    { "/tmp": "/tmp" },
    'production: services.web.container.writableMounts["/tmp"]: "/tmp" is not a name for a volume. Allowed: up to 255 letters, digits, hyphens and underscores. Choose a name such as "tmp".',
  ],
  [
    "services.web.container.healthCheck",
    { command: ["curl", "localhost"] },
    'production: services.web.container.healthCheck.command: ["curl","localhost"] is not a command of a health check. Allowed: a list that begins with "CMD" or "CMD-SHELL". Write ["CMD", ...] to run a program, ["CMD-SHELL", "..."] to run a line of shell.',
  ],
  [
    "services.web.container.healthCheck",
    { command: ["CMD", 8080] },
    "production: services.web.container.healthCheck.command[1]: 8080 is not a text. Allowed: texts. Put it in quotes.",
  ],
  [
    "services.web.container.healthCheck",
    { command: ["CMD", "check"], intervalSeconds: 4 },
    "production: services.web.container.healthCheck.intervalSeconds: 4 is not an interval of a container's health check. Allowed: a whole number from 5 to 300 (seconds). ECS's own default is 30.",
  ],
  [
    "services.web.container.healthCheck",
    { command: ["CMD", "check"], timeoutSeconds: 1 },
    "production: services.web.container.healthCheck.timeoutSeconds: 1 is not a timeout of a container's health check. Allowed: a whole number from 2 to 60 (seconds). ECS's own default is 5.",
  ],
  [
    "services.web.container.healthCheck",
    { command: ["CMD", "check"], retries: 11 },
    "production: services.web.container.healthCheck.retries: 11 is not a number of retries. Allowed: a whole number from 1 to 10. ECS's own default is 3.",
  ],
  [
    "services.web.container.healthCheck",
    { command: ["CMD", "check"], startPeriodSeconds: 0 },
    "production: services.web.container.healthCheck.startPeriodSeconds: 0 is not a start period. Allowed: a whole number from 1 to 300 (seconds). Choose the time that the container needs to start, or leave it out.",
  ],
  [
    "services.api.container.startAfter",
    { migration: "DONE" },
    'production: services.api.container.startAfter.migration: "DONE" is not a state to wait for. Allowed: START, COMPLETE (it has ended), SUCCESS (it has ended with exit code 0), HEALTHY. Choose one of these.',
  ],
  [
    "services.api.container.startAfter",
    { "the migration": "SUCCESS" },
    'production: services.api.container.startAfter["the migration"]: "the migration" is not a name of a container. Allowed: "main", which is the service\'s own container, or the name of a sidecar. Name a container of the same service.',
  ],
  [
    "services.web.container.stopTimeoutSeconds",
    121,
    "production: services.web.container.stopTimeoutSeconds: 121 is not a time to stop in. Allowed: a whole number from 2 to 120 (seconds). Fargate allows 120; make it longer than the longest request.",
  ],
  [
    "services.web.container.initProcess",
    "tini",
    'production: services.web.container.initProcess: "tini" is not true or false. Allowed: true, false. Choose true where the program starts others, or runs as process 1 without handling signals.',
  ],
];
