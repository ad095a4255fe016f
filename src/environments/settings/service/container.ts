import { z } from "zod";
import { describe } from "../../../lib/problem";
import { errorOf, flag, listOf, namedBy, section, text, wholeBetween, type Wording } from "../rule";
import * as rules from "../rules";
import * as own from "./container-rules";
import { port } from "../port";

const word = z.string({
  error: errorOf({ kind: "a text", allowed: "texts", remedy: "Put it in quotes." }),
});

const words = listOf(word, {
  kind: "a command",
  allowed: 'a list with its words, such as ["node", "server.mjs"]',
  remedy: "Write [ ... ] here, a word for each argument.",
});

/** Docker's own smallest limit is 6 MiB. */
const memoryMiB = wholeBetween(6, 122_880, {
  kind: "a limit for the memory of a container",
  unit: "MiB",
  remedy: "Choose what the container needs at its peak, or leave it out to share the task's memory.",
});

const plainText = z.string({
  error: hiding({
    kind: "a text",
    allowed: "texts; what is secret belongs into secrets",
    remedy: "Put it in quotes, also true and numbers.",
  }),
});

export const secretArn = z
  .string({ error: hiding(own.secretArn) })
  .refine(own.secretArn.test, { error: hiding(own.secretArn) });

/** Words an error without the value that was given: it may be a secret in the wrong place. */
function hiding({ kind, allowed, remedy }: Wording) {
  return () => describe({ fault: `the value (not shown here) is not ${kind}`, allowed, remedy });
}

/**
 * A command that ECS runs in the container, whose exit code 0 means healthy. An essential container that is unhealthy
 * takes its task with it.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
const containerHealthCheck = section({
  /** `["CMD", program, ...arguments]`, or `["CMD-SHELL", line]` where the image has a shell. */
  command: words.refine(([first]) => first === "CMD" || first === "CMD-SHELL", {
    error: errorOf({
      kind: "a command of a health check",
      allowed: 'a list that begins with "CMD" or "CMD-SHELL"',
      remedy: 'Write ["CMD", ...] to run a program, ["CMD-SHELL", "..."] to run a line of shell.',
    }),
  }),
  /** Seconds from one check to the next. @default 30 */
  intervalSeconds: wholeBetween(5, 300, {
    kind: "an interval of a container's health check",
    unit: "seconds",
    remedy: "ECS's own default is 30.",
  }).default(30),
  /** Seconds after which a check counts as failed. @default 5 */
  timeoutSeconds: wholeBetween(2, 60, {
    kind: "a timeout of a container's health check",
    unit: "seconds",
    remedy: "ECS's own default is 5.",
  }).default(5),
  /** Failed checks in a row that make the container unhealthy. @default 3 */
  retries: wholeBetween(1, 10, {
    kind: "a number of retries",
    remedy: "ECS's own default is 3.",
  }).default(3),
  /** Seconds after the start in which failed checks do not count. @default none */
  startPeriodSeconds: wholeBetween(1, 300, {
    kind: "a start period",
    unit: "seconds",
    remedy: "Choose the time that the container needs to start, or leave it out.",
  }).optional(),
});

const condition = z.enum(["START", "COMPLETE", "SUCCESS", "HEALTHY"], {
  error: errorOf({
    kind: "a state to wait for",
    allowed: "START, COMPLETE (it has ended), SUCCESS (it has ended with exit code 0), HEALTHY",
    remedy: "Choose one of these.",
  }),
});

/** What every container can be told, the service's own and its sidecars. */
export const containerShape = {
  /** Replaces the image's CMD. @default the image's */
  command: words.optional(),
  /** Replaces the image's ENTRYPOINT. @default the image's */
  entryPoint: words.optional(),
  /** CPU units that are the container's own when others want them too; 0 shares what is left. @default 0 */
  cpu: wholeBetween(0, 16_384, {
    kind: "a share of the task's CPU",
    unit: "CPU units, 1024 are one vCPU",
    remedy: "Choose 0 to share what other containers leave.",
  }).default(0),
  /** MiB; a container that takes more is killed. @default the task's memory is the limit */
  memoryMiB: memoryMiB.optional(),
  /** MiB that are kept for the container; less than `memoryMiB`. @default none */
  memoryReservationMiB: memoryMiB.optional(),
  /** Plain texts, readable for everyone who may describe a task definition: nothing secret. @default none */
  environment: namedBy(
    own.variableName,
    plainText,
    {
      kind: "an object with environment variables",
      allowed: "an object with texts by name",
      remedy: 'Write { LOG_LEVEL: "info" } here.',
    },
    hiding,
  ).prefault({}),
  /**
   * Environment variables whose values ECS fetches when it starts the container: ARN of a secret in Secrets Manager
   * (US$ 0.40 a month each) or of an SSM parameter (free in the standard tier). The execution role gets the right to read
   * just these. A changed secret reaches a container with its next start.
   * @default none
   */
  secrets: namedBy(
    own.variableName,
    secretArn,
    {
      kind: "an object with secrets",
      allowed: "an object with ARNs by name",
      remedy: 'Write { DATABASE_PASSWORD: "arn:aws:secretsmanager:..." } here.',
    },
    hiding,
  ).prefault({}),
  /**
   * User, or user:group, by name or number; "image" leaves it to the image, which may well mean root. Only root and
   * programs with the capability CAP_NET_BIND_SERVICE can listen on ports below 1024 (containers-roadmap 1721).
   * https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20
   * @default "65534:65534", nobody
   */
  user: text(own.user).default("65534:65534"),
  /**
   * Whether the container's own files are read-only. What it writes goes to `writableMounts`. AWS does not support ECS Exec
   * in such a container; it works where the agent's folders are mounted (see `executeCommand`). @default true
   */
  readonlyRootFilesystem: flag("Choose true and name the folders it writes to in writableMounts.").default(true),
  /**
   * Folders that can be written to, by the name of a volume: empty when the task starts, gone when it ends, shared by the
   * containers of the task that name the same. A folder belongs to root unless the image has it too, with another owner and
   * a VOLUME instruction: another user could not write to it.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
   * @default none
   */
  writableMounts: namedBy(own.volumeName, text(own.containerPath), {
    kind: "an object with folders",
    allowed: "an object with absolute paths by name of a volume",
    remedy: 'Write { tmp: "/tmp" } here.',
  }).prefault({}),
  /** @default none */
  healthCheck: containerHealthCheck.optional(),
  /** Containers that this one waits for; "main" is the service's own. @default starts with the others */
  startAfter: namedBy(own.dependencyName, condition, {
    kind: "an object with containers",
    allowed: "an object with START, COMPLETE, SUCCESS or HEALTHY by name of a container",
    remedy: 'Write { migration: "SUCCESS" } here.',
  }).prefault({}),
  /** Seconds between SIGTERM and SIGKILL when a task stops; a program that ignores SIGTERM costs this with each deployment. @default 30 */
  stopTimeoutSeconds: wholeBetween(2, 120, {
    kind: "a time to stop in",
    unit: "seconds",
    remedy: "Fargate allows 120; make it longer than the longest request.",
  }).optional(),
  /** Whether a small init process passes signals on and clears away ended children. @default false */
  initProcess: flag(
    "Choose true where the program starts others, or runs as process 1 without handling signals.",
  ).default(false),
} as const;

/** The service's own container: the load balancer sends it requests, and a release brings its image. */
export const main = section({
  /** Port that the container listens on. @default 80 */
  port: port.default(80),
  /** Tag of the image that the task definition declares; a release brings its own. @default "latest" */
  imageTag: text(rules.imageTag).default("latest"),
  ...containerShape,
});

const sidecar = section({
  /** Full reference with tag or digest. Terraform owns it: a release leaves it as the declared task definition has it. */
  image: text(own.imageReference),
  /** Whether its end ends the task. @default true */
  essential: flag("Choose false for a container that does its work and ends.").default(true),
  /** Port that it listens on, reachable for the other containers at 127.0.0.1. @default none */
  port: port.optional(),
  ...containerShape,
});

/** Other containers of a service's tasks, by name. Fargate bills tasks, not containers. */
export const sidecars = namedBy(own.containerName, sidecar, {
  kind: "an object with sidecars",
  allowed: "an object with sidecars by name",
  remedy: "Write { proxy: { image: ... } } here.",
});
