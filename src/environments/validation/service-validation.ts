import { show, type Problem } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import type { EnvironmentSettings } from "../schema";
import { taskProblems } from "./task-validation";

type KnownService = NonNullable<PartialSettings<EnvironmentSettings["services"][string]>>;

/** What the settings of load balancer, services and state must be to each other. */
export function* serviceProblems(known: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  yield* keyOfBucketsRegion(known);
  for (const [key, service] of Object.entries(known.services ?? {})) {
    if (service !== undefined) yield* withinService(["services", key], service);
  }
}

/** S3 encrypts with keys of the bucket's region only. */
function* keyOfBucketsRegion({ region, backend }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  if (backend?.type !== "s3" || backend.kmsKeyArn === undefined) return;
  const bucketRegion = "region" in backend ? backend.region : region;
  const keyRegion = backend.kmsKeyArn.split(":")[3];
  if (bucketRegion === undefined || keyRegion === bucketRegion) return;
  yield {
    path: ["backend", "kmsKeyArn"],
    explanation: {
      fault: `${show(backend.kmsKeyArn)} is not a key of the bucket's region`,
      allowed: `keys of ${bucketRegion}`,
      remedy: "Choose a key of this region, or set backend.region if the bucket is elsewhere.",
    },
  };
}

/** What the settings of one service must be to each other; `path` leads to it. */
function* withinService(path: readonly PropertyKey[], service: KnownService): Generator<Problem> {
  yield* taskProblems(service, path);
  yield* timeoutBelowInterval(path, service);
  yield* oneShift(path, service);
}

function* timeoutBelowInterval(path: readonly PropertyKey[], { healthCheck }: KnownService): Generator<Problem> {
  const { timeoutSeconds, intervalSeconds } = healthCheck ?? {};
  if (timeoutSeconds === undefined || intervalSeconds === undefined || timeoutSeconds < intervalSeconds) return;
  yield {
    path: [...path, "healthCheck", "timeoutSeconds"],
    explanation: {
      fault: `${timeoutSeconds} is not less than healthCheck.intervalSeconds`,
      allowed: `less than ${intervalSeconds}`,
      remedy: "Shorten the timeout or lengthen the interval.",
    },
  };
}

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html: two days between first and last shift. */
const longestShiftMinutes = 2880;

function* oneShift(path: readonly PropertyKey[], { deployment }: KnownService): Generator<Problem> {
  const { config, shift } = deployment ?? {};
  if (shift === undefined) return;
  if (config !== undefined) {
    yield {
      path: [...path, "deployment", "shift"],
      explanation: {
        fault: "given together with deployment.config",
        allowed: "one of the two",
        remedy: "Remove config to shift with these numbers, or shift to use that configuration.",
      },
    };
  }
  const { type, percent, minutes } = shift;
  if (type !== "linear" || percent === undefined || minutes === undefined) return;
  const steps = Math.ceil(100 / percent) - 1;
  if (steps * minutes <= longestShiftMinutes) return;
  yield {
    path: [...path, "deployment", "shift", "minutes"],
    explanation: {
      fault: `${minutes} makes a shift of ${steps * minutes} minutes, with ${steps} steps after the first`,
      allowed: `up to ${Math.floor(longestShiftMinutes / steps)} with ${percent} percent`,
      remedy: "Shift a larger share with each step, or sooner.",
    },
  };
}
