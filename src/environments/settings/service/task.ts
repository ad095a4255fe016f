import { z } from "zod";
import type { Immutable } from "../../immutable";
import { errorOf, flag, listOf, namedBy, section, text, whole, wholeBetween, type Rule } from "../rule";
import * as rules from "../rules";
import { main, sidecars } from "./container";
import { kmsKeyArn } from "./container-rules";

/** A whole service of actions is never what a task needs, and hides what it does. */
const action: Rule<string> = {
  kind: "an action that a task may be allowed",
  allowed: '"<service>:<Action>", with a "*" at its end if need be, after the first word at least',
  remedy: 'Name the actions that the program calls, such as "s3:GetObject".',
  test: (name) => /^[a-z0-9-]+:[A-Z][a-z]+[A-Za-z]*\*?$/.test(name),
};

const resource: Rule<string> = {
  kind: "a resource that a right can be limited to",
  allowed: 'an ARN that names a service and more than "*" in it, such as "arn:aws:s3:::shop-pictures/*"',
  remedy: "Name the things that the program works on; for actions that take no resource, say why in anyResource.",
  test: (arn) => /^arn:aws:[a-z0-9-]+:[a-z0-9-]*:\d*:(?!\*+$)\S+$/.test(arn),
};

const reason: Rule<string> = {
  kind: "a reason",
  allowed: "a sentence of 10 to 200 characters",
  remedy: 'Say why no resource can be named, such as "PutMetricData takes no resource".',
  test: (sentence) => 10 <= sentence.length && sentence.length <= 200,
};

const operator: Rule<string> = {
  kind: "an operator of a condition",
  allowed: 'letters and ":", such as StringEquals or ForAllValues:StringLike',
  remedy: "Look it up in IAM's policy grammar.",
  test: (name) => /^((ForAllValues|ForAnyValue):)?[A-Z][A-Za-z]+$/.test(name),
};

const conditionKey: Rule<string> = {
  kind: "a key of a condition",
  allowed: '"<service>:<key>", such as aws:SourceIp',
  remedy: "Look it up in the service authorization reference.",
  test: (name) => /^[a-zA-Z0-9-]+:[^\s]+$/.test(name),
};

const conditionValue = z.string({
  error: errorOf({ kind: "a text", allowed: "texts", remedy: "Put it in quotes, also true and numbers." }),
});

const conditionValues = listOf(conditionValue, {
  kind: "a list of values",
  allowed: "1 text or more in a list",
  remedy: "Write [ ... ] here.",
});

/**
 * One thing that the program in the containers may do in AWS: just these actions on just these resources.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const statement = section({
  /** What is allowed, such as "s3:GetObject". */
  actions: listOf(text(action), {
    kind: "a list of actions",
    allowed: "1 action or more in a list",
    remedy: 'Write ["s3:GetObject"] here.',
  }),
  /** Required unless `anyResource` is given. */
  resources: listOf(text(resource), {
    kind: "a list of resources",
    allowed: "1 ARN or more in a list",
    remedy: 'Write ["arn:aws:s3:::shop-pictures/*"] here.',
  }).optional(),
  /** Instead of `resources`, for actions that take none: the reason, for reviewers. The right is for "*" then. */
  anyResource: text(reason).optional(),
  /** When it is allowed: operator, then condition key, then values. @default always */
  conditions: namedBy(
    operator,
    namedBy(conditionKey, conditionValues, {
      kind: "an object with values by key",
      allowed: "an object with lists of texts by key",
      remedy: 'Write { "aws:SourceVpce": ["vpce-..."] } here.',
    }),
    {
      kind: "an object with conditions",
      allowed: "an object with keys and values by operator",
      remedy: "Write { StringEquals: { ... } } here.",
    },
  ).optional(),
});

/** What a program may do in AWS. */
export const taskRole = listOf(statement, {
  kind: "a list of statements",
  allowed: "a list of objects with actions, resources, anyResource, conditions",
  remedy: "Write [{ actions: [...], resources: [...] }] here, or leave it out.",
});

/** The shape of a service's tasks: what runs in them, how large they are, what they may do. */
export const taskShape = {
  /** CPU units: 1024 are one vCPU. US$ 36.91 a month for a vCPU that always runs on Fargate, 29.53 on ARM64. */
  cpu: whole(rules.cpu),
  /** MiB. US$ 4.04 a month for a GiB on Fargate, 3.23 on ARM64. */
  memory: whole(rules.memory),
  /** Of the processor: all images of the task have to be built for it. ARM64 costs a fifth less. @default "X86_64" */
  architecture: z
    .enum(["X86_64", "ARM64"], {
      error: errorOf({
        kind: "an architecture",
        allowed: "X86_64, ARM64",
        remedy: "Choose what the images are built for.",
      }),
    })
    .default("X86_64"),
  /** Disk of each task on Fargate. 20 GiB are free; each further one costs about US$ 0.10 a month. @default 20 */
  ephemeralStorageGiB: wholeBetween(21, 200, {
    kind: "a size of a task's disk",
    unit: "GiB",
    remedy: "Leave it out for the 20 that are free.",
  }).optional(),
  container: main.prefault({}),
  sidecars: sidecars.prefault({}),
  /** Customer keys that `secrets` are encrypted with; the execution role may decrypt with just these. @default none: AWS-managed keys */
  secretsKmsKeyArns: listOf(text(kmsKeyArn), {
    kind: "a list of keys",
    allowed: "1 ARN or more in a list",
    remedy: 'Write ["arn:aws:kms:..."] here, or leave it out.',
  }).optional(),
  /** What the program may do in AWS. @default nothing: the tasks have no role */
  taskRole: taskRole.optional(),
  /**
   * ECS Exec: whether people who may, open shells in running containers. The agent that this starts in each container runs
   * as root and writes files: AWS does not support it with a read-only root file system. It works with these mounts in each
   * such container, which the configuration therefore demands: /managed-agents, /var/lib/amazon/ssm and /var/log/amazon/ssm
   * (containers-roadmap 1359, 2824; AWS names no folders and may change them). A service is born with it. On one that runs Terraform changes the
   * rights of the tasks alone: false ends all commands, and for true people also say `aws ecs update-service
   * --enable-execute-command` before the next release, or have the service made anew where AWS refuses.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations
   * @default false
   */
  executeCommand: flag("Choose false unless people have to look into running containers.").default(false),
} as const;

/** A whole task, as constructs and relations see it: a service's section has these settings among others. */
export const task = section(taskShape);

export type Task = Immutable<z.output<typeof task>>;
