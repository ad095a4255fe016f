import type { Row } from "./row";

export const productionSidecar: readonly Row[] = [
  [
    "services.api.sidecars",
    ["migration"],
    'production: services.api.sidecars: ["migration"] is not an object with sidecars. Allowed: an object with sidecars by name. Write { proxy: { image: ... } } here.',
  ],
  [
    "services.api.sidecars.migration",
    "shop/migration:1",
    'production: services.api.sidecars.migration: "shop/migration:1" is not an object. Allowed: an object with image, essential, port, command, entryPoint, cpu, memoryMiB, memoryReservationMiB, environment, secrets, user, readonlyRootFilesystem, writableMounts, healthCheck, startAfter, stopTimeoutSeconds, initProcess. Write { ... } here.',
  ],
  [
    "services.web.sidecars",
    { main: { image: "nginx:1" } },
    'production: services.web.sidecars.main: "main" is not a name for a sidecar. Allowed: up to 255 letters, digits, hyphens and underscores; not "main", which stands for the service\'s own container. Choose a name such as "log-router".',
  ],
  [
    "services.api.sidecars.migration.image",
    "shop/migration",
    'production: services.api.sidecars.migration.image: "shop/migration" is not a full reference of an image. Allowed: a repository with a tag, a digest (sha256 and 64 digits) or both, up to 255 characters. Write it as for docker pull, such as "public.ecr.aws/nginx/nginx:1.29"; a digest never moves.',
  ],
  [
    "services.api.sidecars.migration.image",
    undefined,
    'production: services.api.sidecars.migration.image: missing; it takes a full reference of an image. Allowed: a repository with a tag, a digest (sha256 and 64 digits) or both, up to 255 characters. Write it as for docker pull, such as "public.ecr.aws/nginx/nginx:1.29"; a digest never moves.',
  ],
  [
    "services.api.sidecars.migration.essential",
    "no",
    'production: services.api.sidecars.migration.essential: "no" is not true or false. Allowed: true, false. Choose false for a container that does its work and ends.',
  ],
  [
    "services.api.sidecars.migration.port",
    65536,
    "production: services.api.sidecars.migration.port: 65536 is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
  ],
  [
    "services.api.sidecars.migration.command",
    [],
    "production: services.api.sidecars.migration.command[0]: missing; it takes a text. Allowed: texts. Put it in quotes.",
  ],
  [
    "services.api.sidecars.migration.entryPoint",
    ["sh", null],
    "production: services.api.sidecars.migration.entryPoint[1]: null is not a text. Allowed: texts. Put it in quotes.",
  ],
  [
    "services.api.sidecars.migration.cpu",
    20000,
    "production: services.api.sidecars.migration.cpu: 20000 is not a share of the task's CPU. Allowed: a whole number from 0 to 16384 (CPU units, 1024 are one vCPU). Choose 0 to share what other containers leave.",
  ],
  [
    "services.api.sidecars.migration.memoryMiB",
    0,
    "production: services.api.sidecars.migration.memoryMiB: 0 is not a limit for the memory of a container. Allowed: a whole number from 6 to 122880 (MiB). Choose what the container needs at its peak, or leave it out to share the task's memory.",
  ],
  [
    "services.api.sidecars.migration.memoryReservationMiB",
    1.5,
    "production: services.api.sidecars.migration.memoryReservationMiB: 1.5 is not a limit for the memory of a container. Allowed: a whole number from 6 to 122880 (MiB). Choose what the container needs at its peak, or leave it out to share the task's memory.",
  ],
  [
    "services.api.sidecars.migration.environment",
    { STEP: true },
    "production: services.api.sidecars.migration.environment.STEP: the value (not shown here) is not a text. Allowed: texts; what is secret belongs into secrets. Put it in quotes, also true and numbers.",
  ],
  [
    "services.api.sidecars.migration.secrets",
    { DATABASE_URL: 7 },
    'production: services.api.sidecars.migration.secrets.DATABASE_URL: the value (not shown here) is not a secret that ECS can read. Allowed: the full ARN of a secret in Secrets Manager, with its six last characters, if need be followed by ":<JSON key>:<stage>:<version>" (each may be empty), or the ARN of a parameter in SSM. Look it up with: aws secretsmanager describe-secret, or aws ssm get-parameter.',
  ],
  [
    "services.api.sidecars.migration.user",
    "0:0",
    'production: services.api.sidecars.migration.user: "0:0" is not a user that a container can run as. Allowed: a name or a number, with ":" and a group if need be; not root; or "image", which leaves it to the image. Choose a number that the image\'s files are readable for, such as "65534:65534".',
  ],
  [
    "services.api.sidecars.migration.readonlyRootFilesystem",
    "true",
    'production: services.api.sidecars.migration.readonlyRootFilesystem: "true" is not true or false. Allowed: true, false. Choose true and name the folders it writes to in writableMounts.',
  ],
  [
    "services.api.sidecars.migration.writableMounts.tmp",
    "/",
    'production: services.api.sidecars.migration.writableMounts.tmp: "/" is not a folder in a container. Allowed: an absolute path that is not "/" itself, without ":" and without a slash at its end. Write the folder that the program writes to, such as "/tmp".',
  ],
  [
    "services.api.sidecars.migration.healthCheck",
    { command: ["CMD", {}] },
    "production: services.api.sidecars.migration.healthCheck.command[1]: {} is not a text. Allowed: texts. Put it in quotes.",
  ],
  [
    "services.api.sidecars.migration.healthCheck",
    { command: ["CMD", "check"], intervalSeconds: 301 },
    "production: services.api.sidecars.migration.healthCheck.intervalSeconds: 301 is not an interval of a container's health check. Allowed: a whole number from 5 to 300 (seconds). ECS's own default is 30.",
  ],
  [
    "services.api.sidecars.migration.healthCheck",
    { command: ["CMD", "check"], timeoutSeconds: 61 },
    "production: services.api.sidecars.migration.healthCheck.timeoutSeconds: 61 is not a timeout of a container's health check. Allowed: a whole number from 2 to 60 (seconds). ECS's own default is 5.",
  ],
  [
    "services.api.sidecars.migration.healthCheck",
    { command: ["CMD", "check"], retries: 0 },
    "production: services.api.sidecars.migration.healthCheck.retries: 0 is not a number of retries. Allowed: a whole number from 1 to 10. ECS's own default is 3.",
  ],
  [
    "services.api.sidecars.migration.healthCheck",
    { command: ["CMD", "check"], startPeriodSeconds: 301 },
    "production: services.api.sidecars.migration.healthCheck.startPeriodSeconds: 301 is not a start period. Allowed: a whole number from 1 to 300 (seconds). Choose the time that the container needs to start, or leave it out.",
  ],
  [
    "services.web.sidecars",
    {
      proxy: {
        image: "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop/proxy:1",
        startAfter: { main: "RUNNING" },
      },
    },
    'production: services.web.sidecars.proxy.startAfter.main: "RUNNING" is not a state to wait for. Allowed: START, COMPLETE (it has ended), SUCCESS (it has ended with exit code 0), HEALTHY. Choose one of these.',
  ],
  [
    "services.api.sidecars.migration.stopTimeoutSeconds",
    1,
    "production: services.api.sidecars.migration.stopTimeoutSeconds: 1 is not a time to stop in. Allowed: a whole number from 2 to 120 (seconds). Fargate allows 120; make it longer than the longest request.",
  ],
  [
    "services.api.sidecars.migration.initProcess",
    1,
    "production: services.api.sidecars.migration.initProcess: 1 is not true or false. Allowed: true, false. Choose true where the program starts others, or runs as process 1 without handling signals.",
  ],
];
