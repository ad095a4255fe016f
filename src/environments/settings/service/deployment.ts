import { z } from "zod";
import { flag, section, text, unionErrorOf, wholeBetween } from "../rule";
import * as rules from "../rules";
import { hooks } from "./hooks";

/** CodeDeploy's limit on both waits: two days. */
const waitMinutes = wholeBetween(0, 2880, {
  kind: "a wait that CodeDeploy takes",
  unit: "minutes",
  remedy: "Choose at most two days, which are 2880 minutes.",
});

const percent = wholeBetween(1, 99, {
  kind: "a share of the traffic",
  unit: "percent",
  remedy: "Choose the share that the replacement gets with each step.",
});

const minutes = wholeBetween(1, 2880, {
  kind: "a time between two steps",
  unit: "minutes",
  remedy: "CodeDeploy finishes a shift within two days, which are 2880 minutes.",
});

const shiftError = unionErrorOf(
  { kind: "a type of shift", allowed: "canary, linear", remedy: "Choose one of these." },
  {
    kind: "a shift of traffic",
    allowed: "an object with type, percent, minutes",
    remedy: "Write { ... } here, or name one of CodeDeploy's own in config.",
  },
);

/**
 * A deployment configuration of the service's own, where none of CodeDeploy's fits.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations-create.html
 */
const shift = z.discriminatedUnion(
  "type",
  [
    /** `percent` of the traffic first, all the rest `minutes` later. */
    section({
      /** Canary: `percent` first, all the rest `minutes` later. Linear: `percent` every `minutes`. */
      type: z.literal("canary"),
      /** Percent of the traffic in each step. */
      percent,
      /** Minutes between two steps. */
      minutes,
    }),
    /** `percent` of the traffic every `minutes`. */
    section({ type: z.literal("linear"), percent, minutes }),
  ],
  { error: shiftError },
);

/** How CodeDeploy carries a release to a service. */
export const deployment = section({
  /**
   * CodeDeploy deployment configuration: how traffic shifts. One of CodeDeploy's own, or one that exists already.
   * @default "CodeDeployDefault.ECSAllAtOnce"
   */
  config: text(rules.deploymentConfig).optional(),
  /** Instead of `config`: a canary or linear shift with numbers of its own. @default none */
  shift: shift.optional(),
  /** Minutes a ready replacement waits for a person to continue before the deployment stops; 0 shifts at once. @default 0 */
  readyWaitMinutes: waitMinutes.default(0),
  /** Minutes the original tasks are kept after the shift: the time in which a rollback is instant. @default 60 */
  terminationWaitMinutes: waitMinutes.default(60),
  /** Whether CodeDeploy shifts traffic back when a deployment fails. @default true */
  rollbackOnFailure: flag("Choose true unless people watch every deployment.").default(true),
  /**
   * Whether CodeDeploy stops a deployment and shifts traffic back when one of the service's alarms goes off meanwhile.
   * Without `alarms` there is nothing to watch.
   * @default true
   */
  rollbackOnAlarm: flag("Choose true unless people watch every deployment.").default(true),
  /** Checks in the course of a deployment. @default none */
  hooks: hooks.optional(),
});
